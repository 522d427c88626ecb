// Withdrawing all that was allowed at a collection point: as easy as allowing it, and named before it is done.

import { html, nothing } from "lit";
import { changedNotice, sayChanged } from "../notice/question.js";
import { ended } from "../outcome.js";
import { icon } from "../parts/icon.js";
import { named } from "../parts/parts.js";
import { Sheet } from "../parts/sheet.js";
import { nameOf, titleOf } from "./purpose.js";
import { allowsSomething, asked } from "./standing.js";

export class Withdrawal {
  #host;
  #session;
  #sheet;
  #bannerOf;
  #banner;
  #isChanged = false;

  /** `bannerOf()` is the banner as it is now. */
  constructor(host, session, bannerOf) {
    this.#host = host;
    this.#session = session;
    this.#bannerOf = bannerOf;
    this.#banner = bannerOf();
    this.#sheet = new Sheet(host, session, "withdraw");
    this.#sheet.again = () => this.#confirm();
  }

  get isOver() {
    return this.#sheet.over.aborted;
  }

  open(back) {
    return this.#sheet.open({ back });
  }

  async #confirm() {
    const banner = this.#banner;
    const decision = this.#session.decide(banner, "decline_all");
    if (!this.#host.maySend(decision, banner)) return;
    const attempt = await this.#sheet.send(decision, banner);
    if (attempt?.state === "saved") {
      this.#host.tell("recorded", { record: attempt.record, decision });
      this.#sheet.close();
      this.#host.say(ended(this.#host.words, attempt, banner.title));
    }
    if (attempt?.state !== "changed") return;
    this.#banner = this.#bannerOf() ?? banner;
    this.#isChanged = true;
    await this.#sheet.drawn();
    this.#sheet.focus();
    sayChanged(this.#host);
  }

  render(words) {
    const banner = this.#banner;
    const what = titleOf(words, banner);
    const isAllowed = allowsSomething(banner);
    return this.#sheet.render(words, {
      title: words.phrase("withdraw.title", { title: what }),
      what,
      body: html`${this.#isChanged ? changedNotice(words) : nothing}
        ${isAllowed ? consequences(words, banner) : html`<p>${words.t("withdraw.nothing")}</p>`}`,
      foot: isAllowed ? html`
        ${this.#sheet.action(named(words.t("withdraw.confirm"), what), () => this.#confirm(), "verdict")}
        ${this.#sheet.action(named(words.t("withdraw.keep"), what), () => this.#sheet.close(), "verdict verdict-plain")}` : nothing,
    });
  }
}

/** What the withdrawal changes. */
function consequences(words, banner) {
  const listed = (state, key) => {
    const found = asked(banner).filter(({ consented }) => consented === state);
    return found.length === 0 ? nothing : html`<p>${words.t(key)}</p>
      <ul class="withdrawn">${found.map((purpose) => html`<li>${icon("declined")}<span>${nameOf(words, purpose)}</span></li>`)}</ul>`;
  };
  return html`${listed("approved", "withdraw.approved")}${listed("pending", "withdraw.pending")}
    ${banner.purposes.length === 0 ? html`<p>${words.t("withdraw.whole")}</p>` : nothing}
    <p class="quiet">${words.t("withdraw.after")}</p>`;
}
