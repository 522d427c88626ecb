// The frame in which a decision is taken and sent: a dialog, or a part of the page. A dialog can be left at any time; what is
// on its way is then told at its place.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { createRef, ref } from "lit/directives/ref.js";
import { ended, unsaved } from "../outcome.js";
import { button, named } from "./parts.js";

export class Sheet {
  #host;
  #session;
  #kind;
  #dialog = createRef();
  #body = createRef();
  #above = createRef();
  #title = createRef();
  #reach = null;
  #back = null;
  #left = null;
  #status = "";
  #attempt = null;
  #over = new AbortController();
  isOpen = false;
  isBusy = false;
  /** What is asked in it. */
  question = null;
  /** Whether something was sent since the last that is shown. */
  isSent = false;
  /** What "send again" does. */
  again = null;

  constructor(host, session, kind) {
    this.#host = host;
    this.#session = session;
    this.#kind = kind;
  }

  /** Fires once it is closed. */
  get over() {
    return this.#over.signal;
  }

  get element() {
    return this.#dialog.value;
  }

  /** `back()` takes the focus when it is closed; `left()` hears that nothing was sent by then. */
  async open({ back, left } = {}) {
    this.#back = back;
    this.#left = left;
    this.#over = new AbortController();
    this.isOpen = true;
    this.#session.signal.addEventListener("abort", () => this.close(), { signal: this.over });
    await this.drawn();
    this.element?.showModal();
    this.focus();
  }

  /** In place there is nothing to close. */
  close() {
    this.element?.close?.();
  }

  /** Waits until it shows what it has. */
  async drawn() {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  /** Takes the reader to its beginning. */
  focus() {
    if (this.#body.value) this.#body.value.scrollTop = 0;
    this.#title.value?.focus();
  }

  /** Says something to everybody who looks at it. */
  say(text) {
    this.#attempt = null;
    this.#status = text;
    this.#host.requestUpdate();
  }

  /** A button for something that is not possible while a decision is on its way. */
  action(label, onClick, kind, more) {
    return button(label, onClick, { kind, held: this.isBusy, ...more });
  }

  /** `what` is what it is about, for the names of its buttons. In place it is a part of the page, without a way to leave it. */
  render(words, { title, what, body, above = nothing, foot = nothing, inPlace = false }) {
    const inner = html`
      <div class="section-head" part="head">
        <h2 id="sheet-title" tabindex="-1" ${ref(this.#title)}>${title}</h2>
        ${inPlace ? nothing : button(named(words.t("sheet.close"), what), () => this.close(), { kind: "button-quiet sheet-leave" })}
      </div>
      <div class="sheet-body" part="body" role="group" aria-labelledby="sheet-title" ?inert=${this.isBusy} ${ref(this.#body)}>${body}</div>
      <div class="sheet-end" part="end">
        <div class="notice notice-warn sheet-problem" role="alert">
          ${this.#attempt ? unsaved(words, this.#attempt, what, () => this.again?.()) : nothing}
        </div>
        <div class="sheet-above" role="group" aria-labelledby="sheet-title" ${ref(this.#above)}>${above}</div>
        <div class="sheet-foot" part="foot">${foot}</div>
        <p class="quiet sheet-status" role="status">${this.#status}</p>
      </div>`;
    const busy = this.isBusy ? "true" : nothing;
    queueMicrotask(() => this.#watch());
    if (inPlace) {
      return html`<section class="card sheet sheet-${this.#kind} sheet-in-place" part="card notice" aria-labelledby="sheet-title" aria-busy=${busy} ${ref(this.#dialog)}>${inner}</section>`;
    }
    // A dialog hears late that it was closed: the next one must be another element.
    return keyed(this, html`<dialog class="sheet sheet-${this.#kind}" part="dialog" aria-labelledby="sheet-title" aria-busy=${busy} ${ref(this.#dialog)} @close=${() => this.#closed()}>
      ${inner}${this.#host.announcer.place(true)}
    </dialog>`);
  }

  /**
   * Sends a decision about a banner as it is shown here. The attempt as it ended; null where it is closed by then, or nothing
   * was sent. That it failed is shown.
   */
  async send(decision, banner) {
    if (this.isBusy) return null;
    const over = this.over;
    this.isSent = true;
    this.#wait(true);
    const attempt = await this.#session.send(decision, banner);
    if (over.aborted) {
      if (attempt && !this.#session.signal.aborted) this.#host.say(ended(this.#host.words, attempt, banner.title));
      return null;
    }
    this.#wait(false);
    if (attempt?.state === "failed") {
      this.#attempt = attempt;
      this.#host.tell("error", { error: attempt.error });
    }
    await this.drawn();
    // The button "send again" went away with what it stood in.
    if (!this.#host.renderRoot.activeElement) this.#title.value?.focus();
    return attempt;
  }

  #wait(isBusy) {
    this.isBusy = isBusy;
    this.say(isBusy ? this.#host.words.t("sheet.sending") : "");
  }

  #closed() {
    this.isOpen = false;
    this.isBusy = false;
    this.#attempt = null;
    this.#status = "";
    this.#over.abort();
    this.#reach?.disconnect();
    this.#reach = null;
    this.#host.requestUpdate();
    if (this.#session.signal.aborted) return;
    if (!this.isSent) this.#left?.();
    this.#back?.();
  }

  /** What scrolls must be reachable by the keyboard, also where there is nothing in it to reach. */
  #watch() {
    const parts = [this.#body.value, this.#above.value].filter(Boolean);
    if (this.#reach || parts.length === 0) return;
    this.#reach = new ResizeObserver((changes) => {
      for (const { target } of changes) {
        const scrolls = target.scrollHeight > target.clientHeight && !target.querySelector("button, input, select");
        if (scrolls) target.setAttribute("tabindex", "0");
        else target.removeAttribute("tabindex");
      }
    });
    for (const part of parts) this.#reach.observe(part);
  }
}
