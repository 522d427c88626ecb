// <truconsent-consents>: a person's consents: the summary, each collection point, and the records that belong to none of them.

import { mergeConsents } from "truconsent-wasm";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { createRef, ref } from "lit/directives/ref.js";
import { RightsSection } from "../section.js";
import { ended } from "../outcome.js";
import { button, empty, notice } from "../parts/parts.js";
import { askedAgain } from "./changes.js";
import { controls } from "./controls.js";
import { bannerOf } from "./find.js";
import { History } from "./history.js";
import { needOf } from "./need.js";
import { asBanner, point } from "./point.js";
import { onRecord, undecided } from "./standing.js";
import { degraded, queue, tally } from "./summary.js";
import { Withdrawal } from "./withdrawal.js";

/** Collection points that are drawn at once: more than a screen has. The others follow as soon as these are seen. */
const FIRST = 3;

/**
 * A person's current consents, with change, withdrawal, history and receipt.
 *
 * @element truconsent-consents
 * @slot heading - In the place of the title.
 * @slot intro - Below the title.
 * @slot footer - At the end.
 * @csspart card - Each collection point, and other boxes.
 * @csspart queue - The offer to decide what waits.
 * @csspart tally - How many purposes are in which state.
 * @csspart purpose - One purpose.
 * @csspart state - A state in words and shape; also `state-approved` and so on.
 * @csspart actions - The buttons of a collection point.
 * @csspart history - A collection point's history.
 * @csspart receipt - A receipt in words.
 * @csspart dialog - What is laid over the page.
 */
export class TruconsentConsents extends RightsSection {
  #histories = new Map();
  #withdrawal = null;
  #notice = createRef();
  /** Resolves once all are drawn; null before the first are. */
  #drawing = null;

  get name() {
    return "consents";
  }

  get state() {
    return this.session?.store?.get() ?? null;
  }

  async ask(session) {
    // A store that was just made is reading already.
    const isNew = session.store === null;
    const store = await session.open();
    if (!isNew || store.get().phase !== "loading") return store.refresh();
    return new Promise((resolve, reject) => {
      const end = store.subscribe((state) => {
        if (state.phase === "loading") return;
        end();
        if (state.phase === "failed") reject(state.error);
        else resolve(state);
      }, { signal: session.signal });
    });
  }

  take() {
    this.session.forget();
    this.#histories.clear();
    this.#drawing = null;
    this.isDrawing = this.state.consents?.banners.length > FIRST;
  }

  left() {
    this.#histories.clear();
    this.isDrawing = false;
    this.#withdrawal = null;
  }

  heard(news) {
    const { change, point } = news;
    // What a history says may be over.
    if (point) this.#histories.delete(point);
    if (change) this.tell("changed", { change, state: this.state });
    super.heard(news);
  }

  /** What the store says counts, whoever had it read. */
  get error() {
    const { state } = this;
    return state ? (["failed", "partial"].includes(state.phase) ? state.error : null) : this.readError;
  }

  tellReader() {
    const isPartial = this.state?.phase === "partial";
    if (this.error && !isPartial) {
      super.tellReader();
      return;
    }
    this.say(this.words?.t(isPartial ? "degraded.title" : "consents.loaded"));
    if (isPartial) this.tell("error", { error: this.error });
  }

  head(words) {
    const at = this.state?.read_at;
    return html`
      <div class="section-name">
        ${this.title(words)}
        <p class="quiet section-time">${at && !this.isReading ? words.t("consents.as_of", { time: words.clock(new Date(at)) }) : nothing}</p>
      </div>
      <button type="button" part="button" class="button" id="refresh" @click=${() => this.session?.reread("all")}>${words.t("refresh")}</button>`;
  }

  body(words) {
    const { phase, consents } = this.state ?? { phase: "failed" };
    // What was known before may not be so any more: no consent is claimed, and none denied.
    return phase === "failed" ? this.failure(words) : this.#read(words, consents);
  }

  dialogs(words) {
    return html`<truconsent-notice manual part="notice" ${ref(this.#notice)}
        exportparts="dialog, head, body, end, foot, choice, choice-option, preview, button"></truconsent-notice>
      ${this.#withdrawal && !this.#withdrawal.isOver ? this.#withdrawal.render(words) : nothing}`;
  }

