// The languages that the elements speak: English is there from the beginning, the others come when they are needed, and a
// site can bring its own.

import english from "../locales/en.json";
import { LOADERS } from "./loaders.js";

/** Messages by language, or a promise of them. What all elements of a page share is only this. */
const known = new Map([["en", english]]);
const listeners = new Set();

const base = (tag) => tag.split("-")[0].toLowerCase();

/** The language to speak where `tag` is asked for: its own, the one it is a variant of, or English. */
function spoken(tag) {
  const there = (name) => known.has(name) || Object.hasOwn(LOADERS, name);
  return [tag, tag.toLowerCase(), base(tag)].find(there) ?? "en";
}

/**
 * The messages for a language: `{ tag, messages }`, or a promise of it where they have to be loaded. A load that failed is
 * tried anew by whoever asks next.
 */
export function localeOf(tag) {
  const name = spoken(tag);
  const messages = known.get(name);
  if (messages) return { tag: name, messages };
  return LOADERS[name]().then(({ default: loaded }) => {
    // One that a site registered meanwhile stays.
    if (!known.has(name)) known.set(name, loaded);
    return { tag: name, messages: known.get(name) };
  });
}

/** Calls a listener whenever a locale is registered; the result ends that. */
export function onLocale(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function registerLocale(tag, messages) {
  if (typeof tag !== "string" || !/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag)) throw new TypeError(`registerLocale: "${tag}" is no language tag`);
  if (typeof messages !== "object" || messages === null) throw new TypeError("registerLocale: messages must be an object of texts");
  // What it does not say is said as before, or in English.
  const former = known.get(spoken(tag));
  const texts = Object.entries(messages).filter(([, text]) => typeof text === "string");
  known.set(known.has(tag) ? tag : tag.toLowerCase(), { ...english, ...former, ...Object.fromEntries(texts) });
  for (const listener of listeners) listener();
}
