// <truconsent-notice>: one collection point after the other, each with its notice and a decision about it.

import { html, nothing } from "lit";
import { titleOf } from "../consents/purpose.js";
import { bannerOf, isDue, isRead, letsThrough } from "../consents/find.js";
import { onRecord } from "../consents/standing.js";
import { RightsElement } from "../element.js";
import { ended, unread } from "../outcome.js";
import { button, named, remark } from "../parts/parts.js";
import { Sheet } from "../parts/sheet.js";
import { lookOf, paint } from "./look.js";
import { Question, sayChanged } from "./question.js";
import { translated } from "./translation.js";

/**
 * The notice of a collection point, in its place or as a dialog, when something is to be decided there.
 *
 * @element truconsent-notice
 * @csspart dialog - As a dialog.
 * @csspart head - Its title, and the way to leave it.
 * @csspart body - The notice.
 * @csspart end - The decision below it.
 * @csspart foot - The buttons.
 * @csspart choice - One purpose.
 * @csspart choice-option - "Allow", and "Decline".
 * @csspart preview - What the choices would change.
 * @csspart changes - What has changed since the last decision.
 * @csspart organisation - Who asks.
 * @csspart logo - Their logo.
 */
export class TruconsentNotice extends RightsElement {
  static properties = {
    manual: { type: Boolean },
    modal: { type: Boolean },
    point: {},
  };

  /** The dialog, or the part of the page, that it stands in; null while there is none. */
  #sheet = null;
  /** The question that is asked, and those that come after it. */
  #question = null;
  #points = [];
  #at = 0;
  /** In which language it is read, once somebody chose one. */
  #wanted = null;
  /** Whether what was asked is answered, and there is more. */
  #isBetween = false;
  #answered = null;
  /** A reader who closed it is not asked again by itself. */
  #isLeft = false;
  #error = null;
  /** Whether a form was not sent for want of consent. */
  #isRefused = false;
  #theme = null;
  #repaint = () => this.requestUpdate();

