// Reads banners and a status, as numbers, and sets what was decided of them, on copies. The rules of the merge are in Rust:
// for each field to cross the border by itself would cost more than all of them.

import { copy } from "./data.js";

// A sparse array may claim to have four thousand million items.
const LONGEST_LIST = 1_000_000;

// No word that means anything is as long.
const LONGEST_WORD = 99;

/** An input that is not what it must be. */
export class Misshapen {
  constructor(field, predicate) {
    this.field = field;
    this.predicate = predicate;
  }
}

// The numbers of the words that Rust knows.
let known;

/**
 * Banners and a status, read once: `numbers` are what src/consents/merge/numbers.rs reads. Equal texts have equal numbers, from
 * 1 on; 0 stands for what is not a text. Words that are among the terms have the number that they have there.
 */
class Reading {
  numbers = [0, 0];
  ids = new Map();
  words = new Map();
  entries = [null];
  banners = [];
  userId = null;

  constructor(terms) {
    known ??= new Map(terms.map((term, number) => [term, number]));
    this.terms = terms;
  }

  entry(value, path) {
    const point = record(record(value, path).collection_point, `${path}.collection_point`);
    const { id, display_id: displayId } = point;
    const latest = value.latest_consent;
    this.numbers.push(this.id(id), this.id(displayId));
    let timestamp = null;
    if (isNone(latest)) this.numbers.push(0);
    else timestamp = this.consent(record(latest, `${path}.latest_consent`, " or null"), `${path}.latest_consent`);
    this.entries.push({ value, displayId: textOrNull(displayId), timestamp });
  }

  /** Gives the consent's timestamp. */
  consent(latest, path) {
    const { numbers } = this;
    const list = latest.purpose_consents;
    const count = length(list, `${path}.purpose_consents`, isNone(list));
    const action = numbers.push(1 + count, 0) - 1;
    for (let i = 0; i < count; i += 1) {
      const item = list[i];
      const id = typeof item === "object" && item !== null ? item.purpose_id : null;
      if (typeof id === "string") numbers.push(this.id(id), this.word(item.status));
      else {
        record(item, `${path}.purpose_consents[${i}]`);
        numbers.push(0, 0);
      }
    }
    numbers[action] = this.word(latest.action);
    return textOrNull(latest.timestamp);
  }

  banner(value, path) {
    const { ids, numbers } = this;
    record(value, path);
    // No id that the status does not have is worth a number.
    numbers.push(ids.get(value.collection_point) ?? 0, ids.get(value.banner_id) ?? 0);
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
      const earlier = typeof purpose.source === "string" ? 2 * this.word(purpose.source) + (purpose.conflict === true) : 0;
      numbers.push(ids.get(purpose.id) ?? 0, this.word(purpose.consented), earlier);
      banner.purposes.push(purpose);
    }
    this.banners.push(banner);
  }

  id(value) {
    return typeof value === "string" ? numberOf(this.ids, value) : 0;
  }

  word(value) {
    const number = known.get(value);
    if (number !== undefined) return number;
    return typeof value === "string" || typeof value === "boolean" ? this.terms.length - 1 + numberOf(this.words, value) : 0;
  }

  /** The other words follow, as their characters. */
  done() {
    const { numbers, words, ids } = this;
    numbers[0] = ids.size;
    numbers[1] = numbers.length;
    for (const word of words.keys()) {
      const text = String(word).slice(0, LONGEST_WORD);
      numbers.push(text.length);
      for (let i = 0; i < text.length; i += 1) numbers.push(text.charCodeAt(i));
    }
    return this;
  }

  /** When an entry's latest consent was, as sent. */
  timestamp(entry) {
    return this.entries[entry].timestamp ?? undefined;
  }

  /** Sets on the copies what numbers.rs wrote. */
  merged(outcomes) {
    const { terms, entries, banners, userId: user_id } = this;
    let words;
    let at = 0;
    for (const banner of banners) {
      const entry = entries[outcomes[at++]];
      banner.display_id = entry ? entry.displayId : textOrNull(banner.display_id);
      banner.latest_action = terms[outcomes[at++]];
      banner.recorded_at = entry ? entry.timestamp : null;
      banner.shown_to_principal = outcomes[at++] === 1;
      for (const purpose of banner.purposes) {
        const outcome = outcomes[at++];
        purpose.consented = terms[outcome & 15];
        purpose.source = terms[(outcome >> 4) & 15];
        purpose.conflict = (outcome & 256) > 0;
        if (outcome & 512) purpose.raw_consented = (words ??= [...terms, ...this.words.keys()])[outcomes[at++]];
        else if (outcome & 1024) delete purpose.raw_consented;
      }
    }
    const status = terms[outcomes[at++]];
    const unmatched = [];
    for (; at < outcomes.length; at += 1) unmatched.push(entries[outcomes[at]].value);
    return { user_id, banners, unmatched, status, status_error: null };
  }
}

/** What `mergeConsents` is given. */
export function readConsents(banners, status, terms) {
  const reading = new Reading(terms);
  if (isNone(status)) {
    reading.numbers.push(0);
  } else {
    const list = record(status, "status", " or null").collection_points;
    const count = length(list, "status.collection_points");
    reading.numbers.push(1 + count);
    for (let i = 0; i < count; i += 1) reading.entry(list[i], `status.collection_points[${i}]`);
  }
  const count = length(banners, "banners");
  reading.numbers.push(count);
  for (let i = 0; i < count; i += 1) reading.banner(banners[i], `banners[${i}]`);
  try {
    reading.userId = textOrNull(status?.user_id);
  } catch {
    // It stays null: nothing was decided by it.
  }
  return reading.done();
}

/** A banner, and the record that is its status from now on. */
export function readDecided(banner, given, terms) {
  const reading = new Reading(terms);
  reading.numbers.push(2, 0, 0);
  const timestamp = reading.consent(record(given, "record"), "record");
  reading.entries.push({ displayId: textOrNull(banner.display_id), timestamp });
  reading.numbers.push(1);
  reading.banner(banner, "banner");
  return reading.done();
}

function numberOf(numbers, text) {
  let number = numbers.get(text);
  if (number === undefined) numbers.set(text, (number = numbers.size + 1));
  return number;
}

const isNone = (value) => value === null || value === undefined;
const textOrNull = (value) => (typeof value === "string" ? value : null);

function length(list, field, mayLack) {
  if (mayLack) return 0;
  if (Array.isArray(list)) {
    const { length } = list;
    if (typeof length === "number" && length <= LONGEST_LIST) return length;
  }
  throw new Misshapen(field, "must be a list");
}

function record(value, field, orNull = "") {
  try {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // A revoked proxy.
  }
  throw new Misshapen(field, `must be an object${orNull}`);
}
