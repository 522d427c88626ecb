/** The collection points that wait for a decision: offered at the top of the page, never laid over it. */

import { button, el, icon } from "./dom.js";
import { titleOf } from "./point.js";
import { count, list, t } from "./words.js";

/** The offer; null where nothing waits. `start(points)` begins with the first. */
export function queue(waiting, start) {
  if (waiting.length === 0) return null;
  const points = waiting.map(({ collection_point: point }) => point);
  const open = button(t("queue.start"), () => start(points), "button-strong");
  open.dataset.act = "queue";
  return el("section", { class: "card queue", "aria-labelledby": "queue-title" },
    icon("pending"),
    el("div", { class: "notice-text" },
      el("h3", { id: "queue-title" }, count("waiting", waiting.length)),
      el("p", {}, list(waiting.map(titleOf))),
      el("p", { class: "quiet" }, t("queue.text"))),
    open);
}
