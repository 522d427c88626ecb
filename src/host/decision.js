// Reads what decisions are made of, and makes them: the order is that of src/consents/decide.rs and record.rs.

import { Misshapen, property, purposesOf, Reading, reading, record, textAt } from "./reading.js";
import { readConsent } from "./merge.js";

/** What `decideConsent` is given. Choices that are not an object have no place among the numbers. */
export const readChoices = (banner, choices, terms) => reading("choices", () => {
  const read = readPurposes(banner, "banner", terms, property);
  read.banner = banner;
  read.numbers.push(read.word(property(banner, "latest_action")));
  if (isDictionary(choices)) {
    read.numbers.push(1);
    for (const [id, choice] of Object.entries(choices)) read.numbers.push(read.id(id), read.word(choice));
  }
  return read.done();
});

/** The decision that the numbers say. */
export const decision = ({ banner, ids, purposes, terms }, request_id, outcomes) => reading("banner", () => {
  const [action, count, ...numbers] = outcomes;
  const decision = { collection_point_id: textAt(banner, "collection_point", "banner"), action: terms[action] };
  if (count) decision.purposes = purposes.map((purpose, i) => Object.assign(purpose, { consented: terms[numbers[i]] }));
  return Object.assign(decision, { request_id, changed: named(ids, numbers.slice(count)) });
});

/** The decision that `recordConsent` is given. */
export const readDecision = (decision, terms) => reading("decision", () => {
  const read = readPurposes(decision, "decision", terms, textAt);
  const [action, collection_point_id, request_id] =
    ["action", "collection_point_id", "request_id"].map((name) => textAt(decision, name, "decision"));
  read.numbers.push(read.word(action), read.id(collection_point_id), read.id(request_id));
  return Object.assign(read, { collection_point_id, request_id }).done();
});

/** The record of that decision. */
export const readRecord = (read, record) => reading("record", () => {
  const { collection_point_id, request_id } = record;
  read.numbers = [0, 0, read.id(collection_point_id), read.id(request_id)];
  readConsent(read, record, "record");
  return read.done();
});

/** The texts of some ids. */
export const textsOf = ({ ids }, numbers) => named(ids, [...numbers]);

function named(ids, numbers) {
  const texts = [...ids.keys()];
  return numbers.map((number) => texts[number - 1]);
}

/** The purposes as a decision has them. */
function readPurposes(of, name, terms, readWord) {
  const read = new Reading(terms);
  const given = purposesOf(of, name);
  read.numbers.push(given.length);
  read.purposes = given.map((purpose, i) => {
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
