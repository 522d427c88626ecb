// The merge rules once more, in plain JavaScript: what a page would write without the module. The benchmark times the
// two beside each other, and only after they agreed.

const STATES = new Map([
  ...["approved", "accepted", "yes", "true"].map((word) => [word, "approved"]),
  ...["declined", "rejected", "revoked", "no", "false"].map((word) => [word, "declined"]),
]);
const ACTIONS = new Map([
  ...["approved", "declined", "partial_consent", "revoked", "no_action"].map((word) => [word.replace("_", ""), word]),
  ["partiallyconsented", "partial_consent"],
  ["noticeshown", "no_action"],
]);
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
  const recorded = entry ? microseconds(entry.value.latest_consent?.timestamp) : NaN;
  const ends = new Map();
  return Object.assign({}, banner, {
    purposes: banner.purposes.map((purpose) => mergePurpose(purpose, entry, own, recorded, ends)),
    display_id: (entry ? entry.point.display_id : banner.display_id) ?? null,
    latest_action: entry?.action ?? null,
    ...(entry?.said && entry.said !== entry.action ? { raw_action: entry.said } : {}),
    record_id: entry?.value.latest_consent?.id ?? null,
    recorded_at: timeOf(recorded),
    recorded_version: (entry && entry.version) ?? null,
    recorded_campaign_id: (entry && entry.value.latest_consent?.metadata?.[campaignOf(banner)]) ?? null,
    shown_to_principal: entry ? entry.action === "approved" : (banner.shown_to_principal ?? false),
  });
}

function mergePurpose(purpose, entry, own, recorded, ends) {
  const merged = mergeState(purpose, entry, own);
  merged.legal_basis = isNotice(purpose) || entry?.notices?.has(purpose.id) ? "notice" : "consent";
  merged.recorded_version = entry?.versions?.get(purpose.id) ?? null;
  merged.expires_at = null;
  merged.expired = false;
  if (merged.consented === "approved" && merged.legal_basis === "consent" && !Number.isNaN(recorded)) {
    const period = purpose.expiry_period;
    if (!ends.has(period)) ends.set(period, endOf(recorded, period));
    const end = ends.get(period);
    if (end !== null) Object.assign(merged, { expires_at: end.text, expired: end.time <= Date.now() * 1000 });
  }
  return merged;
}

/** Whole days, weeks, months or years later, by the calendar. */
function endOf(recorded, period) {
  const [, number, unit] = /^\s*(\d+)\s*(day|week|month|year)s?\s*$/i.exec(period ?? "") ?? [];
  if (!unit) return null;
  const end = new Date(Math.floor(recorded / 1000));
  const days = { day: 1, week: 7 }[unit.toLowerCase()];
  if (days) end.setUTCDate(end.getUTCDate() + number * days);
  else {
    const day = end.getUTCDate();
    end.setUTCMonth(end.getUTCMonth() + number * (unit.toLowerCase() === "year" ? 12 : 1));
    // A month without that day: its last.
    if (end.getUTCDate() !== day) end.setUTCDate(0);
  }
  const time = end.getTime() * 1000 + (recorded % 1000);
  return { time, text: timeOf(time) };
}

function mergeState(purpose, entry, own) {
  const bannerState = own ? stateOf(purpose.consented) : undefined;
  if (!entry) {
    if (!own) return withState(purpose, undefined, "pending", "none", false);
    return withState(purpose, purpose.consented, bannerState, "banner", false);
  }
  if (!entry.value.latest_consent) return withState(purpose, undefined, "pending", "none", false);
  const word = entry.words?.get(purpose.id);
  if (entry.action === "no_action") return withState(purpose, word, "pending", "status", false);
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
  const said = latest?.action;
  const action = ACTIONS.get(said?.toLowerCase().replace(/[\s_-]/g, ""));
  const list = latest?.purpose_consents;
  let words;
  let notices;
  let versions;
  if (list?.length) {
    words = new Map();
    for (const consent of list) {
      const { purpose_id: id, status } = consent;
      if (isNotice(consent)) (notices ??= new Set()).add(id);
      // Named twice: the more restrictive.
      const word = status ?? null;
      if (!words.has(id) || stateRestriction(word) > stateRestriction(words.get(id))) {
        words.set(id, word);
        if (consent.purpose_version !== undefined) (versions ??= new Map()).set(id, versionOf(consent.purpose_version));
      }
    }
  }
  const version = versionOf(latest?.collection_point_version ?? latest?.metadata?.collection_point_version ?? value.collection_point_version);
  return { value, point: value.collection_point, said, action, words, notices, versions, version, used: false };
}

