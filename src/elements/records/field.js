// One field of a form: its label, its hint, its problem, and what is typed in it.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../parts/icon.js";

const OTHER = "\u0000other";

export class Field {
  /** What is typed, and for a choice the words that are typed instead of one. */
  #typed;
  #other = "";

  /**
   * `name` is the API's. `value` is what the field is filled with. An `optional` one may stay empty, a `bare` one has no
   * space around it; it takes `limit` characters at most, which can be `counted`; `lines` makes it a text of several;
   * `choices`, pairs of value and the label's key, make it a choice that ends with a free one. `inputmode`,
   * `autocapitalize` and `spellcheck` help phones and browsers.
   */
  constructor(kind, { value, ...about }) {
    this.kind = kind;
    this.about = about;
    this.filled = value ?? "";
    this.#typed = this.filled;
  }

  get name() {
    return this.about.name;
  }

  get #isFree() {
    return this.#typed === OTHER;
  }

  get value() {
    const value = this.#isFree ? this.#other : this.#typed;
    return this.about.bare ? value.trim() : value;
  }

  get isChanged() {
    return this.#isFree || this.value !== this.filled;
  }

  clear() {
    this.#typed = this.filled;
    this.#other = "";
  }

  /** What has the focus when the field has it, below `root`. */
  control(root) {
    return root.querySelector(`#${this.#id}${this.#isFree ? "-other" : ""}`);
  }

  get #id() {
    return `${this.kind}-${this.name}`;
  }

  /** `problem` is a sentence, `isLocked` while it is sent: then nobody can change it, and the focus stays where it is. */
  render(words, { problem, isLocked, changed }) {
    const { optional, limit, counted } = this.about;
    const id = this.#id;
    const hint = [`${this.kind}.${this.name}_hint`, `hint.${this.name}`].find((key) => words.knows(key));
    const described = [`${id}-problem`, hint && `${id}-hint`, counted && `${id}-count`].filter(Boolean).join(" ");
    const typed = (value) => {
      this.#typed = value;
      changed();
    };
    return html`<div class="field" part="field">
      <label for=${id}><span>${words.t(`field.${this.name}`)}</span>${optional ? html` <span class="quiet">${words.t("form.optional")}</span>` : nothing}</label>
      ${hint ? html`<p class="quiet" id="${id}-hint">${words.t(hint, { limit })}</p>` : nothing}
      ${this.#control(words, { id, described, isInvalid: Boolean(problem), isLocked, typed })}
      ${this.#isFree ? this.#free(words, { id, isInvalid: Boolean(problem), isLocked, changed }) : nothing}
      ${counted ? this.#counter(words, id, limit) : nothing}
      <p class="field-problem" id="${id}-problem">${problem ? html`${icon("warn")}${problem}` : nothing}</p>
    </div>`;
  }

  #control(words, { id, described, isInvalid, isLocked, typed }) {
    const { name, optional, lines, choices, inputmode, autocapitalize, spellcheck } = this.about;
    const required = optional ? nothing : "true";
    const invalid = isInvalid && !this.#isFree ? "true" : nothing;
    if (choices) {
      const option = (value, label) => html`<option value=${value} ?selected=${value === this.#typed}>${label}</option>`;
      const label = ([value, key]) => option(value, words.knows(key) ? words.t(key) : value.replaceAll("_", " "));
      return html`<select part="input" id=${id} name=${name} aria-describedby=${described} aria-required=${required} aria-invalid=${invalid}
        ?disabled=${isLocked} .value=${live(this.#typed)} @change=${({ currentTarget }) => typed(currentTarget.value)}>
        ${option("", words.t("form.choose"))}${choices.map(label)}${option(OTHER, words.t("form.other"))}
      </select>`;
    }
    const input = ({ currentTarget }) => typed(currentTarget.value);
    // Of a text of several lines a browser brings only the one that is written in into sight.
    const seen = ({ currentTarget }) => currentTarget.scrollIntoView({ block: "nearest" });
    return lines
      ? html`<textarea part="input" id=${id} name=${name} rows=${lines} dir="auto" aria-describedby=${described} aria-required=${required}
          aria-invalid=${invalid} ?readonly=${isLocked} .value=${live(this.#typed)} @input=${input} @focus=${seen}></textarea>`
      : html`<input part="input" type="text" id=${id} name=${name} dir="auto" aria-describedby=${described} aria-required=${required}
          aria-invalid=${invalid} inputmode=${inputmode ?? nothing} autocapitalize=${autocapitalize ?? nothing} spellcheck=${spellcheck ?? nothing}
          ?readonly=${isLocked} .value=${live(this.#typed)} @input=${input}>`;
  }

  #free(words, { id, isInvalid, isLocked, changed }) {
    const typed = ({ currentTarget }) => {
      this.#other = currentTarget.value;
      changed();
    };
    return html`<input part="input" type="text" id="${id}-other" name="${this.name}_other" dir="auto" aria-label=${words.t(`field.${this.name}_other`)}
      aria-describedby="${id}-problem" aria-required="true" aria-invalid=${isInvalid ? "true" : nothing} ?readonly=${isLocked}
      .value=${live(this.#other)} @input=${typed}>`;
  }

  #counter(words, id, limit) {
    // As the module counts: an emoji is one, however it is kept.
    const length = [...this.value].length;
    return html`<p class="quiet count ${length > limit ? "count-over" : ""}" id="${id}-count">${words.count("form.count", length, { limit })}</p>`;
  }
}
