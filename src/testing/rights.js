// Grievance tickets, nominees and the officer.

import { changed, nullable, required } from "./body.js";
import { mayActFor } from "./caller.js";
import { seconds } from "./clock.js";
import { badRequest, forbidden, notFound } from "./refusal.js";

/** The person's records of one kind, the newest first. */
const listed = (kind) => ({ data, caller, id }) => {
  mayActFor(caller, id);
  const own = data[kind].filter(({ client_user_id }) => client_user_id === id).reverse();
  return [200, own.sort((a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0))];
};

/** `GET /grievance/user/{user_id}` */
export const listTickets = listed("grievances");

/** `GET /nominee/user/{user_id}` */
export const listNominees = listed("nominees");

function created({ data, caller }, kind, record) {
  mayActFor(caller, record.client_user_id);
  data[kind].push(record);
  return [201, record];
}

/** The record, if there is one and the caller may touch it. */
function find({ data, caller, id }, kind, key, name) {
  const record = data[kind].find((one) => one[key] === id);
  if (!record) throw notFound(`${name} not found`);
  mayActFor(caller, record.client_user_id);
  return record;
}

/** `POST /grievance` */
export function createTicket(request) {
  const { data, fields } = request;
  const now = seconds();
  return created(request, "grievances", {
    id: data.nextId(),
    ticket_id: data.nextTicketId(),
    client_user_id: required(fields, "client_user_id"),
    user_id: null,
    subject: required(fields, "subject"),
    description: required(fields, "description"),
    category: required(fields, "category"),
    status: "open",
    attachment_url: nullable(fields, "attachment_url") ?? null,
    created_at: now,
    updated_at: now,
  });
}

/** `PUT /grievance/{ticket_id}` */
export function updateTicket(request) {
  const ticket = find(request, "grievances", "ticket_id", "Grievance ticket");
  const { caller, fields } = request;
  const status = changed(fields, "status");
  const attachment_url = nullable(fields, "attachment_url");
  if (status === undefined && attachment_url === undefined) {
    throw badRequest("At least one of status and attachment_url must be provided");
  }
  if (caller.person !== undefined && (status ?? "withdrawn") !== "withdrawn") {
    throw forbidden('In a session, status can only be set to "withdrawn"');
  }
  Object.assign(ticket, given({ status, attachment_url }), { updated_at: seconds() });
  return [200, ticket];
}

const given = (changes) => Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

function email(address) {
  const [, name, host] = address.match(/^([^@]*)@(.*)$/s) ?? [];
  if (!name || !host || /\p{White_Space}/u.test(address)) throw badRequest("nominee_email must be an email address");
  return address;
}

/** `POST /nominee` */
export function createNominee(request) {
  const { data, fields } = request;
  const now = seconds();
  return created(request, "nominees", {
    id: data.nextId(),
    client_user_id: required(fields, "user_id"),
    nominee_name: required(fields, "nominee_name"),
    nominee_email: email(required(fields, "nominee_email")),
    nominee_mobile: required(fields, "nominee_mobile"),
    relationship: required(fields, "relationship"),
    purpose_of_appointment: nullable(fields, "purpose_of_appointment") ?? null,
    status: "pending",
    verified_at: null,
    created_at: now,
    updated_at: now,
  });
}

const CHANGEABLE = ["nominee_name", "nominee_email", "nominee_mobile", "relationship", "status"];

/** `PUT /nominee/{nominee_id}` */
export function updateNominee(request) {
  const nominee = find(request, "nominees", "id", "Nominee");
  const { caller, fields } = request;
  const changes = Object.fromEntries(CHANGEABLE.map((name) => [name, changed(fields, name)]));
  const all = given({ ...changes, purpose_of_appointment: nullable(fields, "purpose_of_appointment") });
  if (!Object.keys(all).length) {
    throw badRequest(
      "At least one of nominee_name, nominee_email, nominee_mobile, relationship, purpose_of_appointment and status must be provided",
    );
  }
  if (caller.person !== undefined && "status" in all) throw forbidden("In a session, the status of a nominee cannot be set");
  email(all.nominee_email ?? nominee.nominee_email);
  Object.assign(nominee, all, { updated_at: seconds() });
  return [200, nominee];
}

/** `DELETE /nominee/{nominee_id}` */
export function deleteNominee(request) {
  const nominee = find(request, "nominees", "id", "Nominee");
  request.data.nominees.splice(request.data.nominees.indexOf(nominee), 1);
  return [200, { message: "Nominee deleted successfully" }];
}

/** `GET /dpo` */
export function dpo({ data }) {
  if (!data.organization.dpo) throw notFound("No data protection officer is configured");
  return [200, data.organization.dpo];
}
