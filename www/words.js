/** The page's own words, from one flat file for each language, and dates in the reader's zone. */

const language = document.documentElement.lang;
let words = {};

/** Settles when the words are there. The file is preloaded: this costs no further round trip. */
export const ready = (async () => {
  const answer = await fetch(`/locales/${language}.json`);
  if (!answer.ok) throw new Error("The page's words are missing.");
  words = await answer.json();
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  }
})();

/** The reader's own region, where the browser speaks the page's language: dates then look as they do at home. */
const region = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
const dateAndTime = new Intl.DateTimeFormat(region, { dateStyle: "long", timeStyle: "short" });
const dateOnly = new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC" });
const timeOnly = new Intl.DateTimeFormat(region, { timeStyle: "short" });
const number = new Intl.NumberFormat(region);
const plural = new Intl.PluralRules(language);
const conjunction = new Intl.ListFormat(language, { type: "conjunction" });

/** Whether there is such a sentence. */
export function knows(key) {
  return Object.hasOwn(words, key);
}

/** A sentence by its key, as text. */
export function t(key, values = {}) {
  return phrase(key, values).join("");
}

/** A sentence by its key, with nodes or text in its gaps. */
export function phrase(key, values = {}) {
  return (words[key] ?? key).split(/\{(\w+)\}/).map((part, i) => (i % 2 ? values[part] ?? "" : part));
}

/** A sentence about a number: `key.one`, `key.other`, and what else the language has. */
export function count(key, n) {
  const form = `${key}.${plural.select(n)}`;
  return t(knows(form) ? form : `${key}.other`, { n: number.format(n) });
}

/** "a, b and c" of nodes or text. */
export function list(items) {
  const parts = conjunction.formatToParts(items.map((_, i) => String(i)));
  return parts.map(({ type, value }) => (type === "element" ? items[Number(value)] : value));
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)\d*(Z|[+-]\d\d:?\d\d)?$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The API's times are UTC, whether they say so or not. Null where it is no time at all. */
function instant(text) {
  const parts = TIME.exec(text);
  const time = new Date(parts ? `${parts[1]}T${parts[2]}${parts[3] ?? "Z"}` : DAY.test(text) ? text : NaN);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A time of the API in the reader's zone, or as it was sent where it cannot be read. */
export function when(sent) {
  const text = String(sent).trim();
  const time = instant(text);
  const element = document.createElement(time ? "time" : "bdi");
  if (time) element.dateTime = DAY.test(text) ? text : time.toISOString();
  // A day without a time is the same day everywhere.
  element.textContent = time ? (DAY.test(text) ? dateOnly : dateAndTime).format(time) : text;
  return element;
}

/** The time of day now. */
export function now() {
  return timeOnly.format(new Date());
}
