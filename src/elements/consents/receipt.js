// The receipt of a decision: made of what is on record, to be looked at, printed, and kept as a file.

import { needsDecision } from "truconsent-wasm";
import { html, nothing } from "lit";
import { lookOf } from "../notice/look.js";
import { printAlone } from "../parts/printing.js";
import { button, chip, facts, named, remark } from "../parts/parts.js";
import { filled } from "../words/texts.js";
import { stateChip, titleOf } from "./purpose.js";

const STATES = {
  "dpv:ConsentGiven": "approved", "dpv:ConsentRefused": "declined", "dpv:ConsentWithdrawn": "declined",
};
const LATER_MS = 10_000;

/**
 * The receipt of a record; else the key of the sentence that says why there is none. `read` is the merged banner, `entry`
 * the record's entry in the consent log, `officer()` asks for the data protection officer.
 */
export async function receiptOf({ read, entry, userId, client, officer, signal }) {
  // What the notice said when it was decided on is not known here: today's is no proof of it.
  const lasting = read.purposes.map((purpose) => ({ ...purpose, expires_at: null, expired: false }));
  if (needsDecision({ ...read, reconsent_mode: null, purposes: lasting }).reason === "version") return "receipt.outdated";
  try {
    // Nobody else needs what makes receipts.
    const [{ consentReceipt }, look, responsible] = await Promise.all([
      import("truconsent-wasm/receipt"), lookOf(read, client, signal), officer().catch(() => null),
    ]);
    const record = entry.latest_consent;
    const details = new Map((look.purposes ?? []).map((purpose) => [purpose.id, purpose]));
    return await consentReceipt({
      record,
      banner: { ...look, ...read, purposes: read.purposes.map((purpose) => ({ ...details.get(purpose.id), ...purpose })) },
      language: record.metadata?.consent_language ?? record.consent_language,
      user_id: userId,
      officer: responsible,
      now: Date.now(),
    });
  } catch {
    return "receipt.failed";
  }
}

/** Copies and prints a record, shows and saves its receipt, and says what came of it. */
export class Receipt {
  #host;
  #record;
  /** The receipt, or the key of the sentence that says why there is none. */
  #proof;
  #isShown = false;
  #isByHand = false;
  /** The key of what is said last. */
  #said = null;

  constructor(host, { record, proof }) {
    this.#host = host;
    this.#record = JSON.stringify(record, null, 2);
    this.#proof = proof;
  }

  render(words, banner) {
    const about = titleOf(words, banner);
    const has = typeof this.#proof === "object";
    const act = (key, does, more) => button(named(words.t(key), about), does, more);
    return html`<div class="receipt-line">
        ${act("receipt.copy", (event) => this.#copy(event.currentTarget))}
        ${act("receipt.print", ({ currentTarget }) => this.#print(words, currentTarget.closest(".point")))}
        ${has ? act(this.#isShown ? "receipt.hide" : "receipt.show", () => this.#toggle(), { expanded: String(this.#isShown) }) : nothing}
        ${has ? act("receipt.save", () => this.#save()) : nothing}
        <p class="quiet" role="status">${this.#said ? words.t(this.#said) : nothing}</p>
      </div>
      ${has ? nothing : remark("info", words.t(this.#proof))}
      ${this.#isShown ? readable(words, this.#proof) : nothing}
      ${this.#isByHand ? html`<div class="receipt"><label>
        <span class="unseen">${words.t("receipt.record")} ${about}</span>
        <textarea spellcheck="false" readonly rows="8" .value=${this.#record}></textarea>
      </label></div>` : nothing}`;
  }

  #set(said) {
    this.#said = said;
    this.#host.requestUpdate();
  }

  async #copy(control) {
    try {
      await navigator.clipboard.writeText(this.#record);
      this.#isByHand = false;
      this.#set("receipt.copied");
    } catch {
      this.#isByHand = true;
      this.#set("receipt.by_hand");
      await this.#host.updateComplete;
      const field = control.closest(".history").querySelector("textarea");
      field?.focus();
      field?.select();
    }
  }

  /** With a line above it that says what it is. */
  #print(words, card) {
    card.dataset.printing = words.t("receipt.title", { name: this.#host.setting("personName") ?? this.#host.session.userId });
    addEventListener("afterprint", () => delete card.dataset.printing, { once: true });
    printAlone(card);
  }

  #toggle() {
    this.#isShown = !this.#isShown;
    this.#host.requestUpdate();
  }

  /** Gives the browser the receipt as a file, whose name says nothing about anybody. */
  #save() {
    const url = URL.createObjectURL(new Blob([JSON.stringify(this.#proof, null, 2)], { type: "application/ld+json" }));
    const link = document.createElement("a");
    Object.assign(link, { href: url, download: `consent-receipt-${this.#proof.receipt_hash.slice(0, 12)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(url), LATER_MS);
    this.#set("receipt.saved");
  }
}

/** A receipt in words. */
function readable(words, receipt) {
  const { "dpv:hasEntity": entities, "dpv:hasDataProtectionOfficer": officer, notice } = receipt;
  const name = (entity) => filled(entity?.["dpv:hasName"]) && words.said(entity["dpv:hasName"]);
  const label = (term) => filled(term?.["skos:prefLabel"]) && words.said(term["skos:prefLabel"]);
  const enumerated = (found) => found.some(Boolean) && words.list(found.filter(Boolean));
  // In the language in which they were read.
  const names = new Map(notice.purposes.map((purpose) => [purpose.id, purpose.name]));
  const nameOf = ({ "dpv:hasIdentifier": id, "dpv:hasPurpose": [purpose] }) =>
    (filled(names.get(id)) ? words.said(names.get(id)) : label(purpose) || words.t("purpose.untitled"));
  const decided = (process) => {
    const [status] = process["dpv:hasConsentStatus"] ?? [];
    const until = status?.["dpv:hasDuration"]?.["rdf:value"];
    return html`<li>
      <p class="receipt-purpose">${nameOf(process)} ${status ? stateChip(words, STATES[status["@type"][0]] ?? "pending") : chip("info", words.t("state.notice"))}</p>
      ${facts(words, [
        ["purpose.data", enumerated(process["dpv:hasPersonalData"].map(label))],
        ["purpose.who", enumerated(process["dpv:hasRecipient"].map((id) => name(entities[id])))],
        ["receipt.until", filled(until) && (words.onDay(until) ?? words.said(until))],
      ])}
    </li>`;
  };
  const contact = officer && enumerated([name(officer), filled(officer["dpv:hasContact"]) && words.said(officer["dpv:hasContact"])]);
  return html`<div class="receipt-read" part="receipt" role="group" aria-label=${words.t("receipt.label")}>
    ${facts(words, [
      ["receipt.id", words.code(receipt["dpv:hasIdentifier"])],
      ["history.time", filled(receipt["dct:created"]) && words.when(receipt["dct:created"])],
      ["receipt.asked_by", name(entities["_:controller"])],
      ["receipt.notice", filled(notice.title) && words.said(notice.title)],
      ["receipt.language", languageName(words, receipt["dct:language"])],
      ["receipt.officer", contact],
    ])}
    <ul>${receipt["dpv:hasProcess"].map(decided)}</ul>
    <p class="quiet">${words.t("receipt.rights")}</p>
    ${facts(words, [["receipt.hash", html`<code>${receipt.receipt_hash}</code>`]])}
  </div>`;
}

/** What a language calls itself. */
function languageName(words, code) {
  try {
    return html`<span lang=${code} dir="auto">${new Intl.DisplayNames([code], { type: "language" }).of(code)}</span>`;
  } catch {
    return words.code(code);
  }
}
