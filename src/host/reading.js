// Inputs of the caller as numbers: what is read of them crosses the border at once, for each property to cross by itself
// would cost more than all that is decided. There is no rule here of what anything means.

import { textOf } from "./data.js";

// A sparse array may claim to have four thousand million items.
const LONGEST_LIST = 1_000_000;

// No word that means anything is as long.
const LONGEST_WORD = 99;

// The numbers of the terms: the words that Rust knows.
let known;

/** What was read, for src/consents/numbers.rs. Equal texts have equal numbers, from 1 on; 0 is what is not a text. */
export class Reading {
  numbers = [0, 0];
  ids = new Map();
  words = new Map();

  constructor(terms) {
    known ??= new Map(terms.map((term, number) => [term, number]));
    this.terms = terms;
  }

  id(value) {
    if (typeof value !== "string") return 0;
    let number = this.known(value);
    if (!number) {
      number = numberOf(this.ids, value);
      // Set after it: an id's number is also where it stands among them.
      const same = sameUuid(value);
      if (same) this.ids.set(same, number);
    }
    return number;
  }

  /** The number that an id has by now: none that the status does not have is worth one. */
  known(value) {
    return this.ids.get(value) ?? this.ids.get(sameUuid(value)) ?? 0;
  }

  /** The terms come first. */
  word(value) {
    const number = known.get(value);
    if (number !== undefined) return number;
    return typeof value === "string" || typeof value === "boolean" ? this.terms.length - 1 + numberOf(this.words, value) : 0;
  }

  /** The words that are not terms follow, as their characters. */
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
}

export const isUuid = (value) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);

/** A UUID that has capital letters without them: it is the same id. */
const sameUuid = (value) =>
  typeof value === "string" && /[A-F]/.test(value) && isUuid(value) ? value.toLowerCase() : undefined;

/** Whether two are the same id. */
export const sameId = (one, other) =>
  typeof one === "string" && (one === other || (isUuid(one) && one.toLowerCase() === String(other).toLowerCase()));

function numberOf(numbers, text) {
  let number = numbers.get(text);
  if (number === undefined) numbers.set(text, (number = numbers.size + 1));
  return number;
}

/** Thrown for an input that is not what it must be or cannot be read: its name, what is wrong, and what was thrown there. */
export class Misshapen extends Array {}

/** Reads an input. What it throws is told of the named field. */
export function reading(field, read) {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof Misshapen ? thrown : new Misshapen(field, "cannot be read", thrown);
  }
}

/** The length of a list. */
export function length(list, field, mayLack, predicate = "must be a list") {
  if (mayLack) return 0;
  if (Array.isArray(list)) {
    const { length } = list;
    if (typeof length === "number" && length <= LONGEST_LIST) return length;
  }
  throw new Misshapen(field, predicate);
}

/** Whether a purpose's legal basis is a legitimate use, of which the person is told and not asked. */
export const isNotice = ({ is_legitimate, purpose_type, legal_basis }) =>
  is_legitimate === true || purpose_type === "legitimate_interest" || legal_basis === "notice";

/** What JSON calls an object. */
export function record(value, field, predicate = "must be an object") {
  try {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // A revoked proxy.
  }
  throw new Misshapen(field, predicate);
}

/** A property that must be text which can be passed on as it is. */
export function textAt(record, name, path) {
  const text = textOf(property(record, name));
  if (text === undefined) throw new Misshapen(`${path}.${name}`, "must be text");
  return text;
}

/** A property of anything. */
export const property = (value, name) => reading(name, () => value?.[name]);

/** The purposes of a banner or a decision; none where there is no list. */
export function purposesOf(of, name) {
  const given = property(record(of, name), "purposes");
  const field = `${name}.purposes`;
  const predicate = "must be a list of objects";
  return reading(field, () => {
    const purposes = [];
    for (let i = 0, count = length(given, field, isNone(given), predicate); i < count; i += 1) {
      purposes.push(record(given[i], field, predicate));
    }
    return purposes;
  });
}

/** The items of a list that only some banners have; none where there is no list. */
export const listOf = (list) =>
  Array.from({ length: length(list, "banner", !Array.isArray(list), "has a list that is too long") }, (_, i) => list[i]);

export const isNone = (value) => value === null || value === undefined;
export const textOrNull = (value) => (typeof value === "string" ? value : null);

/** A version or an id of a campaign, which may come as a number; null for all else, and for an empty text. */
export const label = (value) => (typeof value === "number" ? String(value) : textOrNull(value)) || null;
