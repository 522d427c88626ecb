// Which languages there are, and what is known of one by its code.

export const isText = (value) => typeof value === "string" && value !== "";
const isObject = (value) => typeof value === "object" && value !== null;

/** A banner's translations, in either casing of their names. */
export function snapshotOf(banner) {
  const snapshot = banner?.translations_snapshot ?? banner?.translationsSnapshot;
  const read = (name, other) => (isObject(snapshot) ? snapshot[name] ?? snapshot[other] : undefined);
  const [source, map, languages] = [read("source_language", "sourceLanguage"), read("text_map", "textMap"), read("languages")];
  return {
    source: isText(source) ? source : "en",
    map: isObject(map) ? map : {},
    languages: Array.isArray(languages) ? languages.filter((one) => isText(one?.code)) : [],
  };
}

export function availableLanguages(banner) {
  const { source, languages } = snapshotOf(banner);
  const own = languages.find(({ code }) => isSame(code, source)) ?? { code: source };
  const seen = new Set();
  const isNew = ({ code }) => seen.size < seen.add(code.toLowerCase()).size;
  return [own, ...languages].filter(isNew).map(({ code, label }) => ({ code, label: isText(label) ? label : nameOf(code) }));
}

export const isSame = (code, other) => code.toLowerCase() === other.toLowerCase();

/** What a language calls itself. */
function nameOf(code) {
  try {
    return new Intl.DisplayNames([code], { type: "language" }).of(code);
  } catch {
    return code; // no tag of a language
  }
}

/** A tag, and what it falls back to: `zh-Hant-TW`, `zh-Hant`, `zh`. */
export function fallbacks(tag) {
  const parts = tag.split(/[-_]/);
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("-").toLowerCase());
}

/** By the script, where the tag names it; else as the language is written for the most part. */
export function directionOf(tag) {
  const script = tag.match(/[-_]([a-z]{4})(?![a-z\d])/i)?.[1] ?? "";
  const rtl = script ? /^(arab|aran|hebr|syrc|thaa|nkoo|adlm|rohg)$/i : /^(ar|fa|he|ks|sd|ur)(?![a-z])/i;
  return rtl.test(script || tag) ? "rtl" : "ltr";
}
