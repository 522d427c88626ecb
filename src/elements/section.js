// One part of a person's rights, which loads, shows and fails on its own: its title, what it says while it waits, and how its
// reading ended.

import { html, nothing } from "lit";
import { RightsElement } from "./element.js";
import { unread, unreadInShort } from "./outcome.js";
import { filled } from "./words/texts.js";

/**
 * What is to be said by each: `name`, which names its sentences; `ask(session)`, which asks the API; `take(answer)`, which
 * keeps what it answered; `body(words)`, which shows it. And where it needs more: `intro(words)`, `tools(words)`,
 * `dialogs(words)`, `left()` for a session that is over.
 */
export class RightsSection extends RightsElement {
  /** Counts the questions: an answer to a former one is not shown. */
  #asked = 0;
  #officer = null;
  isReading = false;
  /** Whether not all of it is drawn yet. */
  isDrawing = false;
  /** Why the last reading failed. */
  readError = null;

  /** Reads again. */
  refresh() {
    return this.read();
  }

  /** `renew`: the page may be asked to renew a session that had ended, as a click led here. */
  async read({ renew = false } = {}) {
    const { session } = this;
    if (!session || (this.isPersonal && !session.userId)) return;
    this.#asked += 1;
    const asked = this.#asked;
    this.isReading = true;
    this.readError = null;
    this.requestUpdate();
    let take;
    try {
      const answer = await session.withRenewal(() => this.ask(session), renew);
      take = () => this.take(answer);
    } catch (error) {
      take = () => {
        this.readError = error;
      };
    }
    if (asked !== this.#asked || session.signal.aborted) return;
    this.isReading = false;
    take();
    this.requestUpdate();
    await this.updateComplete;
    if (asked === this.#asked) this.tellReader();
  }

  /** Says how the reading ended. */
  tellReader() {
    if (!this.error || !this.words) return;
    this.say(unreadInShort(this.words, this.name, this.error));
    this.tell("error", { error: this.error });
  }

  /** Why there is nothing, or not all, to be shown. */
  get error() {
    return this.readError;
  }

  get isPersonal() {
    return true;
  }

  /** Whom to ask about what stands here. */
  #whomToAsk(words) {
    const { full_name: name, email } = this.#officer ?? {};
    const contact = [name, email].filter(filled).map((one) => words.said(one));
    // Its line is kept free: nothing moves when it is known.
    return html`<p class="quiet section-ask">${contact.length > 0 ? words.phrase("officer.ask", { contact: words.list(contact) }) : nothing}</p>`;
  }

  async #findOfficer(session) {
    this.#officer = null;
    const officer = await session?.officer().catch(() => null);
    if (session !== this.session) return;
    this.#officer = officer ?? null;
    this.requestUpdate();
  }

  entered(session) {
    if (this.isPersonal) this.#findOfficer(session);
    this.#asked += 1;
    this.isReading = false;
    this.readError = null;
    this.left?.();
    if (session) this.read();
  }

  heard({ reread }) {
    if (reread === "all" || (reread && this.error)) this.read({ renew: true });
    if (reread && this.isPersonal && !this.#officer) this.#findOfficer(this.session);
  }

  /** One click reads again whatever failed, here and in the sections beside it. */
  again() {
    // The button goes away with its notice; the focus stays where the reader is.
    this.focus();
    this.session.reread("failed");
  }

  /** Takes the reader to its title. */
  focus() {
    this.renderRoot.querySelector("#title")?.focus();
  }

  /** Its own title, or the one that the page gives it. */
  title(words) {
    return html`<div class="title" id="title" tabindex="-1" part="title">
      <slot name="heading"><h2>${words.t(`${this.name}.title`)}</h2></slot>
    </div>`;
  }

  head(words) {
    return this.title(words);
  }

  failure(words) {
    return unread(words, this.name, this.error, () => this.again());
  }

  content(words) {
    const isOut = this.isPersonal && this.session && !this.session.userId;
    const isWaiting = this.isReading || !this.session;
    const main = isOut ? html`<p class="quiet">${words.t("signed_out")}</p>` : html`
      ${this.tools?.(words) ?? nothing}
      <div class="section-body">${isWaiting ? skeleton(words) : this.body(words)}</div>
      ${this.dialogs?.(words) ?? nothing}`;
    return html`<section class="section section-${this.name}" part="section" aria-labelledby="title" aria-busy=${this.isReading || this.isDrawing ? "true" : nothing}>
      <div class="section-head" part="head">${this.head(words)}</div>
      <slot name="intro">${this.intro?.(words) ?? nothing}</slot>
      ${main}
      ${this.isPersonal ? this.#whomToAsk(words) : nothing}
      <slot name="footer"></slot>
    </section>`;
  }
}

/** What is seen until the answer is there; after a while it says that this takes long. */
const skeleton = (words) => html`
  <div class="skeleton" aria-hidden="true">
    <span class="bone bone-tally"></span>
    <div class="card"><span class="bone bone-title"></span><span class="bone"></span><span class="bone bone-block"></span><span class="bone bone-block"></span></div>
    <div class="card"><span class="bone bone-title"></span><span class="bone"></span><span class="bone bone-block"></span></div>
  </div>
  <p class="late notice">${words.t("late")}</p>`;
