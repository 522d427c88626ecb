/** How something that was sent ended, in words: what happened, whether it is on record, and what to do next. */

import { reason } from "./api.js";
import { announce as say, button, el, filled, icon, named, said } from "./dom.js";
import { count, knows, phrase, t } from "./words.js";

/** After these nobody can tell whether a decision is on record: the client has looked, or could not. */
const UNCLEAR = ["outcome_unknown", "unexpected_response", "other"];

/** After these the API has surely recorded nothing. After anything else nobody knows. */
const REFUSED = new Set([
  "program", "not_initialized", "invalid_options", "invalid_input", "bad_request", "unauthenticated", "forbidden",
  "origin_not_allowed", "not_found", "conflict", "rate_limited", "server_error", "http_error",
]);
/** The same may be accepted later as it is. */
const LATER = new Set(["program", "unauthenticated", "rate_limited", "server_error"]);

/** When it may be tried again, where the server told. */
function soonest(waitMs) {
  return waitMs > 0 ? count("next.wait", Math.ceil(waitMs / 1000)) : null;
}

/** What to do next after something could not be read. */
export function nextStep({ code, waitMs }) {
  return soonest(waitMs) ?? t(knows(`next.${code}`) ? `next.${code}` : "next.other");
}

/** What the server said, where it said anything. */
export function serverSays(serverMessage) {
  return filled(serverMessage) && el("p", { class: "quiet" }, phrase("server_says", { words: said(serverMessage) }));
}

/** Why a decision is not saved: title, text, and the server's words. */
function failure({ decision, error }) {
  const { code, serverMessage, waitMs } = reason(error);
  if (decision.action === "no_action") {
    return { title: t(isAcknowledgement(decision) ? "acknowledge.failed" : "unsaved.dismiss"), text: "" };
  }
  if (UNCLEAR.includes(code)) return { title: t("unclear.title"), text: t("unclear.text"), serverMessage };
  // What was recorded elsewhere could not be read: nobody here knows what stands.
  if (code === "changed") return { title: t("unsaved.title"), text: t("changed.unread") };
  const what = [`unsaved.${code}`, `failed.${code}`].find(knows) ?? "failed.other";
  const known = knows(`unsaved_next.${code}`) ? code : "other";
  const next = soonest(waitMs) ?? t(`unsaved_next.${known}`);
  return { title: t("unsaved.title"), text: [t(what), t("unsaved.stands"), next].join(" "), serverMessage };
}

/** Whether it says that a notice was read, and decides nothing. */
function isAcknowledgement({ metadata }) {
  return metadata?.event_type === "notice_shown";
}

/** The same for a reader, with a button that sends the same decision, about `what`, again. */
export function failureNodes(attempt, what, again) {
  const { title, text, serverMessage } = failure(attempt);
  if (!text) return [icon("info"), el("p", {}, title)];
  return [icon("warn"), el("div", { class: "notice-text" },
    el("p", {}, el("strong", {}, title)), el("p", {}, text), serverSays(serverMessage),
    button(named(t("send_again"), what), again))];
}

/** Says once how a decision ended to somebody who does not see it. */
export function announce(desk, point, title) {
  const attempt = desk.attempt(point);
  if (desk.signal.aborted || !attempt) return;
  const { decision, state } = attempt;
  const action = isAcknowledgement(decision) ? "notice_shown" : decision.action;
  const end = state === "saved" ? t("saved.news", { action: t(`action.${action}`) })
    : state === "changed" ? t("changed.here") : failure(attempt).title;
  say(`${filled(title) ? title : t("point.untitled")}: ${end}`);
}

/** Why a form of this kind, about `what()`, was not recorded, and what can be done: also with the list of this title. */
export function refusalNodes(kind, error, { what: about, listTitle, again, relist }) {
  const outer = reason(error);
  const { code, serverMessage, waitMs } = outer.code === "outcome_unknown" ? reason(error.cause) : outer;
  const isRefused = REFUSED.has(outer.code);
  const what = [`refused.${code}`, `failed.${code}`].find(knows) ?? "failed.other";
  const known = [`refused_next.${code}`, LATER.has(code) && "next.other"].find((key) => key && knows(key));
  const next = soonest(waitMs) ?? t(known ?? "refused_next.other");
  return [
    el("p", {}, el("strong", {}, t(what)), " ", t(isRefused ? `${kind}.refused` : `${kind}.unknown`)),
    // What to do where the end is unknown is in that sentence already.
    (isRefused || waitMs > 0) && el("p", {}, next),
    serverSays(serverMessage),
    isRefused && LATER.has(code) && button(named(t("try_again"), about()), again),
    (!isRefused || code === "not_found") && button(named(t("form.relist"), t(listTitle)), relist),
  ];
}
