// A choice for each purpose, and what it would change.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { ending, nameOf, purposeFacts } from "../consents/purpose.js";
import { asked, stateOf } from "../consents/standing.js";
import { icon } from "../parts/icon.js";
import { filled } from "../words/texts.js";

/**
 * Chosen beforehand is only what is on record, and what is mandatory where nothing is: a consent that is asked again, as
 * `isOpen(purpose)` says, is chosen by nobody yet.
 */
export const before = (banner, isOpen) => Object.fromEntries(asked(banner).map((purpose) =>
  [purpose.id, isOpen(purpose) ? (purpose.is_mandatory ? "approved" : null) : purpose.consented]));

/** What is chosen for every purpose at once: "approved", "declined", or what is "necessary". */
export const forAll = (banner, state) => Object.fromEntries(asked(banner).map(({ id, is_mandatory: mandatory }) =>
  [id, state === "necessary" ? (mandatory ? "approved" : "declined") : state]));

/** What is left open is declined: the preview says so before it is saved. */
export const decided = (picked) => Object.fromEntries(Object.entries(picked).map(([id, state]) => [id, state ?? "declined"]));

/** The purposes with their choices. `wrong`: the ids of those that are explained; `pick(id, state)` hears of each choice. */
export function choices(words, banner, { look, picked, wrong, pick }) {
  return html`<div class="choices">
    ${asked(banner).map((purpose, i) => choice(words, purpose, i, { banner, look, state: picked[purpose.id], isWrong: wrong.includes(purpose.id), pick }))}
  </div>`;
}

function choice(words, purpose, i, { banner, look, state, isWrong, pick }) {
  const { id, is_mandatory: mandatory, consented } = purpose;
  const details = (look.purposes ?? []).find((other) => other?.id === id);
  const description = [details?.description, purpose.description].find(filled);
  const option = (value) => html`<label part="choice-option">
    <input type="radio" name="choice-${i}" value=${value} .checked=${live(state === value)} aria-describedby="choice-problem-${i}"
      aria-invalid=${isWrong ? "true" : nothing} @change=${() => pick(id, value)}><span>${words.t(`choice.${value}`)}</span>
  </label>`;
  return html`<fieldset class="choice" part="choice" data-purpose=${id}>
    <legend>${nameOf(words, purpose)}</legend>
    <p class="quiet purpose-meta">
      <span class="tag">${words.t(mandatory ? "purpose.mandatory" : "purpose.optional")}</span>
      ${consented === "pending" ? nothing : html`<span>${words.t("choice.on_record", { state: words.t(`state.${stateOf(purpose)}`) })}</span>`}
    </p>
    ${ending(words, purpose)}
    ${filled(description) ? words.saidAtLength(description) : nothing}
    <div class="choice-options">${option("approved")}${option("declined")}</div>
    <p class="problem" id="choice-problem-${i}" role="alert">${isWrong ? words.phrase("choice.mandatory", { name: nameOf(words, purpose) }) : nothing}</p>
    ${purposeFacts(words, purpose, banner)}
  </fieldset>`;
}

/** What would be different once the choices are saved; `read()` makes the decision that they would be. */
export function preview(words, banner, { read, isAgain }) {
  return html`<div class="preview" id="preview" part="preview">${difference(words, banner, read, isAgain)}</div>`;
}

function difference(words, banner, read, isAgain) {
  let decision;
  try {
    decision = read();
  } catch (error) {
    return html`<p class="quiet">${words.t(error?.code === "mandatory_purpose" ? "preview.mandatory" : "decide.failed")}</p>`;
  }
  const purposes = asked(banner);
  const to = new Map(decision.purposes.map(({ id, consented }) => [id, consented]));
  const changed = purposes.filter((purpose) => stateOf(purpose) !== to.get(purpose.id));
  const title = html`<h3>${words.t("preview.title")}</h3>`;
  if (changed.length === 0) return html`${title}<p class="quiet">${words.t(isAgain ? "preview.again" : "preview.nothing")}</p>`;
  const line = (purpose) => {
    const state = to.get(purpose.id);
    const values = { name: nameOf(words, purpose), from: words.t(`state.${stateOf(purpose)}`), to: words.t(`state.${state}`) };
    return html`<li class="preview-${state}">${icon(state)}<span>${words.phrase("preview.line", values)}</span></li>`;
  };
  return html`${title}<ul>${changed.map(line)}</ul>`;
}
