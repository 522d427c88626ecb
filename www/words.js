/** The page's own words, from one flat file for each language, and dates in the reader's zone. */

import { apiTime } from "./api.js";
import { filled, mark } from "./dom.js";

const html = document.documentElement;
let words = {};
/** Of the language that the page speaks, as the words are. */
let formats;
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
  formats = formatsOf(language);
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

/** In the reader's own region, where the browser speaks the page's language: dates then look as they do at home. */
function formatsOf(language) {
  const region = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
  return {
    dateAndTime: new Intl.DateTimeFormat(region, { dateStyle: "long", timeStyle: "short" }),
    day: new Intl.DateTimeFormat(region, { dateStyle: "long" }),
    dateOnly: new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC" }),
    timeOnly: new Intl.DateTimeFormat(region, { timeStyle: "short" }),
    number: new Intl.NumberFormat(region),
    period: (unit) => new Intl.NumberFormat(region, { style: "unit", unit, unitDisplay: "long" }),
    plural: new Intl.PluralRules(language),
    conjunction: new Intl.ListFormat(region, { type: "conjunction" }),
  };
}

/** Whether there is such a sentence. */
export function knows(key) {
  return Object.hasOwn(words, key);
}

/** A sentence by its key, as text. */
export function t(key, values = {}) {
  return phrase(key, values).join("");
}

/** A sentence by its key, with nodes or text in its gaps; numbers as the language writes them. */
export function phrase(key, values = {}) {
  const value = (name) => (typeof values[name] === "number" ? formats.number.format(values[name]) : values[name] ?? "");
  return (words[key] ?? key).split(/\{(\w+)\}/).map((part, i) => (i % 2 ? value(part) : part));
}

/** A sentence about a number: `key.one`, `key.other`, and what else the language has. */
export function count(key, n, values = {}) {
  const form = `${key}.${formats.plural.select(n)}`;
  return t(knows(form) ? form : `${key}.other`, { n, ...values });
}

/** "a, b and c" of nodes or text. */
export function list(items) {
  const parts = formats.conjunction.formatToParts(items.map((_, i) => String(i)));
  return parts.map(({ type, value }) => (type === "element" ? items[Number(value)] : value));
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const PERIOD = /^(\d{1,4}) (day|week|month|year)s?$/i;

/** A time of the API in the reader's zone, or as it was sent where it cannot be read. */
export function when(sent) {
  const text = String(sent).trim();
  const time = apiTime(sent);
  const element = document.createElement(time ? "time" : "bdi");
  if (time) element.dateTime = DAY.test(text) ? text : time.toISOString();
  // A day without a time is the same day everywhere.
  element.textContent = time ? (DAY.test(text) ? formats.dateOnly : formats.dateAndTime).format(time) : text;
  return element;
}

/** The day of a time that has a zone, in the reader's; null for what cannot be read. */
export function onDay(sent) {
  const time = filled(sent) ? apiTime(sent) : null;
  return time && Object.assign(document.createElement("time"), { dateTime: time.toISOString(), textContent: formats.day.format(time) });
}

/** A time of day. */
export function clock(time) {
  return formats.timeOnly.format(time);
}

/** "2 Years" in the page's language; null for what is no such period, and in the API's own language. */
export function period(sent, language) {
  const [, n, unit] = PERIOD.exec(String(sent).trim()) ?? [];
  return n && html.lang !== language ? formats.period(unit.toLowerCase()).format(Number(n)) : null;
}
