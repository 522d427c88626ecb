/** What a person can do at a collection point, and how the last decision there ended. */

import { allowsSomething, onRecord, undecided } from "./desk.js";
import { button, el, icon, mark, named } from "./dom.js";
import { announce, failureNodes } from "./outcome.js";
import { titleOf } from "./point.js";
import { clock, phrase, t } from "./words.js";

/** `acts` has what the buttons do: `decide()` and `withdraw()`. */
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
  return el("div", { class: "point-acts" },
    outcome(banner, desk),
    el("div", { class: "point-buttons" },
      canChange && act("decide", known ? "act.change" : "act.decide", ""),
      allowsSomething(banner) && act("withdraw", "act.withdraw", "")));
}

function outcome(banner, desk) {
  const point = banner.collection_point;
  const attempt = desk.attempt(point);
  if (!attempt) return null;
  if (attempt.state === "sending") return remark("pending", t("sheet.sending"));
  if (attempt.state === "saved") return remark("approved", t("saved.at", { time: clock(attempt.at) }));
  const again = async () => {
    await desk.send(attempt.decision);
    announce(desk, point, banner.title);
  };
  return el("div", { class: "notice notice-warn" }, failureNodes(attempt, titleOf(banner), again));
}

function remark(kind, words) {
  return el("p", { class: "remark", "data-outcome": kind }, icon(kind), el("span", {}, words));
}
