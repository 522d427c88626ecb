/** How a decision ended, in words: for the dialog that sent it, and for the collection point once that is closed. */

import { reason } from "./api.js";
import { button, el, icon } from "./dom.js";
import { serverSays } from "./section.js";
import { knows, t } from "./words.js";

/** After these nobody can tell from here whether there is a record now. */
const UNCLEAR = ["outcome_unknown", "unexpected_response", "other"];

/** What went wrong, what that means for the records, and what to do next: title, text, and the server's words. */
export function failure({ decision, error }) {
  const { code, serverMessage, waitMs } = reason(error);
  if (decision.action === "no_action") return { title: t("unsaved.dismiss"), text: "" };
  if (UNCLEAR.includes(code)) return { title: t("unclear.title"), text: t("unclear.text"), serverMessage };
  const what = ["unsaved", "failed"].map((kind) => `${kind}.${code}`).find(knows) ?? "failed.other";
  const known = knows(`unsaved_next.${code}`) ? code : "other";
  const next = waitMs > 0 ? t("next.wait", { seconds: Math.ceil(waitMs / 1000) }) : t(`unsaved_next.${known}`);
  return { title: t("unsaved.title"), text: [t(what), t("unsaved.stands"), next].join(" "), serverMessage };
}

/** The same for a reader, with a button that sends the same decision again. */
export function failureNodes(attempt, again) {
  const { title, text, serverMessage } = failure(attempt);
  if (!text) return [icon("info"), el("p", {}, title)];
  return [icon("warn"), el("div", { class: "notice-text" },
    el("p", {}, el("strong", {}, title)), el("p", {}, text), serverSays(serverMessage),
    button(t("send_again"), again))];
}

/** Says once how a decision ended to somebody who does not see it. */
export function announce(desk, point, title) {
  const attempt = desk.attempt(point);
  if (desk.signal.aborted || !attempt) return;
  const said = attempt.state === "saved" ? t("saved.news", { action: t(`action.${attempt.decision.action}`) })
    : failure(attempt).title;
  document.getElementById("announcer").textContent = `${title}: ${said}`;
}
