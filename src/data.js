// What every object of an answer is asked, in one step: each step across the module's border costs more than the answer.

/** The type of JSON data as one bit (the `types` of js.rs); 0 is undefined. */
export function typeOf(value) {
  switch (typeof value) {
    case "string": return 1;
    case "boolean": return 2;
    case "number": return 4;
    case "object": return value === null ? 8 : Array.isArray(value) ? 32 : 16;
    default: return 0;
  }
}

/** Whether each of the named fields has one of the types given for it, as bits. */
export function fits(record, names, types) {
  if (record === null || record === undefined) return false;
  let at = 0;
  for (const name of names) if (!(typeOf(record[name]) & types[at++])) return false;
  return true;
}

/** A shallow copy of an object, undefined for all else. `Object.assign` would run the setter of `__proto__`. */
export const copy = (value) =>
  typeof value !== "object" || value === null ? undefined
  : Object.hasOwn(value, "__proto__") ? Object.fromEntries(Object.entries(value))
  : Object.assign({}, value);
