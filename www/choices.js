/** A choice for each purpose, and what it would change. */

import { asked, stateOf } from "./basis.js";
import { el, filled, icon, said } from "./dom.js";
import { ending, nameOf, purposeFacts } from "./point.js";
import { phrase, t } from "./words.js";

/**
 * The purposes that a banner asks about, each to be allowed or declined. Chosen beforehand is only what is on record, and
 * what is mandatory where nothing is: a consent that is asked again, as `isOpen(purpose)` says, is chosen by nobody yet.
 * `picked` has what was chosen already. `read(chosen)` makes the decision that the choices would be; `touched()` hears of
 * each.
 */
export class PurposeChoices {
  constructor(banner, look, { read, touched, isOpen, picked = {} }) {
    this.purposes = asked(banner);
    this.read = read;
    this.again = this.purposes.some(isOpen);
    this.items = this.purposes.map((purpose, i) => item(purpose, i, banner, look, before(purpose, isOpen, picked)));
    this.preview = el("div", { class: "preview", id: "preview" });
    this.node = el("div", { class: "choices" }, this.items.map(({ node }) => node));
    this.node.addEventListener("change", () => {
      this.#changed();
      touched();
    });
    this.#changed();
  }

  /** What was chosen, for each purpose. What is left open is declined: the preview says so before it is saved. */
  get chosen() {
    return Object.fromEntries(this.items.map(({ id, radios }) =>
      [id, radios.find(({ checked }) => checked)?.value ?? "declined"]));
  }

  /** The same as it is, also where nothing is chosen. */
  get picked() {
    return Object.fromEntries(this.items.map(({ id, radios }) => [id, radios.find(({ checked }) => checked)?.value ?? null]));
  }

  /** Chooses for every purpose at once. Nothing is saved by that. */
  chooseAll(state) {
    for (const { mandatory, radios } of this.items) {
      const wanted = state === "necessary" ? (mandatory ? "approved" : "declined") : state;
      for (const radio of radios) radio.checked = radio.value === wanted;
    }
    this.#changed();
  }

  /** Says at the purposes what is wrong with them, and goes to the first. */
  explain(fields) {
    const wrong = this.items.filter(({ id }) => fields.some(({ field }) => field === id));
    for (const { name, problem, radios } of wrong) {
      problem.replaceChildren(...phrase("choice.mandatory", { name }));
      for (const radio of radios) radio.setAttribute("aria-invalid", "true");
    }
    (wrong[0]?.radios.find(({ checked }) => checked) ?? wrong[0]?.radios[0])?.focus();
  }

  #changed() {
    for (const { problem, radios } of this.items) {
      problem.replaceChildren();
      for (const radio of radios) radio.removeAttribute("aria-invalid");
    }
    this.preview.replaceChildren(...this.#difference());
  }

  /** What would be different once it is saved. */
  #difference() {
    let decision;
    try {
      decision = this.read(this.chosen);
    } catch (error) {
      const words = error?.code === "mandatory_purpose" ? "preview.mandatory" : "decide.failed";
      return [el("p", { class: "quiet" }, t(words))];
    }
    const title = el("h3", {}, t("preview.title"));
    const isSame = (purpose, i) => stateOf(purpose) === decision.purposes[i].consented;
    if (this.purposes.every(isSame)) return [title, el("p", { class: "quiet" }, t(this.again ? "preview.again" : "preview.nothing"))];
    const line = (purpose, i) => {
      const from = stateOf(purpose);
      const to = decision.purposes[i].consented;
      const words = { name: nameOf(purpose), from: t(`state.${from}`), to: t(`state.${to}`) };
      return from !== to
        && el("li", { class: `preview-${to}` }, icon(to), el("span", {}, phrase("preview.line", words)));
    };
    return [title, el("ul", {}, this.purposes.map(line))];
  }
}

/** What is chosen of a purpose before anybody touches it. */
function before(purpose, isOpen, picked) {
  if (Object.hasOwn(picked, purpose.id)) return picked[purpose.id];
  return isOpen(purpose) ? (purpose.is_mandatory ? "approved" : null) : purpose.consented;
}

function item(purpose, i, banner, look, chosen) {
  const { id, is_mandatory: mandatory, consented } = purpose;
  const details = (look.purposes ?? []).find((other) => other?.id === id);
  const description = [details?.description, purpose.description].find(filled);
  const problem = el("p", { class: "problem", id: `choice-problem-${i}`, role: "alert" });
  const radios = ["approved", "declined"].map((state) => el("input", {
    type: "radio", name: `choice-${i}`, value: state, checked: state === chosen, "aria-describedby": problem.id,
  }));
  const node = el("fieldset", { class: "choice", "data-purpose": id },
    el("legend", {}, nameOf(purpose)),
    el("p", { class: "quiet purpose-meta" },
      el("span", { class: "tag" }, t(mandatory ? "purpose.mandatory" : "purpose.optional")),
      consented !== "pending" && el("span", {}, t("choice.on_record", { state: t(`state.${stateOf(purpose)}`) }))),
    ending(purpose),
    filled(description) && said(description, "p"),
    el("div", { class: "choice-options" }, radios.map((radio) =>
      el("label", {}, radio, el("span", {}, t(`choice.${radio.value}`))))),
    problem,
    purposeFacts(purpose, banner));
  return { id, name: nameOf(purpose), mandatory, node, problem, radios };
}
