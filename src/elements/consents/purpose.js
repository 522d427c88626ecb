// One purpose: its state, which data it uses, who uses them, and until when.

import { html, nothing } from "lit";
import { chip, facts, heading, remark } from "../parts/parts.js";
import { array, filled } from "../words/texts.js";
import { answersNobodyGave, asksNothing, hasEnded, stateOf, told } from "./standing.js";

const SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** A purpose's name, or the words for one without. */
export const nameOf = (words, { name }) => (filled(name) ? words.said(name) : words.t("purpose.untitled"));

/** A collection point's name. */
export const titleOf = (words, { title }) => (filled(title) ? words.said(title) : words.t("point.untitled"));

/** A state in words and shape. */
export const stateChip = (words, state) => chip(state, words.t(`state.${state}`));

/** A purpose that is asked for; `saysSource`: where its state comes from stands here, and not once for all. */
export function askedPurpose(words, purpose, banner, { level, saysSource }) {
  const { is_mandatory: mandatory, raw_consented: raw, consented } = purpose;
  return html`<li class="purpose" part="purpose" data-purpose=${purpose.id} data-state=${stateOf(purpose)}>
    ${heading(level, "purpose-name", nameOf(words, purpose))}
    ${stateChip(words, stateOf(purpose))}
    <p class="quiet purpose-meta">
      ${typeof mandatory === "boolean" ? html`<span class="tag">${words.t(mandatory ? "purpose.mandatory" : "purpose.optional")}</span>` : nothing}
      ${saysSource ? html`<span class="purpose-source">${words.t(`source.${purpose.source}`)}</span>` : nothing}
    </p>
    ${filled(purpose.description) ? words.saidAtLength(purpose.description) : nothing}
    ${purposeFacts(words, purpose, banner)}
    ${ending(words, purpose)}
    ${raw !== undefined && !answersNobodyGave(banner)
      ? remark("info", words.phrase("purpose.raw", { word: words.said(raw), state: words.t(`state.${consented}`) })) : nothing}
    ${purpose.conflict === true ? remark("warn", words.t("purpose.conflict"), "remark-warn") : nothing}
  </li>`;
}

/**
 * What is done with data without asking for it, apart from what is asked; nothing where there is none of it. `details`: the
 * purposes as the notice describes them.
 */
export function legitimateUses(words, banner, { level, details = [] }) {
  const uses = told(banner);
  if (uses.length === 0) return nothing;
  const isAll = asksNothing(banner);
  const described = (purpose) => ({ ...array(details).find((other) => other?.id === purpose.id), ...purpose });
  return html`<section class="uses" part="uses">
    ${isAll ? nothing : heading(level, "uses-title", words.t("uses.title"))}
    <p class="quiet">${words.t(isAll ? "uses.basis_all" : "uses.basis", { requests: words.t("grievances.title") })}</p>
    <ul class="purposes">${uses.map((purpose) => use(words, described(purpose), banner, isAll ? level : level + 1))}</ul>
  </section>`;
}

const use = (words, purpose, banner, level) => html`<li class="purpose" part="purpose" data-purpose=${purpose.id}>
  ${heading(level, "purpose-name", nameOf(words, purpose))}
  ${chip("info", words.t("state.notice"))}
  ${filled(purpose.description) ? words.saidAtLength(purpose.description) : nothing}
  ${purposeFacts(words, purpose, banner)}
</li>`;

/** Since when a consent counts no more, or until when it does, where that is soon. */
export function ending(words, purpose) {
  const day = words.onDay(purpose.expires_at);
  if (hasEnded(purpose)) {
    return remark("ended", day ? words.phrase("purpose.ended", { day }) : words.t("purpose.ended_once"), "remark-warn purpose-end");
  }
  const isSoon = purpose.consented === "approved" && day && Date.parse(purpose.expires_at) - Date.now() < SOON_MS;
  return isSoon ? remark("pending", words.phrase("purpose.ends", { day }), "purpose-end") : nothing;
}

/** Which data a purpose uses, who uses it, and for how long. */
export function purposeFacts(words, purpose, banner) {
  const period = purpose.expiry_period;
  return facts(words, [
    ["purpose.data", namesOf(words, purpose, "data_elements", banner)],
    ["purpose.who", namesOf(words, purpose, "legal_entities", banner)],
    ["purpose.until", period !== undefined && (filled(period) ? until(words, purpose) : words.t("purpose.no_expiry"))],
  ]);
}

/** A period runs from the decision on, where there is one. What is no known period stands as it was sent. */
function until(words, { expiry_period: sent, legal_basis: basis }) {
  const own = words.period(sent, words.sourceLanguage);
  const length = own ? html`<span>${own}</span>` : words.said(sent);
  return (own ?? words.period(sent, null)) && basis !== "notice" ? words.phrase("purpose.period", { period: length }) : length;
}

/** The names behind a purpose's own ids, where they are known here. */
function namesOf(words, purpose, kind, banner) {
  const names = new Map(array(banner[kind]).map((item) => [item?.id, item?.name]));
  return enumerated(words, idsOf(purpose, kind).map((id) => names.get(id)));
}

/** The API does not say how it nests them. */
function idsOf(purpose, kind) {
  const refs = purpose.relationships?.[kind];
  const isObject = refs !== null && typeof refs === "object";
  return [...new Set(Array.isArray(refs) ? refs.map((ref) => ref?.id ?? ref) : Object.keys(isObject ? refs : {}))];
}

function enumerated(words, names) {
  const found = names.filter(filled);
  return found.length > 0 && words.list(found.map((name) => words.said(name)));
}

/** All data and organisations, where there are some that no purpose names. */
export function others(words, banner) {
  const all = (kind) => {
    const named = new Set(banner.purposes.flatMap((purpose) => idsOf(purpose, kind)));
    const items = array(banner[kind]).filter((item) => filled(item?.name));
    return items.some(({ id }) => !named.has(id)) && enumerated(words, items.map(({ name }) => name));
  };
  return facts(words, [["point.data", all("data_elements")], ["point.who", all("legal_entities")]], "facts point-all");
}
