// What JavaScript answers better itself, mostly for each step across the module's border costs more than the answer.

/** A string that fits into the module; undefined for all else. Half a character would silently turn into U+FFFD there. */
export const textOf = (value) =>
  typeof value === "string" && value.length <= 2 ** 24 && !/[\uD800-\uDFFF]/u.test(value) ? value : undefined;

/** A shallow copy of an object, undefined for all else. `Object.assign` would run the setter of `__proto__`. */
export const copy = (value) =>
  typeof value !== "object" || value === null ? undefined
  : Object.hasOwn(value, "__proto__") ? Object.fromEntries(Object.entries(value))
  : Object.assign({}, value);

/** What the API said, with each of the secrets blanked out however it is spelled: at most 500 characters of it. */
export function blank(text, secrets) {
  try {
    const known = secrets.filter((secret) => typeof secret === "string" && secret);
    const spelled = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
    // The longest first: one may be a part of another.
    for (const secret of spelled.sort((a, b) => b.length - a.length)) {
      text = text.replace(new RegExp(secret.replace(/\W/g, "\\$&"), "gi"), "…");
    }
    // What still shows once it is decoded was spelled in a way of its own: then nothing is told.
    const read = text.replace(/\\u(....)/g, (_, code) => String.fromCharCode(`0x${code}`)).replace(/\+/g, " ")
      .replace(/(%[\da-f]{2})+/gi, decodeURIComponent).toLowerCase();
    if (!known.some((secret) => read.includes(secret.toLowerCase()))) return [...text.slice(0, 1_000)].slice(0, 500).join("");
  } catch {
    // As below.
  }
  return "…";
}

/** Whether what others threw tells an address, or the last part of it, where ids are. A stack has names of functions, too. */
export function tells(thrown, address) {
  const last = address.slice(address.lastIndexOf("/"));
  try {
    for (let depth = 0; thrown && depth < 9; depth += 1, thrown = thrown.cause) {
      if (`${thrown} ${thrown.message}`.includes(last.slice(1)) || `${thrown.stack}`.includes(last)) return true;
    }
    return false;
  } catch {
    return true;
  }
}

/** Whether a text is JSON that broke off: a list, an object or a text in it has begun and does not end. */
export function isCutOff(text) {
  const bare = text.replace(/"(?:\\.|[^\\"])*"/gs, "");
  const count = (letters) => bare.split(letters).length;
  return /^\s*[[{]/.test(bare) && (bare.includes('"') || count(/[[{]/) > count(/[\]}]/));
}

/** A version 4 UUID. `crypto.randomUUID` is not there on a page that came by plain http; the random numbers are. */
export const uuid = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