  show(points = this.#named, { back } = {}) {
    if (this.#answered) this.hide();
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#begin(points, back).catch((error) => this.#failed(error));
    });
  }

  /** For a form that waits: whether there is consent at a collection point, or is once it has been asked for. */
  async consent(point, control) {
    await this.updateComplete;
    try {
      const store = await this.session.open();
      if (store.get().phase === "loading" || store.get().phase === "failed") await store.refresh();
      const id = await this.session.pointOf(point);
      if (letsThrough(store, id)) return true;
      this.#isRefused = false;
      await this.show([point], { back: () => control?.focus() });
      const isAllowed = letsThrough(store, id);
      this.#isRefused = !isAllowed;
      this.requestUpdate();
      return isAllowed;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  hide() {
    this.#sheet?.close();
    this.#end();
  }

  async refresh() {
    this.#isLeft = false;
    const store = await this.session?.open();
    await store?.refresh().catch(() => {});
  }

  get #named() {
    return (this.point ?? "").split(/\s+/).filter(Boolean);
  }

  get #isAsking() {
    return this.#answered !== null || this.#question !== null;
  }

  get #isInPlace() {
    return !this.modal && !this.manual;
  }

  connectedCallback() {
    super.connectedCallback();
    // An organisation's colour is judged in the theme of the moment.
    this.#theme = matchMedia("(prefers-color-scheme: dark)");
    this.#theme.addEventListener("change", this.#repaint);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#theme.removeEventListener("change", this.#repaint);
  }

  entered(session) {
    this.#question = null;
    this.#sheet?.close();
    this.#sheet = null;
    this.#isLeft = false;
    this.#error = null;
    if (session?.userId && !this.manual) session.open().then(() => this.#consider(), (error) => this.#failed(error));
  }

  heard() {
    this.#consider();
  }

  /** Asks by itself where something is to be decided. */
  #consider() {
    const { store } = this.session ?? {};
    if (this.manual || this.#isAsking || this.#isLeft || !isRead(store)) return;
    this.#error = null;
    const [point] = this.#named;
    const { session } = this;
    session.pointOf(point).then((id) => {
      const banner = bannerOf(store, id);
      if (!banner) throw new RangeError(`There is no collection point "${point}".`);
      if (session === this.session && !this.#isAsking && !this.#isLeft && isDue(banner)) this.show([id]);
    }).catch((error) => session === this.session && this.#failed(error));
  }

  #failed(error) {
    this.#error = error;
    this.tell("error", { error });
    this.requestUpdate();
    this.#resolve(null);
  }

  #resolve(record) {
    this.#answered?.(record);
    this.#answered = null;
  }

  async #begin(points, back) {
    const store = await this.session.open();
    if (store.get().phase === "loading") await store.refresh();
    this.#points = (await Promise.all(points.map((point) => this.session.pointOf(point)))).filter((id) => bannerOf(store, id));
    if (this.#points.length === 0) throw new RangeError(`There is no collection point "${points.join(" ")}".`);
    this.#at = 0;
    const sheet = new Sheet(this, this.session, "decision");
    this.#sheet = sheet;
    this.#ask();
    if (this.#isInPlace) await sheet.drawn();
    else await sheet.open({ back, left: () => this.#dismiss(sheet.question) });
  }

  /** Asks about the collection point whose turn it is. */
  async #ask(isChanged = false) {
    const { session } = this;
    const banner = bannerOf(session.store, this.#points[this.#at]);
    const former = this.#question;
    this.#isBetween = false;
    this.#sheet.isSent = false;
    const isUnread = session.store.get().phase === "partial";
    this.#question = new Question(this, {
      session, sheet: this.#sheet, banner, isUnread, isChanged, answered: (attempt) => this.#next(attempt), changed: () => this.#ask(true),
    });
    this.requestUpdate();
    const question = this.#question;
    this.#sheet.question = question;
    question.look = isChanged ? former.look : await lookOf(banner, await session.client(), session.signal);
    if (question !== this.#question) return;
    await this.#sheet.drawn();
    if (!isChanged) return;
    if (!this.#isInPlace) this.#sheet.focus();
    sayChanged(this);
  }

  async #next(attempt) {
    const { banner } = this.#question;
    this.tell("recorded", { record: attempt.record, decision: attempt.decision });
    if (this.#at + 1 < this.#points.length) {
      this.#isBetween = true;
      this.#sheet.isSent = true;
      await this.#sheet.drawn();
      this.#sheet.focus();
      return;
    }
    this.#resolve(attempt.record);
    if (this.#isInPlace) this.#end();
    else this.#sheet.close();
    this.say(ended(this.words, attempt, banner.title));
  }

  /** It was closed without an answer. */
  async #dismiss({ banner, isUnread, languageShown }) {
    this.#isLeft = true;
    // What cannot be read may be a decision. And a decision is never covered by "closed without deciding".
    if (isUnread || onRecord(banner) || this.session.attempt(banner.collection_point)) return;
    const decision = this.session.decide(banner, "dismiss", languageShown);
    if (!this.maySend(decision, banner)) return;
    const attempt = await this.session.send(decision, banner);
    if (attempt && attempt.state !== "changed" && !this.session?.signal.aborted) this.say(ended(this.words, attempt, banner.title));
  }

  /** It is closed. */
  #end() {
    this.#question = null;
    this.#sheet = null;
    this.#resolve(null);
    this.requestUpdate();
  }

  readIn(language) {
    this.#wanted = language;
    this.requestUpdate();
  }

  updated() {
    const element = this.#sheet?.element;
    if (element) paint(element, this.#isBetween ? null : this.#question?.look);
    if (this.#sheet && !this.#sheet.isOpen && !this.#isInPlace && this.#sheet.over.aborted) this.#end();
  }

  content(words) {
    if (this.#error) return unread(words, "notice", this.#error, () => this.#again());
    if (this.#isRefused && !this.#question) return html`<div role="alert">${remark("info", words.t("form_gate.declined"))}</div>`;
    if (!this.#question || !this.#sheet) return nothing;
    const { banner } = this.#question;
    const shown = translated(words, banner, this.#question.look ?? {}, this.#wanted ?? this.language);
    const frame = this.#isBetween ? this.#between(words) : this.#question.render(words, shown, {
      progress: this.#points.length > 1 ? words.t("decide.progress", { n: this.#at + 1, of: this.#points.length }) : null,
      canLeave: !this.#isInPlace,
    });
    return this.#sheet.render(words, { ...frame, inPlace: this.#isInPlace });
  }

  /** One is decided, and more wait. */
  #between(words) {
    const title = (at) => titleOf(words, bannerOf(this.session.store, this.#points[at]));
    const [now, next] = [title(this.#at), title(this.#at + 1)];
    const goOn = () => {
      this.#at += 1;
      this.#ask();
      this.#sheet.drawn().then(() => this.#sheet?.focus());
    };
    return {
      title: words.t("saved.title"),
      what: now,
      body: html`<p>${words.phrase("saved.text", { title: now })}</p>
        <p class="quiet">${words.count("more", this.#points.length - this.#at - 1)} ${words.phrase("saved.next", { title: next })}</p>`,
      foot: html`${button(named(words.t("saved.go_on"), next), goOn, { kind: "verdict" })}
        ${button(words.t("saved.done"), () => this.#sheet.close(), { kind: "verdict" })}`,
    };
  }

  #again() {
    this.#error = null;
    this.refresh().then(() => this.#consider());
  }
}
