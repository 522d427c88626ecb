// What an element says: its own sentences, dates and numbers in one language, and other people's words marked as such.

import { apiTime } from "truconsent-wasm";
import { html, nothing } from "lit";
import { formatsOf } from "./formats.js";
import { directionOf, filled, languageOf } from "./texts.js";

const DAY = /^\d{4}-\d\d-\d\d$/;
const PERIOD = /^(\d{1,4}) (day|week|month|year)s?$/i;

export class Words {
  #messages;
  #formats;
  /** Texts whose language is known, of which their letters need not tell it. */
  #learned = new Map();

  /** `sourceLanguage` is the one of the API's own texts, where their script does not tell it. */
  constructor({ tag, messages }, sourceLanguage) {
    this.#messages = messages;
    this.#formats = formatsOf(tag);
    this.tag = tag;
    this.dir = directionOf(tag);
    this.sourceLanguage = sourceLanguage;
  }

  /** Whether there is such a sentence. */
  knows(key) {
    return Object.hasOwn(this.#messages, key);
  }

  /** A sentence by its key, as text. */
  t(key, values) {
    return this.phrase(key, values).join("");
  }

  /** A sentence by its key, with templates or text in its gaps; numbers as the language writes them. */
  phrase(key, values = {}) {
    const value = (name) => (typeof values[name] === "number" ? this.#formats.number().format(values[name]) : values[name] ?? "");
    return (this.#messages[key] ?? key).split(/\{(\w+)\}/).map((part, i) => (i % 2 ? value(part) : part));
  }

  /** A sentence about a number: `key.one`, `key.other`, and what else the language has. */
  count(key, n, values = {}) {
    const form = `${key}.${this.#formats.plural().select(n)}`;
    return this.t(this.knows(form) ? form : `${key}.other`, { n, ...values });
  }

  /** "a, b and c" of templates or text. */
  list(items) {
    const parts = this.#formats.conjunction().formatToParts(items.map((_, i) => String(i)));
    return parts.map(({ type, value }) => (type === "element" ? items[Number(value)] : value));
  }

  /** From now on this text of other people's is in this language, and runs that way. */
  learn(text, { lang, dir = "auto" }) {
    this.#learned.set(text.trim(), { lang, dir });
  }

  /** The language of other people's words, and their direction. */
  #of(text) {
    return this.#learned.get(text.trim()) ?? { lang: languageOf(text, this.sourceLanguage), dir: "auto" };
  }

  /** Other people's words: text, in their own direction and language. */
  said(value) {
    const { lang, dir } = this.#of(String(value));
    return html`<bdi dir=${dir} lang=${lang ?? nothing}>${value}</bdi>`;
  }

  /** The same as a paragraph of its own. */
  saidAtLength(value, kind) {
    const { lang, dir } = this.#of(String(value));
    return html`<p dir=${dir} lang=${lang ?? nothing} class=${kind ?? nothing}>${value}</p>`;
  }

  /** A number or a code of the API's. */
  code(value) {
    const { lang, dir } = this.#of(String(value));
    return html`<code dir=${dir} lang=${lang ?? nothing}>${value}</code>`;
  }

  /** A time of the API in the reader's zone, or as it was sent where it cannot be read. */
  when(sent) {
    const text = String(sent).trim();
    const time = apiTime(sent);
    if (!time) return html`<bdi>${text}</bdi>`;
    // A day without a time is the same day everywhere.
    const isDay = DAY.test(text);
    const format = isDay ? this.#formats.dateOnly() : this.#formats.dateAndTime();
    return html`<time datetime=${isDay ? text : time.toISOString()}>${format.format(time)}</time>`;
  }

  /** The day of a time that has a zone, in the reader's, as text; null for what cannot be read. */
  dayOf(sent) {
    const time = filled(sent) ? apiTime(sent) : null;
    return time && this.#formats.day().format(time);
  }

  /** The same, marked up. */
  onDay(sent) {
    const day = this.dayOf(sent);
    return day && html`<time datetime=${apiTime(sent).toISOString()}>${day}</time>`;
  }

  /** A time of day. */
  clock(time) {
    return this.#formats.timeOnly().format(time);
  }

  /** "2 Years" in the element's language; null for what is no such period, and in the language `unless`. */
  period(sent, unless) {
    const [, n, unit] = PERIOD.exec(String(sent).trim()) ?? [];
    return n && this.tag !== unless ? this.#formats.period(unit.toLowerCase()).format(Number(n)) : null;
  }
}
