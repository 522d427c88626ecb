// <truconsent-grievances>: a person's requests and complaints: tickets with a number, which somebody must answer in time.

import { grievanceCategories, validateGrievance } from "truconsent-wasm";
import { html, nothing } from "lit";
import { facts, named } from "../parts/parts.js";
import { filled } from "../words/texts.js";
import { isOver, progress } from "./progress.js";
import { action, RecordsSection, status } from "./records.js";

const SUBJECT_LIMIT = 200;
const DESCRIPTION_LIMIT = 5_000;
/** Longer ones are folded up. */
const LONG = 600;
const STATES = { open: "pending", in_progress: "pending", resolved: "approved", withdrawn: "ended" };
const LINK = { name: "attachment_url", bare: true, inputmode: "url", autocapitalize: "none", spellcheck: "false" };

/**
 * A person's requests and complaints, each with the day by which it must be answered.
 *
 * @element truconsent-grievances
 * @slot heading - In the place of the title.
 * @slot intro - In the place of what it says below the title.
 * @slot footer - At the end.
 * @csspart record - One request.
 * @csspart timeline - Its course.
 * @csspart form - The form.
 * @csspart field - A field with its label.
 * @csspart input - What is typed or chosen in.
 */
export class TruconsentGrievances extends RecordsSection {
  get name() {
    return "grievances";
  }

  get kind() {
    return "grievance";
  }

  list(client, options) {
    return client.listGrievances(this.session.userId, options);
  }

  calledBy(_, { ticket_id: id }) {
    return id;
  }

  filing({ userId }) {
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
      send: (client, values, options) => client.createGrievance(input(values), options),
    };
  }

  card(words, ticket) {
    const { ticket_id: id, subject, status: state, description, attachment_url: link } = ticket;
    const word = state.toLowerCase();
    return html`<article class="card record" part="card record" data-id=${ticket.id}>
      <header>
        <h3 tabindex="-1">${filled(subject) ? words.said(subject) : words.t("grievances.untitled")}</h3>
        ${status(STATES, state, words.knows(`grievance_status.${word}`) ? words.t(`grievance_status.${word}`) : words.said(state))}
        <p class="quiet record-place">${words.code(id)}${filled(ticket.category) ? html`<span>${category(words, ticket.category)}</span>` : nothing}</p>
      </header>
      ${text(words, description, id)}
      ${progress(words, ticket, { responseDays: this.setting("responseDays"), boardUrl: this.setting("boardUrl") })}
      ${facts(words, [["field.attachment_url", filled(link) && attachment(words, link)]])}
      <div class="record-actions">
        ${action(words, filled(link) ? "grievances.relink" : "grievances.link", id, () => this.#askLink(ticket))}
        ${isOver(ticket) ? nothing : action(words, "grievances.withdraw", id, () => this.#askWithdrawal(ticket))}
      </div>
    </article>`;
  }

  #askLink(ticket) {
    const had = ticket.attachment_url;
    // Nothing typed takes off what was there.
    const changes = ({ attachment_url: link }) => ({ attachment_url: filled(link) || !had ? link : null });
    this.inquire("link", ticket, {
      about: (words) => about(words, ticket),
      fields: [{ ...LINK, value: had }],
      check: (values) => validateGrievance(changes(values), "update"),
      send: (client, values, options) => client.updateGrievance(ticket.ticket_id, changes(values), options),
      becomes: (answer) => answer,
    });
  }

  #askWithdrawal(ticket) {
    this.inquire("withdrawal", ticket, {
      about: (words) => html`${about(words, ticket)}<p>${words.t("withdrawal.text")}</p>`,
      grave: true,
      check: () => [],
      send: (client, _, options) => client.updateGrievance(ticket.ticket_id, { status: "withdrawn" }, options),
      becomes: (answer) => answer,
    });
  }
}

function category(words, word) {
  const key = `category.${word}`;
  return words.knows(key) ? words.t(key) : words.said(word.replaceAll("_", " "));
}

function text(words, description, id) {
  if (!filled(description)) return nothing;
  const whole = words.saidAtLength(description, "record-text");
  return description.length <= LONG ? whole
    : html`<details><summary>${named(words.t("grievances.description"), words.said(id))}</summary>${whole}</details>`;
}

/** A link only where it surely leads to a page: anything else stays text. */
function attachment(words, address) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    // It is none.
  }
  if (!url || !/^https?:$/.test(url.protocol)) return words.said(address);
  return html`<a href=${url.href} target="_blank" rel="noopener noreferrer">${words.said(address)}<span class="unseen"> ${words.t("grievances.new_tab")}</span></a>`;
}

const about = (words, { ticket_id: id, subject }) =>
  html`<p><strong>${words.said(subject)}</strong> <span class="quiet">${words.code(id)}</span></p>`;
