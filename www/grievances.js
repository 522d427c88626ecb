/** A person's requests and complaints: tickets with a number, which somebody answers. */

import { api } from "./api.js";
import { el, filled, named, said } from "./dom.js";
import { facts } from "./point.js";
import { action, Records, status } from "./records.js";
import { knows, t, when } from "./words.js";

const SUBJECT_LIMIT = 200;
const DESCRIPTION_LIMIT = 5_000;
/** Longer ones are folded up. */
const LONG = 600;
const STATES = { open: "pending", in_progress: "pending", resolved: "approved", withdrawn: "ended" };
const OVER = new Set(["resolved", "withdrawn"]);
const LINK = {
  name: "attachment_url", bare: true, attributes: { inputmode: "url", autocapitalize: "none", spellcheck: "false" },
};

export function grievances(reload) {
  return new Records("grievances", {
    list: (client, userId, options) => client.listGrievances(userId, options),
    filing,
    card,
    name: (ticket) => ticket.ticket_id,
  }, reload);
}

function filing({ client, grievanceCategories, validateGrievance }, userId) {
  const input = ({ attachment_url: link, ...rest }) => ({
    client_user_id: userId, ...rest, ...(filled(link) && { attachment_url: link }),
  });
  return {
    fields: [
      { name: "category", choices: grievanceCategories.map((word) => [word, `category.${word}`]) },
      { name: "subject", limit: SUBJECT_LIMIT },
      { name: "description", lines: 6, limit: DESCRIPTION_LIMIT, counted: true },
      { ...LINK, optional: true },
    ],
    check: (values) => validateGrievance(input(values)),
    send: (values, options) => client.createGrievance(input(values), options),
  };
}

function category(word) {
  const key = `category.${word}`;
  return knows(key) ? t(key) : said(word.replaceAll("_", " "));
}

function card(ticket, ask) {
  const { ticket_id: id, subject, status: state, description, created_at: filed, updated_at: changed } = ticket;
  const word = state.toLowerCase();
  return el("article", { class: "card record", "data-id": ticket.id },
    el("header", {},
      el("h3", { tabindex: "-1" }, filled(subject) ? said(subject) : t("grievances.untitled")),
      status(STATES, state, knows(`grievance_status.${word}`) ? t(`grievance_status.${word}`) : said(state)),
      el("p", { class: "quiet record-place" },
        said(id, "code"), filled(ticket.category) && el("span", {}, category(ticket.category)))),
    text(description, id),
    facts([
      ["grievances.filed", filled(filed) && when(filed)],
      ["grievances.changed", filled(changed) && changed !== filed && when(changed)],
      ["field.attachment_url", filled(ticket.attachment_url) && attachment(ticket.attachment_url)],
    ]),
    el("div", { class: "record-actions" },
      action(filled(ticket.attachment_url) ? "grievances.relink" : "grievances.link", id, () => askLink(ticket, ask)),
      !OVER.has(word) && action("grievances.withdraw", id, () => askWithdrawal(ticket, ask))));
}

function text(description, id) {
  if (!filled(description)) return null;
  const whole = said(description, "p");
  whole.classList.add("record-text");
  return description.length <= LONG ? whole : el("details", {},
    el("summary", {}, named(t("grievances.description"), said(id))), whole);
}

/** A link only where it surely leads to a page: anything else stays text. */
function attachment(address) {
  const url = URL.canParse(address) && new URL(address);
  const words = said(address);
  if (!url || !/^https?:$/.test(url.protocol)) return words;
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, words,
    el("span", { class: "unseen" }, ` ${t("grievances.new_tab")}`));
}

async function askLink(ticket, ask) {
  const { client, validateGrievance } = await api();
  const had = ticket.attachment_url;
  // Nothing typed takes off what was there.
  const changes = ({ attachment_url: link }) => ({ attachment_url: filled(link) || !had ? link : null });
  ask("link", ticket, {
    about: about(ticket),
    fields: [{ ...LINK, value: had }],
    check: (values) => validateGrievance(changes(values), "update"),
    send: (values, options) => client.updateGrievance(ticket.ticket_id, changes(values), options),
    becomes: (answer) => answer,
  });
}

async function askWithdrawal(ticket, ask) {
  const { client } = await api();
  ask("withdrawal", ticket, {
    about: [...about(ticket), el("p", {}, t("withdrawal.text"))],
    grave: true,
    check: () => [],
    send: (_, options) => client.updateGrievance(ticket.ticket_id, { status: "withdrawn" }, options),
    becomes: (answer) => answer,
  });
}

function about({ ticket_id: id, subject }) {
  return [el("p", {}, said(subject, "strong"), " ", el("span", { class: "quiet" }, said(id, "code")))];
}
