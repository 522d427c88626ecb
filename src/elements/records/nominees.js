// <truconsent-nominees>: those who may act for a person.

import { validateNominee } from "truconsent-wasm";
import { html, nothing } from "lit";
import { facts } from "../parts/parts.js";
import { filled } from "../words/texts.js";
import { action, RecordsSection, status } from "./records.js";

const STATES = { pending: "pending", verified: "approved", active: "approved", rejected: "declined" };
const NAME_LIMIT = 200;
const FIELDS = [
  { name: "nominee_name", limit: NAME_LIMIT, spellcheck: "false" },
  { name: "relationship" },
  { name: "nominee_email", bare: true, inputmode: "email", autocapitalize: "none", spellcheck: "false" },
  { name: "nominee_mobile", inputmode: "tel" },
  { name: "purpose_of_appointment", optional: true, lines: 3 },
];

/**
 * Those who may act for a person.
 *
 * @element truconsent-nominees
 * @slot heading - In the place of the title.
 * @slot intro - In the place of what it says below the title.
 * @slot footer - At the end.
 * @csspart record - One nominee.
 * @csspart form - The form.
 * @csspart field - A field with its label.
 * @csspart input - What is typed in.
 */
export class TruconsentNominees extends RecordsSection {
  get name() {
    return "nominees";
  }

  get kind() {
    return "nominee";
  }

  list(client, options) {
    return client.listNominees(this.session.userId, options);
  }

  calledBy(words, { nominee_name: name }) {
    return filled(name) ? name : words.t("nominees.unnamed");
  }

  filing({ userId }) {
    const input = ({ purpose_of_appointment: purpose, ...rest }) => ({
      user_id: userId, ...rest, ...(filled(purpose) && { purpose_of_appointment: purpose }),
    });
    return {
      fields: FIELDS,
      check: (values) => validateNominee(input(values)),
      send: (client, values, options) => client.registerNominee(input(values), options),
    };
  }

  card(words, nominee) {
    const { nominee_name: name, status: state, relationship, purpose_of_appointment: purpose } = nominee;
    const word = state.toLowerCase();
    const called = this.calledBy(words, nominee);
    return html`<article class="card record" part="card record" data-id=${nominee.id}>
      <header>
        <h3 tabindex="-1">${filled(name) ? words.said(name) : words.t("nominees.unnamed")}</h3>
        ${status(STATES, state, words.knows(`nominee_status.${word}`) ? words.t(`nominee_status.${word}`) : words.said(state))}
        <p class="quiet record-place">${filled(relationship) ? words.said(relationship.replaceAll("_", " ")) : nothing}</p>
      </header>
      ${facts(words, [
        ["field.nominee_email", filled(nominee.nominee_email) && words.said(nominee.nominee_email)],
        ["field.nominee_mobile", filled(nominee.nominee_mobile) && words.said(nominee.nominee_mobile)],
        ["nominees.purpose", filled(purpose) && words.said(purpose)],
        ["nominees.verified", filled(nominee.verified_at) && words.when(nominee.verified_at)],
        ["nominees.added", filled(nominee.created_at) && words.when(nominee.created_at)],
      ])}
      <div class="record-actions">
        ${action(words, "nominees.edit", called, () => this.#askChanges(nominee))}
        ${action(words, "nominees.remove", called, () => this.#askRemoval(nominee))}
      </div>
    </article>`;
  }

  #askChanges(nominee) {
    // Only what differs is sent. An optional field without words is none.
    const told = ({ name, optional }, record) => (optional && !filled(record[name]) ? null : record[name]);
    const changes = (values) => Object.fromEntries(FIELDS
      .filter((field) => told(field, values) !== told(field, nominee))
      .map((field) => [field.name, told(field, values)]));
    this.inquire("nominee_edit", nominee, {
      fields: FIELDS.map((field) => ({ ...field, value: nominee[field.name] })),
      check: (values) => validateNominee(changes(values), "update"),
      send: (client, values, options) => client.updateNominee(nominee.id, changes(values), options),
      becomes: (answer) => answer,
    });
  }

  #askRemoval(nominee) {
    const called = (words) => html`<strong>${words.said(this.calledBy(words, nominee))}</strong>`;
    this.inquire("removal", nominee, {
      about: (words) => html`<p>${words.phrase("removal.text", { name: called(words) })}</p>`,
      grave: true,
      check: () => [],
      send: (client, _, options) => client.deleteNominee(nominee.id, options),
      becomes: () => null,
    });
  }
}
