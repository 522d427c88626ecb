// Reads what decisions are made of, and makes them: the order is that of src/consents/decide.rs and record.rs.

import { textOf, uuid } from "./data.js";
import {
  isNone, isNotice, isUuid, Misshapen, property, purposesOf, Reading, reading, record, sameId, textAt,
} from "./reading.js";
import { metadataOf, readConsent } from "./merge.js";

/** What `decideConsent` is given. Choices that are not an object have no place among the numbers. */
export const readChoices = (banner, choices, options, terms) => reading("choices", () => {
  const read = readPurposes(banner, "banner", terms, property);
  if (isNone(options)) options = {};
  const undecided = property(record(options, "options"), "undecided");
  read.undecided = isNone(undecided) || typeof undecided === "string" ? undecided : "";
  Object.assign(read, { banner, ...told(options, "options") });
  read.numbers.push(read.hasNotices, read.word(property(banner, "latest_action")));
  if (isDictionary(choices)) {
    read.numbers.push(1);
    for (const [id, choice] of Object.entries(choices)) read.numbers.push(read.id(id), read.word(choice));
  }
  return read.done();
});

/** The decision that the numbers say. */
export const decision = ({ banner, ids, purposes, terms, language, metadata }, outcomes) => reading("banner", () => {
  const [action, acknowledges, count, ...numbers] = outcomes;
  const known = metadataOf(banner);
  if (acknowledges) known.event_type = "notice_shown";
  for (const [name, value] of Object.entries(known)) {
    if (value && (typeof value === "string" || typeof value === "number")) metadata = { ...metadata, [name]: value };
  }
  const decision = { collection_point_id: textAt(banner, "collection_point", "banner"), action: terms[action] };
  if (count) decision.purposes = purposes.map((purpose, i) => Object.assign(purpose, { consented: terms[numbers[i]] }));
  Object.assign(decision, { request_id: uuid(), changed: named(ids, numbers.slice(count)) });
  if (language) decision.language = language;
  if (metadata) decision.metadata = metadata;
  return decision;
});

/** The language and the metadata that go with a decision; the language is told in both. */
function told(of, name) {
  const [language, given] = ["language", "metadata"].map((member) => property(of, member));
  const field = `${name}.metadata`;
  if (!isNone(given) && !isDictionary(given)) throw new Misshapen(field, "must be an object");
  const metadata = isNone(given) ? undefined : reading(field, () => record(JSON.parse(JSON.stringify(given)), field));
  if (isNone(language)) return { metadata };
  try {
    // It takes undefined for no language.
    Intl.getCanonicalLocales(textOf(language) ?? "");
  } catch {
    throw new Misshapen(`${name}.language`, "must be a BCP 47 language tag");
  }
  return { language, metadata: { ...metadata, consent_language: language } };
}

/** The decision that `recordConsent` is given. */
export const readDecision = (decision, terms) => reading("decision", () => {
  const read = readPurposes(decision, "decision", terms, textAt);
  const [action, collection_point_id, request_id] =
    ["action", "collection_point_id", "request_id"].map((name) => textAt(decision, name, "decision"));
  read.numbers.push(read.word(action), read.id(collection_point_id), read.id(request_id));
  return Object.assign(read, { collection_point_id, request_id }, told(decision, "decision")).done();
});

/** The record of that decision. */
export const readRecord = (read, record) => reading("record", () => {
  const { collection_point_id, request_id } = record;
  // A point that was named by its display id may be told by its UUID.
  const isOther = isUuid(collection_point_id) && !isUuid(read.collection_point_id);
  read.numbers = [0, 0, read.id(isOther ? read.collection_point_id : collection_point_id), read.id(request_id)];
  readConsent(read, record, "record");
  return read.done();
});

// What `ifUnchanged` compares.
const RECORD = ["record_id", "recorded_at", "latest_action"];

/** What the caller saw of a banner, read at once: what is changed afterwards was not seen. */
export const readSeen = (banner, point) => reading("ifUnchanged", () => {
  const seen = { ...record(banner, "ifUnchanged") };
  const { collection_point, banner_id, display_id } = seen;
  if (![collection_point, banner_id, display_id].some((id) => sameId(id, point))) {
    throw new Misshapen("ifUnchanged", "must be the banner that was decided on");
  }
  return { ...seen, purposes: purposesOf(banner, "ifUnchanged").map(({ id, consented }) => ({ id, consented })) };
});

/** The person's own banner of the same point as it is now; one without a record where there is none. */
export const bannerNow = ({ collection_point, banner_id, purposes }, own) => [
  own.find((banner) => sameId(banner.collection_point, collection_point)) ??
    { collection_point, banner_id, purposes: purposes.map(({ id }) => ({ id })) },
];

/**
 * Whether the banner, merged anew, has the record that was seen, or that of this very request. `status` is null for a
 * person without records, and undefined where it could not be read.
 */
export function isUnchanged(seen, { banners: [now] }, status, requestId) {
  const latest = status?.collection_points?.map((entry) => entry.latest_consent) ?? [];
  if (latest.some((consent) => sameId(consent?.request_id, requestId))) return true;
  if (status !== undefined && RECORD.some((name) => seen[name] !== undefined && seen[name] !== now[name])) return false;
  const before = new Map(seen.purposes.map(({ id, consented }) => [id, consented]));
  return now.purposes.every(({ id, consented }) => consented === (before.get(id) ?? "pending"));
}

/** The texts of some ids. */
export const textsOf = ({ ids }, numbers) => named(ids, [...numbers]);

function named(ids, numbers) {
  const texts = [...ids.keys()];
  return numbers.map((number) => texts[number - 1]);
}

/** The purposes that need consent as a decision has them. */
export function readPurposes(of, name, terms, readWord) {
  const read = new Reading(terms);
  const given = purposesOf(of, name);
  const isAsked = (purpose) => !reading(`${name}.purposes`, () => isNotice(purpose));
  const asked = [...given.entries()].filter(([, purpose]) => isAsked(purpose));
  Object.assign(read, { all: given, asked: asked.map(([, purpose]) => purpose), hasNotices: asked.length < given.length });
  read.numbers.push(asked.length);
  read.purposes = asked.map(([i, purpose]) => {
    const path = `${name}.purposes[${i}]`;
    const is_mandatory = property(purpose, "is_mandatory");
    if (typeof is_mandatory !== "boolean") throw new Misshapen(`${path}.is_mandatory`, "must be true or false");
    const id = textAt(purpose, "id", path);
    const consented = readWord(purpose, "consented", path);
    read.numbers.push(read.id(id), read.word(consented), is_mandatory);
    const decided = { id };
    for (const name of ["name", "purpose_type"]) {
      const text = property(purpose, name);
      if (typeof text === "string") decided[name] = text;
    }
    return Object.assign(decided, { consented, is_mandatory });
  });
  return read;
}

/** Whether a value is an object whose properties are its data: a `Map` or `Headers` has none. */
function isDictionary(value) {
  try {
    return typeof record(value).entries !== "function";
  } catch (thrown) {
    return !(thrown instanceof Misshapen);
  }
}
