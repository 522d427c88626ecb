// Reads what is merged, and sets what was decided, on copies: the order is that of src/consents/merge/numbers.rs.

import { copy } from "./data.js";
import { isNone, isNotice, label, length, purposesOf, Reading, reading, record, textAt, textOrNull } from "./reading.js";

const OR_NULL = "must be an object or null";

const CAMPAIGNS = ["reconsent_campaign_id", "expiry_reconsent_request_id"];

/** The member that names the campaign in which a banner asks again. */
export const campaignOf = (banner) => CAMPAIGNS.find((name) => label(banner[name])) ?? CAMPAIGNS[0];

/** What a decision on a banner has in its metadata. */
export const metadataOf = ({ version, reconsent_campaign_id, expiry_reconsent_request_id }) =>
  ({ collection_point_version: version, reconsent_campaign_id, expiry_reconsent_request_id });

/** What `mergeConsents` is given. */
export const readConsents = (banners, status, terms) => reading("banners or status", () => {
  const read = consents(terms);
  const { numbers } = read;
  if (isNone(status)) {
    numbers.push(0);
  } else {
    const list = record(status, "status", OR_NULL).collection_points;
    const count = length(list, "status.collection_points");
    numbers.push(1 + count);
    for (let i = 0; i < count; i += 1) readEntry(read, list[i], `status.collection_points[${i}]`);
  }
  const count = length(banners, "banners");
  numbers.push(count);
  for (let i = 0; i < count; i += 1) readBanner(read, banners[i], `banners[${i}]`);
  try {
    read.userId = textOrNull(status?.user_id);
  } catch {
    // It stays null: nothing was decided by it.
  }
  return read.done();
});

/** What `applyDecision` is given: the record is the banner's entry from now on. */
export const readApplied = (banner, given, terms) => reading("banner or record", () => {
  const read = consents(terms);
  const of = textAt(given, "collection_point_id", "record");
  purposesOf(banner, "banner");
  const point = textAt(banner, "collection_point", "banner");
  const { display_id } = banner;
  if (of !== point && of !== display_id) textAt(banner, "banner_id", "banner");
  read.numbers.push(2, read.id(of === display_id ? point : of), 0);
  readConsent(read, record(given, "record"), "record");
  // A record that does not say what it was made on was made on this banner.
  const made = isNone(given.metadata) ? metadataOf(banner) : given.metadata;
  read.entries.push({ displayId: textOrNull(display_id), ...entryOf(given, made) });
  read.numbers.push(1);
  readBanner(read, banner, "banner");
  const [applied] = read.banners;
  // Without an id of its campaign nothing else would tell that this was the answer to it.
  if (applied.reconsent_mode && !label(applied[campaignOf(applied)])) applied.reconsent_mode = false;
  return read.done();
});

function consents(terms) {
  const read = new Reading(terms);
  // Entries have numbers from 1 on, too.
  read.entries = [null];
  read.banners = [];
  read.userId = null;
  return read;
}

function readEntry(read, value, path) {
  const { id, display_id: displayId } = record(record(value, path).collection_point, `${path}.collection_point`);
  const latest = value.latest_consent;
  read.numbers.push(read.id(id), read.id(displayId));
  if (isNone(latest)) read.numbers.push(0);
  else readConsent(read, record(latest, `${path}.latest_consent`, OR_NULL), `${path}.latest_consent`);
  read.entries.push({ value, displayId: textOrNull(displayId), ...entryOf(latest, latest?.metadata, value) });
}

/** What is kept of a record: when it was made is asked only where it matters. */
function entryOf(latest, metadata, entry) {
  const of = (name) => label(metadata?.[name]);
  const version = label(latest?.collection_point_version) ?? of("collection_point_version");
  return {
    latest,
    recordId: textOrNull(latest?.id),
    version: version ?? (latest ? label(entry?.collection_point_version) : null),
    campaigns: Object.fromEntries(CAMPAIGNS.map((name) => [name, of(name)])),
  };
}

