/** Why a person is asked again, and what has changed since they decided: old beside new. */

import { asked, hasEnded } from "./basis.js";
import { el, filled, icon, said } from "./dom.js";
import { nameOf } from "./point.js";
import { count, knows, list, onDay, period, phrase, t } from "./words.js";

/** The reason as one sentence; null where nothing is asked again. `need` is what `needsDecision` says of the banner. */
function why(banner, { reason, purposes }) {
  if (reason === "new_purposes") return count("again.new_purposes", purposes.length);
  if (reason !== "expired") return knows(`again.${reason}`) ? t(`again.${reason}`) : null;
  const days = new Map(asked(banner).filter(hasEnded).map(({ expires_at: end }) => [onDay(end)?.textContent, onDay(end)]));
  const [[, day]] = days.size === 1 ? days : [[]];
  return day ? phrase("again.expired", { day }) : t("again.expired_some");
}

/** The same as a line of its own. */
export function askedAgain(banner, need) {
  const words = why(banner, need);
  return words && el("p", { class: "remark point-again", "data-again": need.reason }, icon("pending"), el("span", {}, words));
}

/** What the API says has changed, for the notice that asks again; null where it says nothing. */
export function changesOf(banner, need) {
  const fields = need.changes.filter(({ purpose_id: id }) => id !== null);
  const of = (purpose) => fields.filter(({ purpose_id: id }) => id === purpose.id);
  const changed = banner.purposes.filter((purpose) => of(purpose).length > 0);
  const whole = need.changes.filter(({ purpose_id: id }) => id === null);
  const parts = [
    ...whole.map((change) => difference(banner, change, changed)),
    ...whole.map(({ changed_fields: found }) => array(found).map((change) => oldAndNew(banner, change))),
    ...changed.map((purpose) => [
      el("h4", {}, phrase("again.changed", { name: nameOf(purpose) })),
      of(purpose).map((change) => oldAndNew(banner, change)),
    ]),
  ].flat(2).filter(Boolean);
  return parts.length > 0 && el("section", { class: "changes", "aria-labelledby": "changes-title" },
    el("h3", { id: "changes-title" }, t("again.title")), parts);
}

/** The purposes that came, went, or changed without a word on how. */
function difference(banner, { added_purpose_ids: added, removed_purposes: removed, changed_purpose_ids: changed }, told) {
  const known = (ids) => banner.purposes.filter(({ id }) => array(ids).includes(id));
  const lines = [
    ...known(added).map((purpose) => ["added", nameOf(purpose)]),
    ...array(removed).map((one) => ["removed", textOf(one?.name ?? one)]),
    ...known(changed).filter((purpose) => !told.includes(purpose)).map((purpose) => ["changed", nameOf(purpose)]),
  ].filter(([, name]) => name);
  return lines.length > 0 && el("ul", {}, lines.map(([kind, name]) =>
    el("li", { "data-change": kind }, phrase(`again.${kind}`, { name }))));
}

/** A field before and after. What is no field is a name, and stands alone. */
function oldAndNew(banner, change) {
  if (!filled(change?.field)) return typeof change === "string" && el("p", {}, fieldName(change));
  const { field, old_value: before, new_value: after } = change;
  const value = (sent) => shown(banner, field, sent) || el("span", { class: "quiet" }, t("again.nothing"));
  return el("dl", { class: "change", "data-field": field },
    el("div", {}, el("dt", {}, phrase("again.before", { field: fieldName(field) })), el("dd", {}, value(before))),
    el("div", {}, el("dt", {}, phrase("again.now", { field: fieldName(field) })), el("dd", {}, value(after))));
}

function fieldName(field) {
  return knows(`again.field.${field}`) ? t(`again.field.${field}`) : said(String(field).replaceAll("_", " "));
}

/** A value for people; ids by the names that they have here. */
function shown(banner, field, sent) {
  if (Array.isArray(sent)) {
    const names = new Map(array(banner[field]).map(({ id, name }) => [id, name]));
    const words = sent.map((one) => textOf(names.get(one?.id ?? one) ?? one?.name ?? one)).filter(Boolean);
    return words.length > 0 && list(words);
  }
  if (typeof sent === "boolean") return t(sent ? "again.yes" : "again.no");
  return (field === "expiry_period" && filled(sent) && period(sent, null)) || textOf(sent?.name ?? sent);
}

const textOf = (value) => ["string", "number"].includes(typeof value) && filled(value) && said(value);
const array = (value) => (Array.isArray(value) ? value : []);
