/** One collection point with its purposes. */

import { asked, asksNothing, hasEnded, stateOf, told } from "./basis.js";
import { API_LANGUAGE, el, filled, icon, said } from "./dom.js";
import { list, onDay, period, phrase, t, when } from "./words.js";

/**
 * A merged banner as a card. `orphan`: a record that no banner describes. `unread`: the records could not be read.
 * `again`: why it is asked again; `foot`: what stands below the purposes.
 */
export function point(banner, { orphan = false, unread = false, again = null, foot = [] } = {}) {
  const level = orphan ? 4 : 3;
  const { purposes } = banner;
  const questions = asked(banner);
  // Where the states come from is said once, or where they differ at each.
  const [source, ...more] = new Set(questions.map((purpose) => purpose.source));
  const differ = more.length > 0;
  // That there is no record is what the sentence says, unless it says more or less than that.
  const isSaid = source === "none" && !unread && !actionOf(banner) && !banner.recorded_at;
  return el("article", { class: "card point", "data-point": banner.banner_id },
    el("header", {},
      el(`h${level}`, { class: "point-title" }, titleOf(banner)),
      place(banner, orphan),
      el("div", { class: "point-last" },
        el("p", { class: "point-action" }, latest(banner, purposes, unread)),
        source && !isSaid && !differ && el("p", { class: "quiet point-source" }, t(`source.${source}`))),
      answersNobodyGave(banner) && el("p", { class: "remark" }, icon("info"), el("span", {}, t("point.closed"))),
      again),
    questions.length > 0
      && el("ul", { class: "purposes" }, questions.map((purpose) => purposeItem(purpose, banner, { level: level + 1, saysSource: differ }))),
    legitimateUses(banner, { level: level + 1 }),
    purposes.length === 0
      && el("p", { class: "quiet point-whole" }, t(orphan ? "orphans.no_purposes" : "point.no_purposes")),
    others(banner, purposes),
    foot.length > 0 && el("div", { class: "point-foot" }, foot));
}

/** A collection point's name, or the words for one without. */
export function titleOf({ title }) {
  return filled(title) ? said(title) : t("point.untitled");
}

/** The same for a purpose. */
export function nameOf({ name }) {
  return filled(name) ? said(name) : t("purpose.untitled");
}

/** A state in words and shape. */
export function chip(state, label = t(`state.${state}`)) {
  return el("span", { class: `chip chip-${state}` }, icon(state), label);
}

/** Where it is asked. A record that belongs to no banner has only its code to be known by. */
function place({ asset, display_id: displayId }, orphan) {
  const parts = [
    filled(asset?.name) && said(asset.name),
    filled(asset?.asset_type) && said(String(asset.asset_type).replaceAll("_", " ")),
    orphan && filled(displayId) && said(displayId, "code"),
  ].filter(Boolean);
  return parts.length > 0 && el("p", { class: "quiet point-place" }, parts.map((part) => el("span", {}, part)));
}

/** What the person last did at a collection point, in words; null where the record names nothing. */
export function actionOf(banner) {
  const { latest_action: action, raw_action: raw } = banner;
  if (!action) return filled(raw) ? phrase("action.other", { word: said(raw) }) : null;
  // Whatever was recorded of a notice that asks nothing, nothing was agreed to or refused.
  const isTold = asksNothing(banner) || (action === "no_action" && /notice/i.test(raw));
  const isPartly = action === "revoked" && asked(banner).some(({ consented }) => consented === "approved");
  return t(`action.${isTold ? "notice_shown" : isPartly ? "partly_revoked" : action}`);
}

/** Whether a record lists answers although nobody gave any: some write them when a notice is closed. */
function answersNobodyGave(banner) {
  return banner.latest_action === "no_action" && asked(banner).some((purpose) => purpose.raw_consented !== undefined);
}

/** What the person last did here, and when. Silent about what is not known. */
function latest(banner, purposes, unread) {
  const action = actionOf(banner);
  const time = filled(banner.recorded_at) && when(banner.recorded_at);
  if (action) return time ? phrase("action.at", { action: el("strong", {}, action), time }) : el("strong", {}, action);
  if (banner.shown_to_principal === true) return el("strong", {}, t("action.approved"));
  if (time) return phrase("action.at", { action: t("action.some"), time });
  if (purposes.some(({ source }) => source !== "none")) return t("action.undated");
  if (asksNothing(banner)) return t("action.nothing");
  // What could not be read is not the same as nothing.
  return t(unread ? "action.unread" : "action.none");
}

/**
 * What is done with data without asking for it, apart from what is asked; false where there is nothing of it. `details`:
 * the purposes as the notice describes them.
 */
