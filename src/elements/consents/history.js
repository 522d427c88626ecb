// The latest entry of a collection point as the consent log has it; asked for each time somebody opens it.

import { mergeConsents } from "truconsent-wasm";
import { html, nothing } from "lit";
import { button, facts, named } from "../parts/parts.js";
import { reason } from "../reason.js";
import { filled } from "../words/texts.js";
import { actionOf } from "./point.js";
import { titleOf } from "./purpose.js";
import { Receipt, receiptOf } from "./receipt.js";

export class History {
  #host;
  #session;
  /** Counts the questions: an answer to a former one is not shown. */
  #asked = 0;
  isOpen = false;
  #entry = null;
  #error = null;

  constructor(host, session) {
    this.#host = host;
    this.#session = session;
  }

  /** A disclosure. Closed and opened within one frame is one event, from open to open. */
  render(words, banner) {
    const toggled = ({ currentTarget, oldState, newState }) => {
      if (currentTarget.open && (!this.isOpen || oldState === newState)) this.#read(banner);
      if (!currentTarget.open) this.close();
    };
    return html`<details class="history" part="history" ?open=${this.isOpen} @toggle=${toggled}>
      <summary data-act="history">${named(words.t("history.title"), titleOf(words, banner))}</summary>
      ${filled(banner.display_id) ? html`<p class="quiet history-code">${words.t("history.code")} ${words.code(banner.display_id)}</p>` : nothing}
      <div class="history-body">${this.isOpen ? this.#body(words, banner) : nothing}</div>
    </details>`;
  }

  close() {
    this.isOpen = false;
    this.#asked += 1;
  }

  async #read(banner) {
    this.isOpen = true;
    this.#entry = null;
    this.#error = null;
    this.#asked += 1;
    const asked = this.#asked;
    this.#host.requestUpdate();
    let words = "history.loaded";
    try {
      const entry = await this.#ask(banner);
      if (asked !== this.#asked) return;
      this.#entry = entry;
      if (!entry.latest) words = "history.none";
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#error = error;
      words = this.#isNothing ? "history.none" : "history.failed";
    }
    if (this.#session.signal.aborted) return;
    const title = filled(banner.title) ? banner.title : this.#host.words.t("point.untitled");
    this.#host.say(`${title}: ${this.#host.words.t(words)}`);
    this.#host.requestUpdate();
  }

  async #ask(banner) {
    const { signal, userId } = this.#session;
    const client = await this.#session.client();
    const status = await client.consentStatus(userId, { signal });
    // The very entry that is shown for this banner.
    const { banners: [read], unmatched } = mergeConsents([banner], status);
    const entry = status.collection_points.find((one) => !unmatched.includes(one));
    const latest = entry?.latest_consent;
    const proof = latest && await receiptOf({ read, entry, userId: status.user_id, client, officer: () => this.#session.officer(), signal });
    const receipt = latest && new Receipt(this.#host, { record: { user_id: status.user_id, ...entry }, proof });
    return { read, latest, receipt, total: status.total_consents };
  }

  get #isNothing() {
    return reason(this.#error).code === "not_found";
  }

  #body(words, banner) {
    if (this.#error) return this.#failed(words, banner);
    if (!this.#entry) return html`<p class="quiet">${words.t("history.loading")}</p>`;
    const { read, latest, receipt, total } = this.#entry;
    const all = html`<p class="quiet">${words.count("entries", total)} ${words.t("history.only_latest")}</p>`;
    if (!latest) return html`<p>${words.t("history.none")}</p>${all}`;
    const rows = facts(words, [
      ["history.action", actionOf(words, read)],
      ["history.time", filled(latest.timestamp) && words.when(latest.timestamp)],
      ["history.request", filled(latest.request_id) && words.code(latest.request_id)],
      ["history.entry", filled(latest.id) && words.code(latest.id)],
    ]);
    return html`${rows === nothing ? html`<p>${words.t("action.some")}</p>` : rows}${receipt.render(words, banner)}${all}`;
  }

  #failed(words, banner) {
    const again = ({ currentTarget }) => {
      // The button goes away with its sentence.
      currentTarget.closest("details").querySelector("summary").focus();
      this.#read(banner);
    };
    return html`<p class="quiet">${words.t(this.#isNothing ? "history.none" : "history.failed")}</p>
      ${this.#isNothing ? nothing
        : button(named(words.t("try_again"), html`${words.t("history.title")} ${titleOf(words, banner)}`), again)}`;
  }
}