const versionOf = (version) => (version === null || version === undefined ? null : String(version));
const campaignOf = (banner) =>
  !banner.reconsent_campaign_id && banner.expiry_reconsent_request_id ? "expiry_reconsent_request_id" : "reconsent_campaign_id";

const isNotice = ({ is_legitimate, purpose_type }) => is_legitimate === true || purpose_type === "legitimate_interest";

/** The entry for each key: of several the latest, and where one of their times cannot be read, the most restrictive. */
function index(entries, keyOf) {
  const found = new Map();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null || key === undefined) continue;
    const others = found.get(key);
    if (others) others.push(entry);
    else found.set(key, [entry]);
  }
  for (const [key, of] of found) found.set(key, of.length > 1 ? serving(of) : of[0]);
  return found;
}

function serving(entries) {
  const recorded = entries.filter(({ value }) => value.latest_consent);
  if (!recorded.length) return entries[0];
  const ranks = recorded.map((entry) => [microseconds(entry.value.latest_consent.timestamp), restriction(entry), entry]);
  const allDated = ranks.every(([time]) => !Number.isNaN(time));
  const outranks = ([time, strict], [otherTime, otherStrict]) => {
    const [a, b] = allDated ? [[time, ...strict], [otherTime, ...otherStrict]] : [[...strict, time], [...otherStrict, otherTime]];
    const at = a.findIndex((value, i) => value !== b[i]);
    return at >= 0 && a[at] > b[at];
  };
  return ranks.reduce((best, rank) => (outranks(rank, best) ? rank : best))[2];
}

/** How little an entry allows: fewer consents, more refusals, then by its action. */
function restriction({ action, words, notices }) {
  const by = ACTION_RESTRICTION[action] ?? 2;
  if (action === "no_action") return [0, 0, by];
  if (!words) return BY_ACTION[action] === "approved" ? [-Infinity, 0, by] : [0, BY_ACTION[action] ? Infinity : 0, by];
  const states = [...words].filter(([id]) => !notices?.has(id)).map(([, word]) => stateOf(word));
  const count = (state) => states.filter((other) => other === state).length;
  return [-count("approved"), count("declined"), by];
}

/** The API's times: UTC, with or without a zone, to the microsecond. */
function microseconds(text) {
  const [, seconds, fraction = "", zone = "Z"] = /^([\d-]+[T ][\d:]+)(?:\.(\d+))?(.+)?$/.exec(text ?? "") ?? [];
  if (!seconds) return NaN;
  return Date.parse(`${seconds.replace(" ", "T")}${zone}`) * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

function timeOf(time) {
  if (Number.isNaN(time)) return null;
  const [seconds] = new Date(Math.floor(time / 1000)).toISOString().split(".");
  const fraction = String(((time % 1e6) + 1e6) % 1e6).padStart(6, "0").replace(/0+$/, "");
  return `${seconds}${fraction && `.${fraction}`}Z`;
}

function stateOf(word) {
  if (word === "approved" || word === "declined") return word;
  if (typeof word === "boolean") return word ? "approved" : "declined";
  return (typeof word === "string" && STATES.get(word.toLowerCase())) || "pending";
}

const stateRestriction = (word) => STATE_RESTRICTION[stateOf(word)];
