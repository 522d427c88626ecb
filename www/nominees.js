/** Those who may act for a person. */

import { api } from "./api.js";
import { el, filled, said } from "./dom.js";
import { facts } from "./point.js";
import { action, Records, status } from "./records.js";
import { knows, phrase, t, when } from "./words.js";

const STATES = { pending: "pending", verified: "approved", active: "approved", rejected: "declined" };
const NAME_LIMIT = 200;
const EMAIL = { inputmode: "email", autocapitalize: "none", spellcheck: "false" };
const FIELDS = [
  { name: "nominee_name", limit: NAME_LIMIT, attributes: { spellcheck: "false" } },
  { name: "relationship" },
  { name: "nominee_email", bare: true, attributes: EMAIL },
  { name: "nominee_mobile", attributes: { inputmode: "tel" } },
  { name: "purpose_of_appointment", optional: true, lines: 3 },
];

export function nominees(reload) {
  return new Records("nominees", {
    list: (client, userId, options) => client.listNominees(userId, options),
    filing,
    card,
    name: called,
  }, reload);
}

function filing({ client, validateNominee }, userId) {
  const input = ({ purpose_of_appointment: purpose, ...rest }) => ({
    user_id: userId, ...rest, ...(filled(purpose) && { purpose_of_appointment: purpose }),
  });
  return {
    fields: FIELDS,
    check: (values) => validateNominee(input(values)),
    send: (values, options) => client.registerNominee(input(values), options),
  };
}

const called = ({ nominee_name: name }) => (filled(name) ? name : t("nominees.unnamed"));

function card(nominee, ask) {
  const { nominee_name: name, status: state, relationship, purpose_of_appointment: purpose } = nominee;
  const word = state.toLowerCase();
  return el("article", { class: "card record", "data-id": nominee.id },
    el("header", {},
      el("h3", { tabindex: "-1" }, filled(name) ? said(name) : t("nominees.unnamed")),
      status(STATES, state, knows(`nominee_status.${word}`) ? t(`nominee_status.${word}`) : said(state)),
      el("p", { class: "quiet record-place" },
        filled(relationship) && said(relationship.replaceAll("_", " "), "span"))),
    facts([
      ["field.nominee_email", filled(nominee.nominee_email) && said(nominee.nominee_email)],
      ["field.nominee_mobile", filled(nominee.nominee_mobile) && said(nominee.nominee_mobile)],
      ["nominees.purpose", filled(purpose) && said(purpose)],
      ["nominees.verified", filled(nominee.verified_at) && when(nominee.verified_at)],
      ["nominees.added", filled(nominee.created_at) && when(nominee.created_at)],
    ]),
    el("div", { class: "record-actions" },
      action("nominees.edit", called(nominee), () => askChanges(nominee, ask)),
      action("nominees.remove", called(nominee), () => askRemoval(nominee, ask))));
}

async function askChanges(nominee, ask) {
  const { client, validateNominee } = await api();
  // Only what differs is sent. An optional field without words is none.
  const told = ({ name, optional }, record) => (optional && !filled(record[name]) ? null : record[name]);
  const changes = (values) => Object.fromEntries(FIELDS
    .filter((field) => told(field, values) !== told(field, nominee))
    .map((field) => [field.name, told(field, values)]));
  ask("nominee_edit", nominee, {
    fields: FIELDS.map((field) => ({ ...field, value: nominee[field.name] })),
    check: (values) => validateNominee(changes(values), "update"),
    send: (values, options) => client.updateNominee(nominee.id, changes(values), options),
    becomes: (answer) => answer,
  });
}

async function askRemoval(nominee, ask) {
  const { client } = await api();
  ask("removal", nominee, {
    about: [el("p", {}, phrase("removal.text", { name: said(called(nominee), "strong") }))],
    grave: true,
    check: () => [],
    send: (_, options) => client.deleteNominee(nominee.id, options),
    becomes: () => null,
  });
}
