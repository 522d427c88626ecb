/** The demo's own words, from one flat file for each language. The elements bring theirs. */

import { mark } from "./dom.js";

const html = document.documentElement;
let words = {};
/** The language that was asked for last: two files may arrive in the other order. */
let wanted;

/** Settles when the words are there. The file is preloaded: this costs no further round trip. */
export const ready = speak(html.lang).catch((error) => {
  // What stands in the HTML is English, and all there is.
  html.lang = "en";
  throw error;
}).finally(() => html.removeAttribute("data-waiting"));
// The modules that hear of a failure may come later than it.
ready.catch(() => {});

/**
 * Turns the page to a language; true once it speaks it, false where another one was asked for meanwhile. An open dialog
 * is left in peace: what is asked in one language is not answered in another.
 */
export async function speak(language) {
  wanted = language;
  const answer = await fetch(`/locales/${language}.json`);
  if (!answer.ok) throw new Error("The page's words are missing.");
  const file = await answer.json();
  await noDialog();
  if (wanted !== language) return false;
  words = file;
  html.lang = language;
  for (const link of document.querySelectorAll("#languages a")) {
    mark(link, "aria-current", link.lang === language);
    if (link.lang === language) html.dir = link.dir || "ltr";
  }
  fill(document);
  return true;
}

/** Resolves as soon as no dialog is open. */
async function noDialog() {
  while (document.querySelector("dialog[open]")) {
    await new Promise((resolve) => document.addEventListener("close", resolve, { capture: true, once: true }));
  }
}

/** What stands in the gaps of an element's words. */
const gaps = new WeakMap();

/** Puts the language's words into everything below that names them. */
export function fill(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = t(element.dataset.t, gaps.get(element));
  }
  for (const element of root.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  }
}

/** Gives an element words that follow the page's language. */
export function put(element, key, values) {
  gaps.set(element, values);
  element.dataset.t = key;
  element.textContent = t(key, values);
  return element;
}

/** Whether there is such a sentence. */
function knows(key) {
  return Object.hasOwn(words, key);
}

/** A sentence by its key, as text. */
export function t(key, values = {}) {
  return phrase(key, values).join("");
}

/** The same in parts; numbers as the language writes them. */
function phrase(key, values = {}) {
  const value = (name) => (typeof values[name] === "number" ? values[name].toLocaleString(html.lang) : values[name] ?? "");
  return (words[key] ?? key).split(/\{(\w+)\}/).map((part, i) => (i % 2 ? value(part) : part));
}

/** A sentence about a number: `key.one`, `key.other`, and what else the language has. */
export function count(key, n, values = {}) {
  const form = `${key}.${new Intl.PluralRules(html.lang).select(n)}`;
  return t(knows(form) ? form : `${key}.other`, { n, ...values });
}
