/** One part of the page that is read from the API. Each loads, shows and fails on its own. */

import { reason } from "./api.js";
import { announce, button, el, icon, named, notice } from "./dom.js";
import { keepPlace } from "./focus.js";
import { nextStep, serverSays } from "./outcome.js";
import { fill, knows, ready, t } from "./words.js";

export class Section {
  /** Makes what is shown, in the language of the moment. */
  #make = null;

  /**
   * `read(person, signal)` asks the API. `show(answer, again)` makes `{ nodes, beside, partial, message }`: what to show,
   * here and outside the section, whether something is missing from it, and what to say to somebody who cannot see it.
   * `translate()`: what else there is to do in another language.
   */
  constructor(id, { personal, read, show, retry, translate = () => {} }) {
    this.id = id;
    this.root = document.getElementById(id);
    this.heading = this.root.querySelector("h2");
    this.body = this.root.querySelector(".section-body");
    this.skeleton = [...this.body.childNodes];
    Object.assign(this, { personal, read, show, retry, retranslate: translate });
    this.state = "loading";
  }

  /** Reads and shows. What comes after `signal` has fired is not shown. */
  async load(person, signal, renew) {
    this.clear();
    this.root.setAttribute("aria-busy", "true");
    let message;
    try {
      const answer = await this.#ask(person, signal, renew);
      await ready;
      if (signal.aborted) return;
      message = this.#put(() => this.show(answer, this.retry));
    } catch (error) {
      // Without its words the page can only say what stands in the HTML.
      if (await ready.then(() => false, () => true)) return;
      if (signal.aborted) return;
      message = this.#put(() => failure(this.id, reason(error), this.retry));
    }
    this.root.removeAttribute("aria-busy");
    if (message) announce(message);
  }

  /** Shows the same in another language. */
  translate() {
    if (this.state !== "loading") keepPlace(this.body, () => this.#put(this.#make));
    this.retranslate();
  }

  #put(make) {
    const { nodes, beside = {}, partial = false, message, state = partial ? "partial" : "shown" } = make();
    this.#make = make;
    this.body.replaceChildren(...nodes);
    this.#fillBeside(beside);
    this.state = state;
    return message;
  }

  /** Takes off the page what is there. */
  clear() {
    if (this.state !== "loading") {
      this.body.replaceChildren(...this.skeleton);
      fill(this.body);
      this.#fillBeside({});
    }
    this.state = "loading";
    this.root.removeAttribute("aria-busy");
  }

  /** What stands outside the section, by its name. */
  #fillBeside(beside) {
    for (const place of document.querySelectorAll(`[data-beside^="${this.id}."]`)) {
      place.replaceChildren(...[beside[place.dataset.beside.split(".")[1]] ?? []].flat());
    }
  }

  async #ask(person, signal, renew) {
    try {
      return await this.read(person, signal);
    } catch (error) {
      if (!renew || signal.aborted || reason(error).code !== "unauthenticated") throw error;
      await renew().catch(() => {
        throw error;
      });
      return this.read(person, signal);
    }
  }
}

/** What happened, that nothing was changed, and what to do next. */
function failure(id, why, retry) {
  const title = t(`${id}.failed`);
  const what = knows(`failed.${why.code}`) ? why.code : "other";
  const nodes = [
    notice("problem", "warn",
      el("h3", {}, title),
      el("p", {}, t(`failed.${what}`), " ", t("failed.unchanged"), " ", nextStep(why)),
      serverSays(why.serverMessage),
      button(named(t("try_again"), t(`${id}.title`)), retry, "button-strong")),
  ];
  return { nodes, message: `${title}. ${t(`failed.${what}`)}`, state: "failed" };
}

/** That there is nothing yet. */
export function empty(id) {
  return el("div", { class: "card empty" }, icon("info"),
    el("h3", {}, t(`${id}.empty`)), el("p", { class: "quiet" }, t(`${id}.empty_text`)));
}
