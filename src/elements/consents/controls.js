// What a person can do at a collection point, and how the last decision there ended.

import { html, nothing } from "lit";
import { icon } from "../parts/icon.js";
import { button, named } from "../parts/parts.js";
import { unsaved } from "../outcome.js";
import { titleOf } from "./purpose.js";
import { allowsSomething, asksAgain, asksNothing, onRecord, undecided } from "./standing.js";

/** `acts` has what the buttons do: `decide()`, `withdraw()`, `acknowledge()`, and `again(attempt)`. */
export function controls(words, banner, { attempt, need, acts }) {
  const waits = attempt?.state === "sending";
  const act = (name, key) => button(
    named(words.t(key), words.phrase(`${key}_what`, { title: titleOf(words, banner) })), () => acts[name](), { act: name, held: waits },
  );
  const known = onRecord(banner) && !(undecided(banner) && banner.latest_action === "no_action");
  const canChange = !known || banner.purposes.length > 0 || !allowsSomething(banner);
  const decides = asksAgain(need) ? "act.again" : known ? "act.change" : "act.decide";
  const buttons = asksNothing(banner) ? [!onRecord(banner) && act("acknowledge", "act.acknowledge")]
    : [canChange && act("decide", decides), allowsSomething(banner) && act("withdraw", "act.withdraw")];
  return html`<div class="point-acts" part="actions">
    ${attempt ? outcome(words, banner, attempt, acts) : nothing}
    ${buttons.some(Boolean) ? html`<div class="point-buttons">${buttons.map((one) => one || nothing)}</div>` : nothing}
  </div>`;
}

function outcome(words, banner, attempt, acts) {
  const remark = (kind, text) => html`<p class="remark" data-outcome=${kind}>${icon(kind)}<span>${text}</span></p>`;
  if (attempt.state === "sending") return remark("pending", words.t("sheet.sending"));
  if (attempt.state === "saved") return remark("approved", words.t("saved.at", { time: words.clock(attempt.at) }));
  // Where nothing was decided there is nothing to decide again.
  if (attempt.state === "changed") return attempt.decision.action === "no_action" ? nothing : remark("info", words.t("changed.here"));
  return html`<div class="notice notice-warn" part="notice">
    ${unsaved(words, attempt, titleOf(words, banner), () => acts.again(attempt))}
  </div>`;
}