export function legitimateUses(banner, { level, details = [] }) {
  const uses = told(banner);
  if (uses.length === 0) return false;
  const isAll = asksNothing(banner);
  const described = (purpose) => ({ ...details.find((other) => other?.id === purpose.id), ...purpose });
  return el("section", { class: "uses" },
    !isAll && el(`h${level}`, { class: "uses-title" }, t("uses.title")),
    el("p", { class: "quiet" }, t(isAll ? "uses.basis_all" : "uses.basis", { requests: t("grievances.title") })),
    el("ul", { class: "purposes" }, uses.map((purpose) =>
      useItem(described(purpose), banner, { level: isAll ? level : level + 1 }))));
}

function useItem(purpose, banner, { level }) {
  return el("li", { class: "purpose", "data-purpose": purpose.id },
    el(`h${level}`, { class: "purpose-name" }, nameOf(purpose)),
    chip("info", t("state.notice")),
    filled(purpose.description) && said(purpose.description, "p"),
    purposeFacts(purpose, banner));
}

function purposeItem(purpose, banner, { level, saysSource }) {
  return el("li", { class: "purpose", "data-purpose": purpose.id, "data-state": stateOf(purpose) },
    el(`h${level}`, { class: "purpose-name" }, nameOf(purpose)),
    chip(stateOf(purpose)),
    el("p", { class: "quiet purpose-meta" },
      typeof purpose.is_mandatory === "boolean"
        && el("span", { class: "tag" }, t(purpose.is_mandatory ? "purpose.mandatory" : "purpose.optional")),
      saysSource && el("span", { class: "purpose-source" }, t(`source.${purpose.source}`))),
    filled(purpose.description) && said(purpose.description, "p"),
    purposeFacts(purpose, banner),
    ending(purpose),
    purpose.raw_consented !== undefined && !answersNobodyGave(banner) && el("p", { class: "remark" }, icon("info"), el("span", {},
      phrase("purpose.raw", { word: said(purpose.raw_consented), state: t(`state.${purpose.consented}`) }))),
    purpose.conflict === true && el("p", { class: "remark remark-warn" }, icon("warn"),
      el("span", {}, t("purpose.conflict"))));
}

const SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** Since when a consent counts no more, or until when it does, where that is soon. */
export function ending(purpose) {
  const day = onDay(purpose.expires_at);
  if (hasEnded(purpose)) {
    return el("p", { class: "remark remark-warn purpose-end" }, icon("ended"),
      el("span", {}, day ? phrase("purpose.ended", { day }) : t("purpose.ended_once")));
  }
  return purpose.consented === "approved" && day && Date.parse(purpose.expires_at) - Date.now() < SOON_MS
    && el("p", { class: "remark purpose-end" }, icon("pending"), el("span", {}, phrase("purpose.ends", { day })));
}

/** Which data a purpose uses, who uses it, and for how long. */
export function purposeFacts(purpose, banner) {
  return facts([
    ["purpose.data", named(purpose, "data_elements", banner.data_elements)],
    ["purpose.who", named(purpose, "legal_entities", banner.legal_entities)],
    ["purpose.until", purpose.expiry_period !== undefined
      && (filled(purpose.expiry_period) ? until(purpose) : t("purpose.no_expiry"))],
  ]);
}

/** A period runs from the decision on, where there is one. What is no known period stands as it was sent. */
function until({ expiry_period: sent, legal_basis: basis }) {
  const words = period(sent, API_LANGUAGE);
  const isPeriod = words ?? period(sent, null);
  const length = words ? el("span", {}, words) : said(sent);
  return isPeriod && basis !== "notice" ? phrase("purpose.period", { period: length }) : length;
}

/** The names behind a purpose's own ids, where they are known here. The API does not say how it nests them. */
function named(purpose, kind, known) {
  const names = new Map(array(known).map((item) => [item?.id, item?.name]));
  return enumerated(idsOf(purpose, kind).map((id) => names.get(id)));
}

function idsOf(purpose, kind) {
  const refs = purpose.relationships?.[kind];
  return [...new Set(Array.isArray(refs) ? refs.map((ref) => ref?.id ?? ref) : Object.keys(object(refs)))];
}

function enumerated(names) {
  const found = names.filter(filled);
  return found.length > 0 && list(found.map((name) => said(name)));
}

/** All data and organisations, where there are some that no purpose names. */
function others(banner, purposes) {
  const all = (kind) => {
    const told = new Set(purposes.flatMap((purpose) => idsOf(purpose, kind)));
    const items = array(banner[kind]).filter((item) => filled(item?.name));
    return items.some(({ id }) => !told.has(id)) && enumerated(items.map(({ name }) => name));
  };
  return facts([["point.data", all("data_elements")], ["point.who", all("legal_entities")]], "facts point-all");
}

/** Names and values; those without a value are left out. */
export function facts(rows, kind = "facts") {
  const known = rows.filter(([, value]) => value);
  return known.length > 0 && el("dl", { class: kind },
    known.map(([key, value]) => el("div", { "data-fact": key }, el("dt", {}, t(key)), el("dd", {}, value))));
}

const array = (value) => (Array.isArray(value) ? value : []);
const object = (value) => (value !== null && typeof value === "object" ? value : {});
