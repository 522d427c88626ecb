// The merge rules once more, in plain JavaScript: what a page would write without the module. The benchmark times the
// two beside each other, and only after they agreed.

const STATES = new Map([
  ...["approved", "accepted", "yes", "true"].map((word) => [word, "approved"]),
  ...["declined", "rejected", "revoked", "no", "false"].map((word) => [word, "declined"]),
]);
const ACTIONS = ["approved", "declined", "partial_consent", "revoked", "no_action"];
const BY_ACTION = { approved: "approved", declined: "declined", revoked: "declined" };
const STATE_RESTRICTION = { approved: 0, pending: 1, declined: 2 };
const ACTION_RESTRICTION = { approved: 0, partial_consent: 1, no_action: 2, declined: 3, revoked: 3 };

/** What `mergeConsents` of the package answers, for well-formed input. */
export function mergeConsents(banners, status) {
  const entries = (status?.collection_points ?? []).map(readEntry);
  const byId = index(entries, (entry) => entry.point.id);
  const byDisplayId = index(entries, (entry) => entry.point.display_id);
  const merged = banners.map((banner) => {
    const { collection_point: point, banner_id: id } = banner;
    const entry = byId.get(point) ?? byId.get(id) ?? byDisplayId.get(id);
    if (entry) entry.used = true;
    return mergeBanner(banner, entry);
  });
  return {
    user_id: status?.user_id ?? null,
    banners: merged,
    unmatched: entries.filter((entry) => !entry.used).map((entry) => entry.value),
    status: status ? "merged" : "no_records",
    status_error: null,
  };
}

function mergeBanner(banner, entry) {
  const own = typeof banner.shown_to_principal === "boolean";
  return Object.assign({}, banner, {
    purposes: banner.purposes.map((purpose) => mergePurpose(purpose, entry, own)),
    display_id: (entry ? entry.point.display_id : banner.display_id) ?? null,
    latest_action: entry?.action ?? null,
    recorded_at: entry?.value.latest_consent?.timestamp ?? null,
    shown_to_principal: entry ? entry.action === "approved" : (banner.shown_to_principal ?? false),
  });
}

function mergePurpose(purpose, entry, own) {
  const bannerState = own ? stateOf(purpose.consented) : undefined;
  if (!entry) {
    if (!own) return withState(purpose, undefined, "pending", "none", false);
    return withState(purpose, purpose.consented, bannerState, "banner", false);
  }
  if (!entry.value.latest_consent) return withState(purpose, undefined, "pending", "none", false);
  const word = entry.words?.get(purpose.id);
  const state = word !== undefined ? stateOf(word) : entry.words ? "pending" : (BY_ACTION[entry.action] ?? "pending");
  const bothRecorded = own && state !== "pending" && bannerState !== "pending";
  return withState(purpose, word, state, "status", bothRecorded && state !== bannerState);
}

function withState(purpose, word, state, source, conflict) {
  // Ten times as fast in Node 20 as `{ ...purpose, consented: state, … }`.
  const merged = Object.assign({}, purpose, { consented: state, source, conflict });
  const isWord = typeof word === "string" || typeof word === "boolean";
  if (isWord && word !== state) merged.raw_consented = word;
  return merged;
}

function readEntry(value) {
  const latest = value.latest_consent;
  const said = latest?.action?.toLowerCase();
  const list = latest?.purpose_consents;
  let words;
  if (list?.length) {
    words = new Map();
    for (const { purpose_id: id, status } of list) {
      // Named twice: the more restrictive.
      const word = status ?? null;
      if (!words.has(id) || restriction(word) > restriction(words.get(id))) words.set(id, word);
    }
  }
  return { value, point: value.collection_point, action: ACTIONS.includes(said) ? said : undefined, words, used: false };
}

/** The entry for each key: of several the latest, of those the more restrictive. */
function index(entries, keyOf) {
  const found = new Map();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null || key === undefined) continue;
    const other = found.get(key);
    if (!other || outranks(entry, other)) found.set(key, entry);
  }
  return found;
}

function outranks(entry, other) {
  const [a, b] = [rank(entry), rank(other)];
  const differing = a.findIndex((value, position) => value !== b[position]);
  return differing >= 0 && a[differing] > b[differing];
}

function rank({ value, action, words }) {
  const latest = value.latest_consent;
  if (!latest) return [-Infinity, 0, 0];
  const approved = words ? [...words.values()].filter((word) => stateOf(word) === "approved").length : 0;
  return [microseconds(latest.timestamp), ACTION_RESTRICTION[action] ?? 2, -approved];
}

/** The API's times: UTC, with or without a zone, to the microsecond. */
function microseconds(text) {
  const [, seconds, fraction = "", zone = "Z"] = /^([\d-]+[T ][\d:]+)(?:\.(\d+))?(.+)?$/.exec(text ?? "") ?? [];
  if (!seconds) return Number.MIN_SAFE_INTEGER;
  return Date.parse(`${seconds.replace(" ", "T")}${zone}`) * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

function stateOf(word) {
  if (word === "approved" || word === "declined") return word;
  if (typeof word === "boolean") return word ? "approved" : "declined";
  return (typeof word === "string" && STATES.get(word.toLowerCase())) || "pending";
}

const restriction = (word) => STATE_RESTRICTION[stateOf(word)];
