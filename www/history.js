/** The latest entry of a collection point as the consent log has it; asked for when somebody opens it. */

import { reason } from "./api.js";
import { announce, button, el, filled, named, said } from "./dom.js";
import { receiptOf } from "./kept.js";
import { News } from "./news.js";
import { actionOf, facts, titleOf } from "./point.js";
import { receipt } from "./receipt.js";
import { count, t, when } from "./words.js";

/** A disclosure that reads the log each time it is opened. */
export function history(banner, desk) {
  const { collection_point: point } = banner;
  const place = el("div", { class: "history-body" });
  const summary = el("summary", {}, named(t("history.title"), titleOf(banner)));
  summary.dataset.act = "history";
  // Of use to whoever asks about a record, and to nobody else.
  const code = filled(banner.display_id)
    && el("p", { class: "quiet history-code" }, t("history.code"), " ", said(banner.display_id, "code"));
  const node = el("details", { class: "history" }, summary, code, place);
  const open = desk.histories.get(point);
  if (open) {
    open.move(place);
    node.open = true;
  }
  node.addEventListener("toggle", ({ oldState, newState }) => {
    if (!node.open) desk.histories.delete(point);
    // Closed and opened within one frame is one event, from open to open.
    else if (!desk.histories.has(point) || oldState === newState) begin();
  });
  const begin = () => {
    const news = new News(place);
    desk.histories.set(point, news);
    read(news, banner, desk);
  };
  return node;
}

async function read(news, banner, desk) {
  const { client } = desk.pkg;
  const tell = (make, end) => {
    // Closed meanwhile, or opened anew: then another question was asked.
    if (desk.signal.aborted || desk.histories.get(banner.collection_point) !== news) return;
    news.show(make);
    announce(`${nameOf(banner)}: ${end}`);
  };
  news.show(() => [el("p", { class: "quiet" }, t("history.loading"))]);
  try {
    const status = await client.consentStatus(desk.person.user_id, { signal: desk.signal });
    // The very entry that the page would show for this banner.
    const { banners: [read], unmatched } = desk.pkg.mergeConsents([banner], status);
    const entry = status.collection_points.find((one) => !unmatched.includes(one));
    const proof = entry?.latest_consent && await receiptOf({ read, entry, desk });
    const kept = proof && receipt(status.user_id, entry, banner, proof);
    tell(() => shown(status, entry, read, kept), t(kept ? "history.loaded" : "history.none"));
  } catch (error) {
    const nothing = reason(error).code === "not_found";
    const words = nothing ? "history.none" : "history.failed";
    const again = () => {
      // The button goes away with its sentence.
      news.element.parentElement.querySelector("summary").focus();
      read(news, banner, desk);
    };
    tell(() => [
      el("p", { class: "quiet" }, t(words)),
      !nothing && button(named(t("try_again"), [t("history.title"), " ", titleOf(banner)]), again),
    ].filter(Boolean), t(words));
  }
}

function shown(status, entry, read, kept) {
  const latest = entry?.latest_consent;
  const counted = count("entries", status.total_consents);
  const total = el("p", { class: "quiet" }, counted, " ", t("history.only_latest"));
  if (!latest) return [el("p", {}, t("history.none")), total];
  const rows = facts([
    ["history.action", actionOf(read)],
    ["history.time", filled(latest.timestamp) && when(latest.timestamp)],
    ["history.request", filled(latest.request_id) && said(latest.request_id, "code")],
    ["history.entry", filled(latest.id) && said(latest.id, "code")],
  ]);
  return [rows || el("p", {}, t("action.some")), kept(), total].flat();
}

/** A collection point's name as text. */
const nameOf = (banner) => el("p", {}, titleOf(banner)).textContent;
