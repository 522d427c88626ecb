/** Making elements. Text is always text: nothing here reads markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Shapes that differ without colour: a filled disc, a square, a broken ring. */
const ICONS = {
  approved: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "m7.5 12.5 3 3 6-7"],
  declined: ["M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z", "m8 8 8 8m0-8-8 8"],
  pending: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M12 7v5.5l3.5 2"],
  ended: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "M7.5 12h9"],
  warn: ["M12 3 2 20.5h20Z", "M12 9.5v5m0 3v.2"],
  info: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "M12 11v6m0-10v.2"],
};

/** Makes an element. Attributes and children that are null, undefined or false are left out. */
export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (there(value)) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(there));
  return element;
}

const there = (value) => value !== null && value !== undefined && value !== false;

/** A drawing that says nothing by itself: the words stand next to it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  ICONS[name].forEach((d, i) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", i === 0 ? "icon-shape" : "icon-mark");
    path.setAttribute("d", d);
    svg.append(path);
  });
  return svg;
}

/** A button that does one thing. */
export function button(label, onClick, kind = "") {
  const element = el("button", { type: "button", class: `button ${kind}`.trim() }, ...[label].flat());
  element.addEventListener("click", onClick);
  return element;
}

/** Says of an element that it is busy, current or the like, or no more. */
export function mark(element, name, is) {
  if (is) element.setAttribute(name, "true");
  else element.removeAttribute(name);
}

/** Words for everybody, and for a voice also what they are about: a name that makes sense alone. */
export function named(words, what) {
  const parts = Array.isArray(words) ? words : [el("span", {}, words)];
  return [...parts, el("span", { class: "unseen" }, " ", what)];
}

/** A place whose additions are said, each once and in their order. Only what comes after the place itself is. */
export function announcer() {
  return el("div", { class: "unseen announcer", role: "status", "aria-atomic": "false" });
}

/** Long enough for whatever was said last to be over when the next is. */
const SAID_MS = 5_000;
const times = new WeakMap();

/** Says something, once, to somebody who cannot see it: in the dialog, while nothing outside it can be heard. */
export function announce(text) {
  const inDialog = document.querySelector("dialog[open] .announcer");
  const place = inDialog ?? document.getElementById("announcer");
  const now = performance.now();
  // What was said a moment ago may still be waiting its turn: it is not overwritten.
  for (const former of [...place.children]) if (now - times.get(former) > SAID_MS) former.remove();
  const line = el("p", { lang: document.documentElement.lang }, text);
  times.set(line, now);
  place.append(line);
}

/** A box that stands out, with a drawing beside what it says. */
export function notice(kind, sign, ...children) {
  return el("div", { class: `notice notice-${kind}` }, icon(sign), el("div", { class: "notice-text" }, children));
}

/** One language for each script: enough for a voice to read the words properly. */
const SCRIPTS = [
  ["hi", /\p{Script=Devanagari}/gu],
  ["ta", /\p{Script=Tamil}/gu],
  ["ur", /\p{Script=Arabic}/gu],
  ["bn", /\p{Script=Bengali}/gu],
  ["te", /\p{Script=Telugu}/gu],
  ["gu", /\p{Script=Gujarati}/gu],
  ["kn", /\p{Script=Kannada}/gu],
  ["ml", /\p{Script=Malayalam}/gu],
  ["pa", /\p{Script=Gurmukhi}/gu],
  ["or", /\p{Script=Oriya}/gu],
];

/** The API's own language: it does not say, but whoever puts the page up knows. */
export const API_LANGUAGE = document.querySelector('meta[name="api-language"]').content;
SCRIPTS.push([API_LANGUAGE, /\p{Script=Latin}/gu]);

/** The language that a text's script tells, where most of its letters are in that script. */
function languageOf(text) {
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return SCRIPTS.find(([, script]) => (text.match(script)?.length ?? 0) * 2 > letters)?.[0] ?? null;
}

/** Texts whose language is known, of which their letters need not tell it. */
const learned = new Map();

/** From now on this text of other people's is in this language, and runs that way. */
export function learn(text, { lang, dir = "auto" }) {
  learned.set(text.trim(), { lang, dir });
}

/** Other people's words: text, in their own direction and language. */
export function said(value, name = "bdi") {
  const text = String(value);
  const { lang, dir } = learned.get(text.trim()) ?? { lang: languageOf(text), dir: "auto" };
  return el(name, { dir, lang }, text);
}

/** Whether there is anything to show. */
export function filled(value) {
  return value !== null && value !== undefined && String(value).trim() !== "";
}
