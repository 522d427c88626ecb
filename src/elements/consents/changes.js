// Why a person is asked again, and what has changed since they decided: old beside new.

import { html, nothing } from "lit";
import { icon } from "../parts/icon.js";
import { array, filled } from "../words/texts.js";
import { nameOf } from "./purpose.js";
import { asked, hasEnded } from "./standing.js";

/** The reason as one sentence; null where nothing is asked again. `need` is what `needsDecision` says of the banner. */
function why(words, banner, { reason, purposes }) {
  if (reason === "new_purposes") return words.count("again.new_purposes", purposes.length);
  if (reason !== "expired") return words.knows(`again.${reason}`) ? words.t(`again.${reason}`) : null;
  const ends = asked(banner).filter(hasEnded).map(({ expires_at: end }) => end);
  const isOneDay = new Set(ends.map((end) => words.dayOf(end))).size === 1 && words.dayOf(ends[0]);
  return isOneDay ? words.phrase("again.expired", { day: words.onDay(ends[0]) }) : words.t("again.expired_some");
}

/** The same as a line of its own. */
export function askedAgain(words, banner, need) {
  const sentence = why(words, banner, need);
  return sentence ? html`<p class="remark point-again" data-again=${need.reason}>${icon("pending")}<span>${sentence}</span></p>` : nothing;
}

/** What the API says has changed, for the notice that asks again; nothing where it says nothing. */
export function changesOf(words, banner, need) {
  const fields = need.changes.filter(({ purpose_id: id }) => id !== null);
  const of = (purpose) => fields.filter(({ purpose_id: id }) => id === purpose.id);
  const changed = banner.purposes.filter((purpose) => of(purpose).length > 0);
  const whole = need.changes.filter(({ purpose_id: id }) => id === null);
  const parts = [
    ...whole.map((change) => difference(words, banner, change, changed)),
    ...whole.map(({ changed_fields: found }) => array(found).map((change) => oldAndNew(words, banner, change))),
    ...changed.map((purpose) => [
      html`<h4>${words.phrase("again.changed", { name: nameOf(words, purpose) })}</h4>`,
      of(purpose).map((change) => oldAndNew(words, banner, change)),
    ]),
  ].flat(2).filter(Boolean);
  return parts.length > 0 ? html`<section class="changes" part="changes" aria-labelledby="changes-title">
    <h3 id="changes-title">${words.t("again.title")}</h3>${parts}
  </section>` : nothing;
}

/** The purposes that came, went, or changed without a word on how. */
function difference(words, banner, { added_purpose_ids: added, removed_purposes: removed, changed_purpose_ids: changed }, told) {
  const known = (ids) => banner.purposes.filter(({ id }) => array(ids).includes(id));
  const lines = [
    ...known(added).map((purpose) => ["added", nameOf(words, purpose)]),
    ...array(removed).map((one) => ["removed", textOf(words, one?.name ?? one)]),
    ...known(changed).filter((purpose) => !told.includes(purpose)).map((purpose) => ["changed", nameOf(words, purpose)]),
  ].filter(([, name]) => name);
  return lines.length > 0 && html`<ul>
    ${lines.map(([kind, name]) => html`<li data-change=${kind}>${words.phrase(`again.${kind}`, { name })}</li>`)}
  </ul>`;
}

/** A field before and after. What is no field is a name, and stands alone. */
function oldAndNew(words, banner, change) {
  if (!filled(change?.field)) return typeof change === "string" && html`<p>${fieldName(words, change)}</p>`;
  const { field, old_value: before, new_value: after } = change;
  const one = (key, sent) => html`<div>
    <dt>${words.phrase(key, { field: fieldName(words, field) })}</dt>
    <dd>${shown(words, banner, field, sent) || html`<span class="quiet">${words.t("again.nothing")}</span>`}</dd>
  </div>`;
  return html`<dl class="change" data-field=${field}>${one("again.before", before)}${one("again.now", after)}</dl>`;
}

function fieldName(words, field) {
  return words.knows(`again.field.${field}`) ? words.t(`again.field.${field}`) : words.said(String(field).replaceAll("_", " "));
}

/** A value for people; ids by the names that they have here. */
function shown(words, banner, field, sent) {
  if (Array.isArray(sent)) {
    const names = new Map(array(banner[field]).map(({ id, name }) => [id, name]));
    const found = sent.map((one) => textOf(words, names.get(one?.id ?? one) ?? one?.name ?? one)).filter(Boolean);
    return found.length > 0 && words.list(found);
  }
  if (typeof sent === "boolean") return words.t(sent ? "again.yes" : "again.no");
  return (field === "expiry_period" && filled(sent) && words.period(sent, null)) || textOf(words, sent?.name ?? sent);
}

const textOf = (words, value) => ["string", "number"].includes(typeof value) && filled(value) && words.said(value);
