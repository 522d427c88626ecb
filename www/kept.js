/** The receipt of a decision: made of what is on record, to be looked at, and to be kept as a file. */

import { el, filled, said } from "./dom.js";
import { lookOf } from "./look.js";
import { chip, facts } from "./point.js";
import { list, onDay, t, when } from "./words.js";

const STATES = {
  "dpv:ConsentGiven": "approved", "dpv:ConsentRefused": "declined", "dpv:ConsentWithdrawn": "declined",
};
const LATER_MS = 10_000;

/**
 * The receipt of a record; else the key of the sentence that says why there is none. `read` is the merged banner, `entry`
 * the record's entry in the consent log.
 */
export async function receiptOf({ read, entry, desk }) {
  const { pkg: { client, needsDecision }, person, signal } = desk;
  // What the notice said when it was decided on is not known here: today's is no proof of it.
  const lasting = read.purposes.map((purpose) => ({ ...purpose, expires_at: null, expired: false }));
  if (needsDecision({ ...read, reconsent_mode: null, purposes: lasting }).reason === "version") return "receipt.outdated";
  try {
    const [{ proof }, look, officer] = await Promise.all([
      import("/proof.js"), lookOf(read, client, signal), client.dpo({ signal }).catch(() => null),
    ]);
    const record = entry.latest_consent;
    const details = new Map((look.purposes ?? []).map((purpose) => [purpose.id, purpose]));
    const purposes = read.purposes.map((purpose) => ({ ...details.get(purpose.id), ...purpose }));
    return await proof({
      record,
      banner: { ...look, ...read, purposes },
      language: record.metadata?.consent_language ?? record.consent_language,
      user_id: person.user_id,
      officer,
      now: Date.now(),
    });
  } catch {
    return "receipt.failed";
  }
}

/** A receipt in words. */
export function readable(receipt) {
  const { "dpv:hasEntity": entities, "dpv:hasDataProtectionOfficer": officer, notice } = receipt;
  const name = (entity) => filled(entity?.["dpv:hasName"]) && said(entity["dpv:hasName"]);
  const label = (term) => filled(term?.["skos:prefLabel"]) && said(term["skos:prefLabel"]);
  const enumerated = (words) => words.some(Boolean) && list(words.filter(Boolean));
  // In the language in which they were read.
  const names = new Map(notice.purposes.map((purpose) => [purpose.id, purpose.name]));
  const nameOf = ({ "dpv:hasIdentifier": id, "dpv:hasPurpose": [purpose] }) =>
    (filled(names.get(id)) ? said(names.get(id)) : label(purpose) || t("purpose.untitled"));
  const decided = (process) => {
    const [status] = process["dpv:hasConsentStatus"] ?? [];
    const state = STATES[status?.["@type"][0]] ?? "pending";
    const until = status?.["dpv:hasDuration"]?.["rdf:value"];
    return el("li", {},
      el("p", { class: "receipt-purpose" }, nameOf(process), " ",
        status ? chip(state) : chip("info", t("state.notice"))),
      facts([
        ["purpose.data", enumerated(process["dpv:hasPersonalData"].map(label))],
        ["purpose.who", enumerated(process["dpv:hasRecipient"].map((id) => name(entities[id])))],
        ["receipt.until", filled(until) && (onDay(until) ?? said(until))],
      ]));
  };
  return el("div", { class: "receipt-read", role: "group", "aria-label": t("receipt.label") },
    facts([
      ["receipt.id", said(receipt["dpv:hasIdentifier"], "code")],
      ["history.time", filled(receipt["dct:created"]) && when(receipt["dct:created"])],
      ["receipt.asked_by", name(entities["_:controller"])],
      ["receipt.notice", filled(notice.title) && said(notice.title)],
      ["receipt.language", languageName(receipt["dct:language"])],
      ["receipt.officer", officer && enumerated([name(officer), filled(officer["dpv:hasContact"]) && said(officer["dpv:hasContact"])])],
    ]),
    el("ul", {}, receipt["dpv:hasProcess"].map(decided)),
    el("p", { class: "quiet" }, t("receipt.rights")),
    facts([["receipt.hash", el("code", {}, receipt.receipt_hash)]]));
}

/** What a language calls itself. */
function languageName(code) {
  try {
    return el("span", { lang: code, dir: "auto" }, new Intl.DisplayNames([code], { type: "language" }).of(code));
  } catch {
    return said(code, "code");
  }
}

/** Gives the browser the receipt as a file, whose name says nothing about anybody. */
export function save(receipt) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(receipt, null, 2)], { type: "application/ld+json" }));
  el("a", { href: url, download: `consent-receipt-${receipt.receipt_hash.slice(0, 12)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), LATER_MS);
}
