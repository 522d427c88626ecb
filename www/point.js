/** One collection point with its purposes. */

import { API_LANGUAGE, el, filled, icon, said } from "./dom.js";
import { knows, list, period, phrase, t, when } from "./words.js";

/**
 * A merged banner as a card. `orphan`: a record that no banner describes. `unread`: the records could not be read.
 * `foot`: what stands below the purposes.
 */
export function point(banner, { orphan = false, unread = false, foot = [] } = {}) {
  const level = orphan ? 4 : 3;
  const purposes = array(banner.purposes);
  // Where the states come from is said once, or where they differ at each.
  const [source, ...more] = new Set(purposes.map((purpose) => purpose.source));
  const differ = more.length > 0;
  // That there is no record is what the sentence says, unless it says more or less than that.
  const isSaid = source === "none" && !unread && !banner.latest_action && !banner.recorded_at;
  return el("article", { class: "card point", "data-point": banner.banner_id },
    el("header", {},
      el(`h${level}`, { class: "point-title" }, titleOf(banner)),
      place(banner, orphan),
      el("div", { class: "point-last" },
        el("p", { class: "point-action" }, latest(banner, purposes, unread)),
        source && !isSaid && !differ && el("p", { class: "quiet point-source" }, t(`source.${source}`)))),
    purposes.length > 0
      ? el("ul", { class: "purposes" }, purposes.map((purpose) => purposeItem(purpose, banner, { level: level + 1, saysSource: differ })))
      : el("p", { class: "quiet point-whole" }, t(orphan ? "orphans.no_purposes" : "point.no_purposes")),
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

/** What the person last did here, and when. Silent about what is not known. */
function latest(banner, purposes, unread) {
  const action = filled(banner.latest_action) ? String(banner.latest_action) : null;
  const time = filled(banner.recorded_at) && when(banner.recorded_at);
  if (action) {
    const sentence = knows(`action.${action}`) ? t(`action.${action}`) : phrase("action.other", { word: said(action) });
    return time ? phrase("action.at", { action: el("strong", {}, sentence), time }) : el("strong", {}, sentence);
  }
  if (banner.shown_to_principal === true) return el("strong", {}, t("action.approved"));
  if (time) return phrase("action.at", { action: t("action.some"), time });
  if (purposes.some(({ source }) => source !== "none")) return t("action.undated");
  // What could not be read is not the same as nothing.
  return t(unread ? "action.unread" : "action.none");
}

function purposeItem(purpose, banner, { level, saysSource }) {
  return el("li", { class: "purpose", "data-purpose": purpose.id, "data-state": purpose.consented },
    el(`h${level}`, { class: "purpose-name" }, nameOf(purpose)),
    chip(purpose.consented),
    el("p", { class: "quiet purpose-meta" },
      typeof purpose.is_mandatory === "boolean"
        && el("span", { class: "tag" }, t(purpose.is_mandatory ? "purpose.mandatory" : "purpose.optional")),
      saysSource && el("span", { class: "purpose-source" }, t(`source.${purpose.source}`))),
    filled(purpose.description) && said(purpose.description, "p"),
    purposeFacts(purpose, banner),
    purpose.raw_consented !== undefined && el("p", { class: "remark" }, icon("info"), el("span", {},
      phrase("purpose.raw", { word: said(purpose.raw_consented), state: t(`state.${purpose.consented}`) }))),
    purpose.conflict === true && el("p", { class: "remark remark-warn" }, icon("warn"),
      el("span", {}, t("purpose.conflict"))));
}

/** Which data a purpose uses, who uses it, and for how long. */
export function purposeFacts(purpose, banner) {
  return facts([
    ["purpose.data", named(purpose, "data_elements", banner.data_elements)],
    ["purpose.who", named(purpose, "legal_entities", banner.legal_entities)],
    ["purpose.until", purpose.expiry_period !== undefined
      && (filled(purpose.expiry_period) ? until(purpose.expiry_period) : t("purpose.no_expiry"))],
  ]);
}

/** A period runs from the decision on. What is no known period stands as it was sent. */
function until(sent) {
  const words = period(sent, API_LANGUAGE);
  const isPeriod = words ?? period(sent, null);
  const length = words ? el("span", {}, words) : said(sent);
  return isPeriod ? phrase("purpose.period", { period: length }) : length;
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
