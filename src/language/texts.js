// Which members hold words for people, and how those are translated.

import { fallbacks } from "./languages.js";

/** Names of members whose texts a person reads; all others are ids, codes, colours, addresses, times. */
const HUMAN = /^(title|name|description|heading|message|text|label|processing_activities|cookie_data_elements)$|_(title|name|description|text|label)$/;

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const isHuman = (name) => HUMAN.test(snake(name));

/** A text without what long ones differ in. */
const folded = (text) => text.replaceAll("_blank", "").replace(/\s+/g, " ").trim().toLowerCase();

/** Looks texts up in a language: what they are called there, or undefined. */
export function translator(map, language) {
  const tags = fallbacks(language);
  const indices = [];

  /** Keys that are one to `fold`, in their order. */
  function alike(fold, at) {
    if (!indices[at]) {
      indices[at] = new Map();
      for (const key of Object.keys(map)) {
        const name = fold(key);
        indices[at].get(name)?.push(key) ?? indices[at].set(name, [key]);
      }
    }
    return (text) => indices[at].get(fold(text)) ?? [];
  }

  function* keys(text) {
    if (Object.hasOwn(map, text)) yield text;
    yield* alike((key) => key.toLowerCase(), 0)(text);
    yield* alike(folded, 1)(text);
  }

  return (text) => {
    for (const key of keys(text)) {
      const translations = Object.entries(map[key] ?? {});
      for (const tag of tags) {
        const found = translations.find(([code, words]) => code.replaceAll("_", "-").toLowerCase() === tag && words && typeof words === "string");
        if (found) return found[1];
      }
    }
  };
}
