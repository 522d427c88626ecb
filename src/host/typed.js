// What people type, in every script: browsers know which characters show, and which are digits.

/** What a person typed as it is sent: null where nothing of it shows, undefined where it is not of the kind. */
export function typed(text, kind) {
  // \p{C}: also private and unassigned characters, of which a font shows what it likes.
  if (!/[^\s\p{C}\p{DI}\p{M}\u2800]/u.test(text)) return null;
  if (kind === "email" || kind === "mobile") {
    // Longer is neither; what stands below would take its time for megabytes.
    if (text.length > 999) return undefined;
    if (kind === "email") {
      const kept = text.replace(/^[\s\p{C}\p{DI}\u2800]+|[\s\p{C}\p{DI}\u2800]+$/gu, "");
      return /[\s\p{C}\p{DI}\u2800]/u.test(kept) ? undefined : kept;
    }
    const number = text.replace(/\p{Nd}/gu, digit).replace(/[\p{Cf}\p{DI}]/gu, "")
      // Full-width signs, and every dash.
      .replace(/[\uFE62\uFF08\uFF09\uFF0B\uFF0E]/g, (sign) => sign.normalize("NFKC")).replace(/[\p{Pd}\u2212\u30FC\uFF70]/gu, "-")
      // A 0 that is dialled only within the country.
      .replace(/^([\s(]*\+\s*\d{1,3}[\s).-]*)\(\s*0\s*\)(?![\s().-]*0)/, "$1");
    // Of any other 0 in parentheses nobody knows whether it is dialled.
    return /\([\s(.-]*0|\D0+[\s.-]*\)/.test(number) ? undefined : number.replace(/[\s().-]/g, "");
  }
  if (kind === "link") {
    try {
      if (!/^https?:$/.test(new URL(text).protocol)) return undefined;
    } catch {
      return undefined;
    }
  }
  return text;
}

/** A digit of whatever script: each has its ten in a row, from 0. */
function digit(given) {
  const point = given.codePointAt(0);
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return before % 10;
}
