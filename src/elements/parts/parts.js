// What the elements are made of: buttons with names that make sense alone, boxes that stand out, names and values.

import { html, nothing } from "lit";
import { icon } from "./icon.js";

/** Words for everybody, and for a voice also what they are about. */
export const named = (words, what) => html`<span>${words}</span><span class="unseen"> ${what}</span>`;

/**
 * A button that does one thing. `act` names it, for whoever looks for it; one that is `held` can be reached, and does nothing
 * for the moment.
 */
export function button(label, onClick, { kind, act, held = false, expanded, describedBy } = {}) {
  return html`<button type="button" part="button" class="button ${kind ?? ""}" data-act=${act ?? nothing}
    aria-disabled=${held ? "true" : nothing} aria-expanded=${expanded ?? nothing} aria-describedby=${describedBy ?? nothing}
    @click=${(event) => !held && onClick(event)}>${label}</button>`;
}

/** A box that stands out, with a drawing beside what it says. */
export const notice = (kind, sign, content) =>
  html`<div class="notice notice-${kind}" part="notice">${icon(sign)}<div class="notice-text">${content}</div></div>`;

/** A line that is to be noticed. */
export const remark = (sign, words, kind = "") => html`<p class="remark ${kind}">${icon(sign)}<span>${words}</span></p>`;

/** A state in words and shape. */
export const chip = (state, label) => html`<span class="chip chip-${state}" part="state state-${state}">${icon(state)}${label}</span>`;

/** Names and values; those without a value are left out. */
export function facts(words, rows, kind = "facts") {
  const known = rows.filter(([, value]) => value);
  return known.length === 0 ? nothing : html`<dl class=${kind}>
    ${known.map(([key, value]) => html`<div data-fact=${key}><dt>${words.t(key)}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

/** A heading of a level that is known only here. */
export function heading(level, kind, content) {
  const levels = {
    3: html`<h3 class=${kind}>${content}</h3>`,
    4: html`<h4 class=${kind}>${content}</h4>`,
    5: html`<h5 class=${kind}>${content}</h5>`,
  };
  return levels[level];
}

/** That there is nothing yet. */
export const empty = (words, id) => html`<div class="card empty" part="card">
  ${icon("info")}<h3>${words.t(`${id}.empty`)}</h3><p class="quiet">${words.t(`${id}.empty_text`)}</p>
</div>`;