  #read(words, { banners, unmatched, status_error: error }) {
    const isUnread = this.state.phase === "partial";
    const isNothing = banners.length === 0 && unmatched.length === 0;
    const waits = (banner) => (undecided(banner) || needOf(banner).needed) && !(isUnread && banner.purposes.length === 0);
    const waiting = banners.filter(waits);
    const isNew = !isUnread && !isNothing && unmatched.length === 0 && !banners.some(onRecord);
    return html`
      ${isNothing ? (isUnread ? nothing : empty(words, "consents")) : tally(words, banners)}
      ${isUnread ? degraded(words, error, () => this.again()) : nothing}
      ${isNew ? notice("info", "info", html`<h3>${words.t("consents.no_records")}</h3><p>${words.t("consents.no_records_text")}</p>`) : nothing}
      ${queue(words, waiting, () => this.#decide(waiting, "queue"))}
      ${banners.length > 0 ? html`<div class="points">
        ${repeat(this.isDrawing ? banners.slice(0, FIRST) : banners, ({ banner_id: id }) => id, (banner) => this.#card(words, banner, isUnread))}
      </div>` : nothing}
      ${unmatched.length > 0 ? html`<section class="orphans" aria-labelledby="orphans-title">
        <h3 id="orphans-title">${words.t("orphans.title")}</h3>
        <p class="quiet">${words.t("orphans.text")}</p>
        <div class="points">${unmatched.map((entry) => point(words, asBanner(entry, mergeConsents), { orphan: true }))}</div>
      </section>` : nothing}`;
  }

  updated() {
    if (!this.isDrawing) return;
    this.#drawing ??= seen().then(() => {
      this.isDrawing = false;
      this.requestUpdate();
    });
  }

  async getUpdateComplete() {
    await super.getUpdateComplete();
    await this.#drawing;
    return super.getUpdateComplete();
  }

  #card(words, banner, isUnread) {
    const id = banner.collection_point;
    const need = needOf(banner);
    const acts = {
      decide: () => this.#decide([banner], "decide"),
      withdraw: () => this.#withdraw(banner),
      acknowledge: () => this.#send(this.session.decide(banner, "acknowledge"), banner),
      again: ({ decision, banner: shown }) => this.#send(decision, shown),
    };
    if (!this.#histories.has(id)) this.#histories.set(id, new History(this, this.session));
    return point(words, banner, {
      unread: isUnread,
      again: askedAgain(words, banner, need),
      foot: html`${controls(words, banner, { attempt: this.session.attempt(id), need, acts })}
        ${this.#histories.get(id).render(words, banner)}`,
    });
  }

  #decide(banners, act) {
    const [{ banner_id: id }] = banners;
    const back = () => this.#backTo(act === "queue" ? null : id, act);
    this.#notice.value.show(banners.map(({ collection_point: point }) => point), { back });
  }

  #withdraw({ banner_id: id, collection_point: point }) {
    this.#withdrawal = new Withdrawal(this, this.session, () => bannerOf(this.session.store, point));
    this.#withdrawal.open(() => this.#backTo(id, "withdraw"));
  }

  /** Sends what was decided at its place, without a dialog. */
  async #send(decision, banner) {
    if (!this.maySend(decision, banner)) return;
    const { session } = this;
    const attempt = await session.send(decision, banner);
    if (!attempt || session.signal.aborted) return;
    if (attempt.state === "saved") this.tell("recorded", { record: attempt.record, decision });
    else if (attempt.state === "failed") this.tell("error", { error: attempt.error });
    await this.updateComplete;
    // The button may be gone.
    if (!this.renderRoot.activeElement) this.#backTo(banner.banner_id, "acknowledge");
    this.say(ended(this.words, attempt, banner.title));
  }

  /** Gives the focus to a button by what it does, or else to the first there is: in what is there now. */
  async #backTo(id, act) {
    await this.updateComplete;
    const place = id === null ? this.renderRoot.querySelector(".queue") : this.renderRoot.querySelector(`.point[data-point="${CSS.escape(id)}"]`);
    const control = place?.querySelector(`[data-act="${act}"]`) ?? place?.querySelector("[data-act]");
    if (control) control.focus();
    else this.focus();
  }
}

/** Resolves once what is drawn is on the screen, if anybody looks at it. */
const seen = () => new Promise((resolve) => (document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve))));
