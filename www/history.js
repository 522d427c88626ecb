/** The latest entry of a collection point as the consent log has it; asked for when somebody opens it. */

import { reason } from "./api.js";
import { button, el, filled, said } from "./dom.js";
import { facts, titleOf } from "./point.js";
import { receipt } from "./receipt.js";
import { count, knows, t, when } from "./words.js";

/** A disclosure that reads the log each time it is opened. */
export function history(banner, desk) {
  const place = el("div", { class: "history-body" });
  const summary = el("summary", {}, t("history.title"), el("span", { class: "unseen" }, " ", titleOf(banner)));
  summary.dataset.act = "history";
  const node = el("details", { class: "history" }, summary, place);
  node.addEventListener("toggle", () => node.open && read(place, banner, desk));
  return node;
}

async function read(place, banner, desk) {
  place.replaceChildren(el("p", { class: "quiet", role: "status" }, t("history.loading")));
  const { client } = desk.pkg;
  try {
    const status = await client.consentStatus(desk.person.user_id, { signal: desk.signal });
    place.replaceChildren(...shown(status, banner));
  } catch (error) {
    if (desk.signal.aborted) return;
    const { code } = reason(error);
    const nothing = code === "not_found";
    const words = t(nothing ? "history.none" : "history.failed");
    place.replaceChildren(
      el("p", { class: "quiet", role: "status" }, words),
      ...(nothing ? [] : [button(t("try_again"), () => read(place, banner, desk))]));
  }
}

function shown(status, banner) {
  const entry = entryOf(status, banner);
  const latest = entry?.latest_consent;
  const counted = count("entries", status.total_consents);
  const total = el("p", { class: "quiet" }, counted, " ", t("history.only_latest"));
  if (!latest) return [el("p", { role: "status" }, t("history.none")), total];
  const action = String(latest.action ?? "").trim().toLowerCase();
  const rows = facts([
    ["history.action", knows(`action.${action}`) ? t(`action.${action}`) : action && said(latest.action)],
    ["history.time", filled(latest.timestamp) && when(latest.timestamp)],
    ["history.request", filled(latest.request_id) && said(latest.request_id, "code")],
    ["history.entry", filled(latest.id) && said(latest.id, "code")],
  ]);
  return [rows || el("p", {}, t("action.some")), receipt(status.user_id, entry), total].flat();
}

/** The entry that the page shows for this banner: of those that are its own, the one that was read before. */
function entryOf({ collection_points: entries }, { collection_point: point, banner_id: id, recorded_at: at }) {
  const by = (key, wanted) => entries.filter(({ collection_point: place }) => place[key] === wanted);
  const own = [by("id", point), by("id", id), by("display_id", id)].find((found) => found.length > 0) ?? [];
  return own.find((entry) => entry.latest_consent?.timestamp === at) ?? own[0];
}