export function readConsent(read, latest, path) {
  const { numbers } = read;
  const list = latest.purpose_consents;
  const count = length(list, `${path}.purpose_consents`, isNone(list));
  const action = numbers.push(1 + count, 0) - 1;
  for (let i = 0; i < count; i += 1) {
    const item = list[i];
    const id = typeof item === "object" && item !== null ? item.purpose_id : null;
    if (typeof id === "string") {
      const version = label(item.purpose_version);
      numbers.push(read.id(id), 4 * read.word(item.status) + (version ? 2 : 0) + isNotice(item));
      if (version) numbers.push(read.word(version));
    } else {
      record(item, `${path}.purpose_consents[${i}]`);
      numbers.push(0, 0);
    }
  }
  numbers[action] = read.word(textOrNull(latest.action));
}

function readBanner(read, value, path) {
  const { numbers } = read;
  record(value, path);
  numbers.push(read.known(value.collection_point), read.known(value.banner_id));
  const banner = copy(value);
  const { purposes, shown_to_principal: shown } = banner;
  const count = length(purposes, `${path}.purposes`, isNone(purposes));
  numbers.push(typeof shown === "boolean" ? 1 + shown : 0, count);
  banner.purposes = [];
  for (let i = 0; i < count; i += 1) {
    const given = purposes[i];
    const purpose = copy(given);
    // A list is an object too; one with an id is not worth the slower question.
    if (typeof purpose?.id !== "string") record(given, `${path}.purposes[${i}]`);
    const earlier = typeof purpose.source === "string" ? 4 * read.word(purpose.source) + (purpose.conflict === true) : 0;
    numbers.push(read.known(purpose.id), read.word(purpose.consented), earlier + 2 * isNotice(purpose), read.word(textOrNull(purpose.expiry_period)));
    banner.purposes.push(purpose);
  }
  read.banners.push(banner);
}

/** When an entry's latest consent was, as sent. */
export const timestampOf = (read, entry) => read.entries[entry].latest?.timestamp;

/** Sets what was decided on the copies; `times` has a line for each. */
export function merged({ terms, words, entries, banners, userId: user_id }, outcomes, times) {
  let texts;
  const text = (number) => (texts ??= [...terms, ...words.keys()])[number];
  let at = 0;
  const lines = times.split("\n");
  for (const [i, banner] of banners.entries()) {
    const entry = entries[outcomes[at++]];
    banner.display_id = entry ? entry.displayId : textOrNull(banner.display_id);
    banner.latest_action = terms[outcomes[at++]];
    const rawAction = outcomes[at++];
    if (rawAction) banner.raw_action = text(rawAction);
    else if ("raw_action" in banner) delete banner.raw_action;
    banner.record_id = entry?.recordId ?? null;
    banner.recorded_at = lines[i] || null;
    banner.recorded_version = entry?.version ?? null;
    banner.recorded_campaign_id = entry?.campaigns[campaignOf(banner)] ?? null;
    banner.shown_to_principal = outcomes[at++] === 1;
    for (const purpose of banner.purposes) {
      const outcome = outcomes[at++];
      purpose.consented = terms[outcome & 15];
      purpose.source = terms[(outcome >> 4) & 15];
      purpose.conflict = (outcome & 256) > 0;
      purpose.legal_basis = outcome & 2048 ? "notice" : "consent";
      if (outcome & 512) purpose.raw_consented = text(outcomes[at++]);
      else if (outcome & 1024) delete purpose.raw_consented;
      purpose.expires_at = outcome & 4096 ? lines[outcomes[at++]] : null;
      purpose.expired = (outcome & 8192) > 0;
      purpose.recorded_version = outcome & 16384 ? text(outcomes[at++]) : null;
    }
  }
  const status = terms[outcomes[at++]];
  const unmatched = [];
  for (; at < outcomes.length; at += 1) unmatched.push(entries[outcomes[at]].value);
  return { user_id, banners, unmatched, status, status_error: null };
}

/** Every banner, the person's own in place of that of the same point; then the own ones that are in nobody's place. */
export function withOwn(all, own) {
  const first = new Map(own.map((banner) => [banner.collection_point, banner]).reverse());
  const banners = all.map((banner) => first.get(banner.collection_point) ?? banner);
  const placed = new Set(banners);
  return banners.concat(own.filter((banner) => !placed.has(banner)));
}
