/** What a person can do at a collection point, and how the last decision there ended. */

import { asksNothing } from "./basis.js";
import { allowsSomething, asksAgain, onRecord, undecided } from "./desk.js";
import { button, el, icon, mark, named } from "./dom.js";
import { announce, failureNodes } from "./outcome.js";
import { titleOf } from "./point.js";
import { clock, phrase, t } from "./words.js";

/** `acts` has what the buttons do: `decide()`, `withdraw()` and `acknowledge()`. */
export function controls(banner, desk, acts) {
  const point = banner.collection_point;
  const waits = desk.sending(point);
  const act = (name, key, kind) => {
    const label = named(t(key), phrase(`${key}_what`, { title: titleOf(banner) }));
    const control = button(label, () => desk.sending(point) || acts[name](), kind);
    control.dataset.act = name;
    mark(control, "aria-disabled", waits);
    return control;
  };
  const known = onRecord(banner) && !(undecided(banner) && banner.latest_action === "no_action");
  const canChange = !known || banner.purposes.length > 0 || !allowsSomething(banner);
  const asks = asksAgain(desk.need(banner)) ? "act.again" : known ? "act.change" : "act.decide";
  const buttons = asksNothing(banner) ? [!onRecord(banner) && act("acknowledge", "act.acknowledge", "")] : [
    canChange && act("decide", asks, ""),
    allowsSomething(banner) && act("withdraw", "act.withdraw", ""),
  ];
  return el("div", { class: "point-acts" },
    outcome(banner, desk), buttons.some(Boolean) && el("div", { class: "point-buttons" }, buttons));
}

function outcome(banner, desk) {
  const point = banner.collection_point;
  const attempt = desk.attempt(point);
  if (!attempt) return null;
  if (attempt.state === "sending") return remark("pending", t("sheet.sending"));
  if (attempt.state === "saved") return remark("approved", t("saved.at", { time: clock(attempt.at) }));
  if (attempt.state === "changed") return remark("info", t("changed.here"));
  const again = async () => {
    await desk.send(attempt.decision, attempt.banner);
    announce(desk, point, banner.title);
  };
  return el("div", { class: "notice notice-warn" }, failureNodes(attempt, titleOf(banner), again));
}

function remark(kind, words) {
  return el("p", { class: "remark", "data-outcome": kind }, icon(kind), el("span", {}, words));
}
