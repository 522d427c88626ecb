/** One field of a form: its label, its hint, its problem, and what is typed in it. */

import { el, icon } from "./dom.js";
import { count, knows, put, t } from "./words.js";

export class Field {
  /**
   * `name` is the API's. `value` is what the field is filled with. An `optional` one may stay empty, a `bare` one has
   * no space around it; it takes `limit` characters at most, which can be `counted`; `lines` makes it a text of several;
   * `choices`, pairs of value and the label's key, make it a choice that ends with a free one. `attributes` help phones
   * and browsers.
   */
  constructor(kind, { name, value = "", optional = false, bare = false, lines, limit, counted, choices, attributes = {} }) {
    this.name = name;
    this.bare = bare;
    this.limit = limit;
    this.filled = value ?? "";
    const id = `${kind}-${name}`;
    const hint = knows(`${kind}.${name}_hint`) ? `${kind}.${name}_hint` : knows(`hint.${name}`) && `hint.${name}`;
    const described = [`${id}-problem`, hint && `${id}-hint`, counted && `${id}-count`].filter(Boolean).join(" ");
    const common = {
      name, "aria-describedby": described, "aria-required": optional ? null : "true", dir: choices ? null : "auto",
    };
    this.main = choices
      ? el("select", { id, ...common },
        put(el("option", { value: "" }), "form.choose"),
        choices.map(([choice, words]) => (knows(words) ? put(el("option", { value: choice }), words)
          : el("option", { value: choice }, choice.replaceAll("_", " ")))),
        put(el("option", { value: "" }), "form.other"))
      : el(lines ? "textarea" : "input", { id, ...common, ...attributes, rows: lines, type: lines ? null : "text" });
    this.free = choices && el("input", {
      type: "text", id: `${id}-other`, name: `${name}_other`, dir: "auto", hidden: true,
      "aria-label": t(`field.${name}_other`), "data-t-label": `field.${name}_other`, "aria-describedby": `${id}-problem`, "aria-required": "true",
    });
    this.trouble = el("p", { class: "field-problem", id: `${id}-problem` });
    this.counter = counted && el("p", { class: "quiet count", id: `${id}-count` });
    this.element = el("div", { class: "field" },
      el("label", { for: id }, put(el("span", {}), `field.${name}`),
        optional && [" ", put(el("span", { class: "quiet" }), "form.optional")]),
      hint && put(el("p", { class: "quiet", id: `${id}-hint` }), hint, { limit }),
      this.main, this.free, this.counter, this.trouble);
    this.main.value = this.filled;
    this.element.addEventListener("input", () => this.#typed());
    // Of a text of several lines a browser brings only the one that is written in into sight.
    if (lines) this.main.addEventListener("focus", () => this.main.scrollIntoView({ block: "nearest" }));
    this.#typed();
  }

  /** What has the focus when the field has it. */
  get control() {
    return this.#isFree ? this.free : this.main;
  }

  get value() {
    return this.bare ? this.control.value.trim() : this.control.value;
  }

  get changed() {
    return this.value !== this.filled || this.#isFree;
  }

  get #isFree() {
    return Boolean(this.free) && this.main.selectedIndex === this.main.options.length - 1;
  }

  clear() {
    this.main.value = this.filled;
    if (this.free) this.free.value = "";
    this.#typed();
  }

  /** While it is sent nobody can change it, and the focus stays where it is. */
  lock(is) {
    for (const control of [this.main, this.free].filter(Boolean)) {
      if (control.localName === "select") control.disabled = is;
      else control.readOnly = is;
    }
  }

  /** Counts in another language. */
  translate() {
    this.#typed();
  }

  /** Shows the problem beside the field, or none. */
  problem(text) {
    this.trouble.replaceChildren(...(text ? [icon("warn"), text] : []));
    for (const control of [this.main, this.free].filter(Boolean)) control.removeAttribute("aria-invalid");
    if (text) this.control.setAttribute("aria-invalid", "true");
  }

  #typed() {
    if (this.free) this.free.hidden = !this.#isFree;
    if (!this.counter) return;
    // As the module counts: an emoji is one, however it is kept.
    const length = [...this.main.value].length;
    this.counter.textContent = count("form.count", length, { limit: this.limit });
    this.counter.classList.toggle("count-over", length > this.limit);
  }
}
