/** One part of the page that is read from the API. Each loads, shows and fails on its own. */

import { reason } from "./api.js";
import { button, el, filled, icon, said } from "./dom.js";
import { knows, phrase, ready, t } from "./words.js";

export class Section {
  /**
   * `read(person, signal)` asks the API. `show(answer, again)` makes `{ nodes, partial, message }`: what to show,
   * whether something is missing from it, and what to say to somebody who cannot see it.
   */
  constructor(id, { personal, read, show, retry }) {
    this.id = id;
    this.root = document.getElementById(id);
    this.heading = this.root.querySelector("h2");
    this.body = this.root.querySelector(".section-body");
    this.skeleton = [...this.body.childNodes];
    Object.assign(this, { personal, read, show, retry });
    this.state = "loading";
  }

  /** Reads and shows. What comes after `signal` has fired is not shown. */
  async load(person, signal, renew) {
    this.clear();
    this.root.setAttribute("aria-busy", "true");
    let result;
    try {
      const answer = await this.#ask(person, signal, renew);
      await ready;
      if (signal.aborted) return;
      const { nodes, partial = false, message } = this.show(answer, this.retry);
      result = { nodes, message, state: partial ? "partial" : "shown" };
    } catch (error) {
      // Without its words the page can only say what stands in the HTML.
      if (await ready.then(() => false, () => true)) return;
      if (signal.aborted) return;
      result = { ...failure(this.id, reason(error), this.retry), state: "failed" };
    }
    this.body.replaceChildren(...result.nodes);
    this.state = result.state;
    this.root.removeAttribute("aria-busy");
    if (result.message) document.getElementById("announcer").textContent = result.message;
  }

  /** Takes off the page what is there. */
  clear() {
    if (this.state !== "loading") this.body.replaceChildren(...this.skeleton);
    this.state = "loading";
    this.root.removeAttribute("aria-busy");
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
function failure(id, { code, serverMessage, waitMs }, retry) {
  const title = t(`${id}.failed`);
  const what = knows(`failed.${code}`) ? code : "other";
  const known = knows(`next.${what}`) ? what : "other";
  const next = waitMs > 0 ? t("next.wait", { seconds: Math.ceil(waitMs / 1000) }) : t(`next.${known}`);
  const nodes = [
    el("div", { class: "notice notice-problem" },
      icon("warn"),
      el("div", { class: "notice-text" },
        el("h3", {}, title),
        el("p", {}, t(`failed.${what}`), " ", t("failed.unchanged"), " ", next),
        serverSays(serverMessage),
        button(t("try_again"), retry, "button-strong"))),
  ];
  return { nodes, message: `${title}. ${t(`failed.${what}`)}` };
}

/** What the server said, where it said anything. */
export function serverSays(serverMessage) {
  return filled(serverMessage) && el("p", { class: "quiet" }, phrase("server_says", { words: said(serverMessage) }));
}
