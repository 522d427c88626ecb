// Which members hold words for people, and how those are translated.

import { fallbacks } from "./languages.js";

/** Names of members whose texts a person reads; all others are ids, codes, colours, addresses, times. */
const HUMAN = /^(title|name|description|heading|message|text|label|tools|processing_activities|cookie_data_elements)$|_(title|name|description|text|label)$/;

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const isHuman = (name) => HUMAN.test(snake(name));

/** A text as it is, in any case, and without what long ones differ in. */
const FOLDS = [(text) => text, (text) => text.toLowerCase(), (text) => text.replaceAll("_blank", "").replace(/\s+/g, " ").trim().toLowerCase()];

/**
 * Looks texts up in a language: what they are called there, or undefined. The map is read once, for it may have a
 * thousand languages, and of keys that are one but for their case the first with a text in this language counts.
 */
export function translator(map, language) {
  const tags = fallbacks(language);
  const indices = FOLDS.map(() => new Map());
  const known = new Map();

  for (const [key, translations] of Object.entries(map)) {
    const words = inLanguage(translations ?? {}, tags);
    if (words) FOLDS.forEach((fold, at) => indices[at].has(fold(key)) || indices[at].set(fold(key), words));
  }

  function find(text) {
    for (const [at, fold] of FOLDS.entries()) {
      const words = indices[at].get(fold(text));
      if (words) return words;
    }
  }

  return (text) => known.get(text) ?? (known.has(text) ? undefined : known.set(text, find(text)).get(text));
}

/** Of a text's translations the one that the tag falls back to first. */
function inLanguage(translations, tags) {
  const isWords = ([, words]) => words && typeof words === "string";
  const given = new Map(Object.entries(translations).filter(isWords).map(([code, words]) => [code.replaceAll("_", "-").toLowerCase(), words]).reverse());
  return tags.map((tag) => given.get(tag)).find(Boolean);
}
