/** Making elements. Text is always text: nothing here reads markup. */

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

/** People's names: text, in their own direction. */
export function said(value, name = "bdi") {
  return el(name, { dir: "auto", lang: /\p{Script=Latin}/u.test(value) ? "en" : null }, String(value));
}
