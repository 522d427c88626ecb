// What is known of a request's course, until when it must be answered, and what can be done once that day is over.

import { apiTime } from "truconsent-wasm";
import { html, nothing } from "lit";
import { remark } from "../parts/parts.js";
import { filled } from "../words/texts.js";

/** The law's limit: DPDP Rules 2025, rule 14(3). */
const MOST_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether nobody has to answer any more. */
export const isOver = ({ status }) => ["resolved", "withdrawn"].includes(status.toLowerCase());

/** The moment until which a request must be answered; null where it is over, or nobody knows when it was filed. */
export function dueBy(ticket, responseDays = MOST_DAYS) {
  const filed = filled(ticket.created_at) ? apiTime(ticket.created_at) : null;
  const days = responseDays > 0 ? Math.min(responseDays, MOST_DAYS) : MOST_DAYS;
  return filed && !isOver(ticket) ? new Date(filed.getTime() + days * DAY_MS) : null;
}

/** Its course as a list of days, the first one first, and what follows from it. */
export function progress(words, ticket, { responseDays, boardUrl }) {
  const { created_at: filed, updated_at: changed } = ticket;
  const due = dueBy(ticket, responseDays);
  const isLate = due && due.getTime() < Date.now();
  const steps = [
    filled(filed) && ["filed", words.when(filed)],
    filled(changed) && changed !== filed && ["changed", words.when(changed)],
    due && [isLate ? "was_due" : "due", words.onDay(due.toISOString())],
  ].filter(Boolean);
  if (steps.length === 0) return nothing;
  return html`<dl class="timeline" part="timeline">
    ${steps.map(([step, day]) => html`<div class="step step-${step}" data-fact="grievances.${step}"><dt>${words.t(`grievances.${step}`)}</dt><dd>${day}</dd></div>`)}
  </dl>
  ${isLate ? remark("warn", html`${words.t("grievances.overdue")} ${board(words, boardUrl)}`, "remark-warn record-late") : nothing}`;
}

/** Who can be turned to then; a link where the page tells the address. */
function board(words, url) {
  const name = words.t("grievances.board");
  const isAddress = typeof url === "string" && /^https?:\/\//i.test(url);
  const link = html`<a href=${url} target="_blank" rel="noopener noreferrer">${name}<span class="unseen"> ${words.t("grievances.new_tab")}</span></a>`;
  return words.phrase("grievances.overdue_next", { board: isAddress ? link : name });
}
