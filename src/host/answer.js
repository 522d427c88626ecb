// Reading an answer by its documented shape. Which shape, and what each member may be, is said in Rust; this only walks
// the objects, for each step over them from there would cost more than what is asked.

// Types of JSON data as bits, and what a member may be besides: the `types` of answer.rs.
const TEXT = 1, FLAG = 2, NUMBER = 4, NULL = 8, RECORD = 16, LIST = 32, OPTIONAL = 64, ID = 128, LOG = 256;
const OF = { string: TEXT, boolean: FLAG, number: NUMBER };
const typeOf = (value) => OF[typeof value] ?? (value === null ? NULL : Array.isArray(value) ? LIST : RECORD);

const NO_ID = "has no id";
const NO_ITEM = "has no item with an id";

const incomplete = new WeakSet();

/** Whether a list that was read has every item of the answer: none was left out. */
export const isWhole = (list) => !incomplete.has(list);

/** Members by their documented names and by those in camelCase, of a list of names, types and lists within. */
function shapeOf(list) {
  const members = new Map();
  const needed = [];
  for (let at = 0; at < list.length; at += 3) {
    const [name, types, inner] = list.slice(at, at + 3);
    const member = { name, types, inner: inner && shapeOf(inner) };
    members.set(name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), member).set(name, member);
    if (!(types & OPTIONAL)) needed.push(member);
  }
  return { members, needed, hasIds: needed.some(({ types }) => types & ID) };
}

/** A function that tells a listener of each way in which answers depart from the documents, once, when the answer is read. */
export function drift(listener) {
  const told = new Set();
  return (operation, path, problem) => {
    const kind = [operation, path, problem].join();
    if (told.has(kind)) return;
    told.add(kind);
    Promise.resolve({ operation, path, problem }).then(listener).catch(() => {});
  };
}

/**
 * The documented shape of what `JSON.parse` made. Throws, as a text, why it cannot be read.
 * `created`: an answer to a creation has to name the record, and may leave the rest out: null stands for that.
 */
export function readAnswer(answer, json, isList, created, operation, drift) {
  const shape = shapeOf(JSON.parse(json));
  const tell = drift ? (path, problem) => drift(operation, path, problem) : () => {};
  if (isList) {
    const items = unwrapped(unwrapped(answer, "", tell), "", tell);
    if (typeOf(items) !== LIST) throw "is not a list";
    const kept = readList(items, shape, "[]", tell);
    if (items.length && !kept.length) throw NO_ITEM;
    if (kept.length < items.length) incomplete.add(kept);
    return kept;
  }
  if (!isKnown(answer, shape)) answer = unwrapped(answer, "", tell);
  if (typeOf(answer) !== RECORD) throw "is not an object";
  if (!isKnown(answer, shape)) throw "has no documented member";
  const lack = readRecord(answer, shape, "", tell, created);
  if (lack === NO_ITEM || (lack && created)) throw lack;
  return answer;
}

/** Whether it has one documented member. Envelopes and errors have a status and a time, too. */
const isKnown = (answer, { members }) =>
  typeOf(answer) === RECORD &&
  Object.keys(answer).some((key) => members.has(key) && key !== "status" && key !== "timestamp");

function unwrapped(value, path, tell) {
  const wrapper = typeOf(value) === RECORD && ["data", "items"].find((name) => Object.hasOwn(value, name));
  if (!wrapper) return value;
  tell(path, `is wrapped in ${wrapper}`);
  return value[wrapper];
}

/** The items that have what they are known by. */
function readList(list, shape, path, tell) {
  const kept = [];
  const within = `${path}.`;
  for (let item of list) {
    // What is odd about an item is of no interest where it is left out.
    const lines = [];
    let lack;
    if (typeOf(item) === RECORD) lack = readRecord(item, shape, within, shape.hasIds ? (...line) => lines.push(line) : tell);
    else {
      tell(path, "is not an object");
      item = emptyRecord(shape);
      if (shape.hasIds) continue;
    }
    if (lack) tell(path, `${lack}, and is left out`);
    else {
      for (const line of lines) tell(...line);
      kept.push(item);
    }
  }
  return kept;
}

/** Reads a record where it is. Returns what it lacks to be one. */
function readRecord(record, shape, path, tell, created) {
  let found = 0;
  let lack = shape.hasIds ? NO_ID : undefined;
  let isEmptied = false;
  for (const key of Object.keys(record)) {
    const member = shape.members.get(key);
    if (!member) continue;
    const { name, types, inner } = member;
    let value = record[key];
    if (key !== name) {
      // The documented name counts.
      if (Object.hasOwn(record, name)) continue;
      tell(path + name, "is spelled in camelCase");
      delete record[key];
      record[name] = value;
    }
    if (!(types & OPTIONAL)) found += 1;
    let type = typeOf(value);
    if (type === RECORD && (types & (RECORD | LIST)) === LIST) {
      record[name] = value = unwrapped(value, path + name, tell);
      type = typeOf(value);
    }
    if (!(type & types)) {
      if (type !== NULL || !created) tell(path + name, type === NULL ? "is null" : "has another type than documented");
      record[name] = created && !(types & ID) ? null : empty(member, type);
    } else if (inner && type === LIST) {
      const items = readList(value, inner, `${path}${name}[]`, tell);
      isEmptied ||= value.length > 0 && !items.length;
      record[name] = items;
    } else if (inner && type === RECORD) {
      readRecord(value, inner, `${path}${name}.`, tell);
    } else if (types & ID && value) lack = undefined;
  }
  if (found < shape.needed.length) {
    for (const member of shape.needed) {
      const { name, types } = member;
      if (Object.hasOwn(record, name)) continue;
      if (!created) tell(path + name, "is missing");
      record[name] = created && !(types & ID) ? null : empty(member, NULL);
    }
  }
  return isEmptied ? NO_ITEM : lack;
}

/** What stands for a member that is missing, null or of another type. */
function empty({ types, inner }, type) {
  if (types & NULL) return null;
  if (types & TEXT) return "";
  if (types & FLAG) return false;
  if (types & NUMBER) return 0;
  // Without a list the action speaks for all. A list that cannot be read is none that is not there: it names nothing.
  if (types & LIST) return types & LOG && type !== NULL ? [emptyRecord(inner)] : [];
  return emptyRecord(inner);
}

function emptyRecord(shape) {
  const record = {};
  if (shape) readRecord(record, shape, "", () => {});
  return record;
}
