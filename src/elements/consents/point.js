// One collection point as a card: what was decided there last, and each of its purposes.

import { html, nothing } from "lit";
import { heading, remark } from "../parts/parts.js";
import { filled } from "../words/texts.js";
import { askedPurpose, legitimateUses, others, titleOf } from "./purpose.js";
import { answersNobodyGave, asked, asksNothing } from "./standing.js";

/**
 * A merged banner as a card. `orphan`: a record that no banner describes. `unread`: the records could not be read. `again`:
 * why it is asked again; `foot`: what stands below the purposes.
 */
export function point(words, banner, { orphan = false, unread = false, again = nothing, foot = null } = {}) {
  const level = orphan ? 4 : 3;
  const questions = asked(banner);
  // Where the states come from is said once, or where they differ at each.
  const [source, ...more] = new Set(questions.map((purpose) => purpose.source));
  const differ = more.length > 0;
  // That there is no record is what the sentence says, unless it says more or less than that.
  const isSaid = source === "none" && !unread && !actionOf(words, banner) && !banner.recorded_at;
  return html`<article class="card point" part="card point" data-point=${banner.banner_id}>
    <header>
      ${heading(level, "point-title", titleOf(words, banner))}
      ${place(words, banner, orphan)}
      <div class="point-last">
        <p class="point-action">${latest(words, banner, unread)}</p>
        ${source && !isSaid && !differ ? html`<p class="quiet point-source">${words.t(`source.${source}`)}</p>` : nothing}
      </div>
      ${answersNobodyGave(banner) ? remark("info", words.t("point.closed")) : nothing}
      ${again}
    </header>
    ${questions.length > 0 ? html`<ul class="purposes">
      ${questions.map((purpose) => askedPurpose(words, purpose, banner, { level: level + 1, saysSource: differ }))}
    </ul>` : nothing}
    ${legitimateUses(words, banner, { level: level + 1 })}
    ${banner.purposes.length === 0
      ? html`<p class="quiet point-whole">${words.t(orphan ? "orphans.no_purposes" : "point.no_purposes")}</p>` : nothing}
    ${others(words, banner)}
    ${foot ? html`<div class="point-foot">${foot}</div>` : nothing}
  </article>`;
}

/** Where it is asked. A record that belongs to no banner has only its code to be known by. */
function place(words, { asset, display_id: displayId }, orphan) {
  const parts = [
    filled(asset?.name) && words.said(asset.name),
    filled(asset?.asset_type) && words.said(String(asset.asset_type).replaceAll("_", " ")),
    orphan && filled(displayId) && words.code(displayId),
  ].filter(Boolean);
  return parts.length > 0 ? html`<p class="quiet point-place">${parts.map((part) => html`<span>${part}</span>`)}</p>` : nothing;
}

/** What the person last did at a collection point, in words; null where the record names nothing. */
export function actionOf(words, banner) {
  const { latest_action: action, raw_action: raw } = banner;
  if (!action) return filled(raw) ? words.phrase("action.other", { word: words.said(raw) }) : null;
  // Whatever was recorded of a notice that asks nothing, nothing was agreed to or refused.
  const isTold = asksNothing(banner) || (action === "no_action" && /notice/i.test(raw));
  const isPartly = action === "revoked" && asked(banner).some(({ consented }) => consented === "approved");
  return words.t(`action.${isTold ? "notice_shown" : isPartly ? "partly_revoked" : action}`);
}

/** What the person last did here, and when. Silent about what is not known. */
function latest(words, banner, unread) {
  const action = actionOf(words, banner);
  const time = filled(banner.recorded_at) && words.when(banner.recorded_at);
  const strong = (text) => html`<strong>${text}</strong>`;
  if (action) return time ? words.phrase("action.at", { action: strong(action), time }) : strong(action);
  if (banner.shown_to_principal === true) return strong(words.t("action.approved"));
  if (time) return words.phrase("action.at", { action: words.t("action.some"), time });
  if (banner.purposes.some(({ source }) => source !== "none")) return words.t("action.undated");
  if (asksNothing(banner)) return words.t("action.nothing");
  // What could not be read is not the same as nothing.
  return words.t(unread ? "action.unread" : "action.none");
}

/** A record without a banner, read by the same rules as all others: as if its own purposes were a banner's. */
export function asBanner(entry, mergeConsents) {
  const place = entry?.collection_point;
  const listed = entry?.latest_consent?.purpose_consents;
  const named = new Map((Array.isArray(listed) ? listed : []).map((purpose) => [purpose?.purpose_id, purpose]));
  const banner = {
    banner_id: "record", collection_point: "record", title: place?.name, asset: null, data_elements: [], legal_entities: [],
    purposes: [...named].map(([id, purpose]) => ({
      id, name: purpose?.purpose_name, is_mandatory: purpose?.is_mandatory, consented: null, relationships: {},
      purpose_type: purpose?.purpose_type,
    })),
  };
  const record = { ...entry, collection_point: { ...place, id: "record" } };
  const status = { user_id: "", total_consents: 1, collection_points: [record], timestamp: null };
  return { ...mergeConsents([banner], status).banners[0], banner_id: place?.id };
}
