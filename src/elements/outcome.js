// How something that was sent or asked ended, in words: what happened, whether it is on record, and what to do next.

import { html, nothing } from "lit";
import { icon } from "./parts/icon.js";
import { button, named, notice } from "./parts/parts.js";
import { reason } from "./reason.js";
import { filled } from "./words/texts.js";

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
const soonest = (words, waitMs) => (waitMs > 0 ? words.count("next.wait", Math.ceil(waitMs / 1000)) : null);

/** What to do next after something could not be read. */
export function nextStep(words, { code, waitMs }) {
  return soonest(words, waitMs) ?? words.t(words.knows(`next.${code}`) ? `next.${code}` : "next.other");
}

/** What the server said, where it said anything. */
export function serverSays(words, serverMessage) {
  return filled(serverMessage)
    ? html`<p class="quiet">${words.phrase("server_says", { words: words.said(serverMessage) })}</p>` : nothing;
}

/** Why a section could not be read: what happened, that nothing was changed, and what to do next. `sentences` names its title. */
export function unread(words, sentences, error, again) {
  const why = reason(error);
  const what = words.knows(`failed.${why.code}`) ? why.code : "other";
  const content = html`
    <h3>${words.t(`${sentences}.failed`)}</h3>
    <p>${words.t(`failed.${what}`)} ${words.t("failed.unchanged")} ${nextStep(words, why)}</p>
    ${serverSays(words, why.serverMessage)}
    ${button(named(words.t("try_again"), words.t(`${sentences}.title`)), again, { kind: "button-strong" })}`;
  return notice("problem", "warn", content);
}

/** The same in a sentence. */
export function unreadInShort(words, sentences, error) {
  const { code } = reason(error);
  return `${words.t(`${sentences}.failed`)}. ${words.t(`failed.${words.knows(`failed.${code}`) ? code : "other"}`)}`;
}

/** Whether a decision says that a notice was read, and decides nothing. */
export const isAcknowledgement = ({ metadata }) => metadata?.event_type === "notice_shown";

/** Why a decision is not saved: title, text, and the server's words. */
function failure(words, { decision, error }) {
  const { code, serverMessage, waitMs } = reason(error);
  if (decision.action === "no_action") {
    return { title: words.t(isAcknowledgement(decision) ? "acknowledge.failed" : "unsaved.dismiss"), text: "" };
  }
  if (UNCLEAR.includes(code)) return { title: words.t("unclear.title"), text: words.t("unclear.text"), serverMessage };
  // What was recorded elsewhere could not be read: nobody here knows what stands.
  if (code === "changed") return { title: words.t("unsaved.title"), text: words.t("changed.unread") };
  const what = [`unsaved.${code}`, `failed.${code}`].find((key) => words.knows(key)) ?? "failed.other";
  const known = words.knows(`unsaved_next.${code}`) ? code : "other";
  const next = soonest(words, waitMs) ?? words.t(`unsaved_next.${known}`);
  return { title: words.t("unsaved.title"), text: [words.t(what), words.t("unsaved.stands"), next].join(" "), serverMessage };
}

/** The same for a reader, with a button that sends the same decision, about `what`, again. */
export function unsaved(words, attempt, what, again) {
  const { title, text, serverMessage } = failure(words, attempt);
  if (!text) return html`${icon("info")}<p>${title}</p>`;
  return html`${icon("warn")}<div class="notice-text">
    <p><strong>${title}</strong></p><p>${text}</p>${serverSays(words, serverMessage)}
    ${button(named(words.t("send_again"), what), again)}
  </div>`;
}

/** How a decision ended, in one sentence. */
export function ended(words, attempt, title) {
  const { decision, state } = attempt;
  const action = isAcknowledgement(decision) ? "notice_shown" : decision.action;
  const end = state === "saved" ? words.t("saved.news", { action: words.t(`action.${action}`) })
    : state === "changed" ? words.t("changed.here") : failure(words, attempt).title;
  return `${filled(title) ? title : words.t("point.untitled")}: ${end}`;
}

/** Why a form of this kind, about `what`, was not recorded, and what can be done: also with the list of this title. */
export function refusal(words, kind, error, { what: about, listTitle, again, relist }) {
  const outer = reason(error);
  const { code, serverMessage, waitMs } = outer.code === "outcome_unknown" ? reason(error.cause) : outer;
  const isRefused = REFUSED.has(outer.code);
  const knows = (key) => words.knows(key);
  const what = [`refused.${code}`, `failed.${code}`].find(knows) ?? "failed.other";
  const known = [`refused_next.${code}`, LATER.has(code) && "next.other"].find((key) => key && knows(key));
  const next = soonest(words, waitMs) ?? words.t(known ?? "refused_next.other");
  return html`
    <p><strong>${words.t(what)}</strong> ${words.t(isRefused ? `${kind}.refused` : `${kind}.unknown`)}</p>
    ${isRefused || waitMs > 0 ? html`<p>${next}</p>` : nothing}
    ${serverSays(words, serverMessage)}
    ${isRefused && LATER.has(code) ? button(named(words.t("try_again"), about), again) : nothing}
    ${!isRefused || code === "not_found" ? button(named(words.t("form.relist"), words.t(listTitle)), relist) : nothing}`;
}
