// Recording a decision.

import { isObject, nullable, required } from "./body.js";
import { mayActFor } from "./caller.js";
import { microseconds } from "./clock.js";
import { actionOf, append, isNotice, purposeConsent, record } from "./log.js";
import { badRequest, notFound, Refusal } from "./refusal.js";

/** What clients send beside the documented members, and the names under which it is answered. */
const CONTEXT = {
  language: "language",
  consentLanguage: "consent_language",
  collectionPointVersion: "collection_point_version",
  consentTimestamp: "consent_timestamp",
  assetId: "asset_id",
  source: "source",
};

/** `POST /consent/{collection_point_id}/consent` */
export function create({ data, caller, id, fields }) {
  const user_id = required(fields, "userId");
  mayActFor(caller, user_id);
  const requestId = nullable(fields, "requestId") ?? null;
  const first = data.log.find(({ request_id }) => request_id === requestId);
  // The same request again is answered with the first record, whatever else is sent with it.
  if (first && first.user_id !== user_id) throw new Refusal(409, "requestId was used for another person");
  if (first) return [201, record(first)];
  const point = data.points.find((one) => one.id === id || one.display_id === id);
  if (!point) throw notFound("Collection point not found");
  const action = required(fields, "action");
  const purpose_consents = readPurposes(fields.purposes ?? null, point);
  agree(action, purpose_consents, point);
  const entry = {
    id: data.nextId(),
    user_id,
    action,
    collection_point_id: point.id,
    purpose_consents,
    timestamp: microseconds(),
    status: "pending",
    request_id: requestId ?? data.nextId(),
    context: readContext(fields),
    metadata: readMetadata(fields.metadata ?? null),
  };
  append(data, entry);
  return [201, record(entry)];
}

/** The decided purposes in the collection point's order and under its names, whatever the caller calls them. */
function readPurposes(sent, point) {
  if (sent === null) return [];
  if (!Array.isArray(sent)) throw badRequest("purposes must be a list");
  const decided = new Map();
  for (const purpose of sent) {
    checkPurpose(purpose, point);
    if (decided.has(purpose.id)) throw badRequest("purposes: an id is there twice");
    decided.set(purpose.id, purpose);
  }
  return point.purposes.filter(({ id }) => decided.has(id)).map((purpose) => {
    const { consented, purpose_type } = decided.get(purpose.id);
    return purposeConsent(purpose, consented, purpose_type);
  });
}

function checkPurpose(purpose, point) {
  if (!isObject(purpose)) throw badRequest("purposes must hold objects");
  const { id, is_mandatory, name, purpose_type, consented } = purpose;
  if (typeof id !== "string") throw badRequest("purposes: every id must be a string");
  if (is_mandatory !== undefined && typeof is_mandatory !== "boolean") throw badRequest("purposes: is_mandatory must be true or false");
  if ([name ?? "", purpose_type ?? ""].some((text) => typeof text !== "string")) {
    throw badRequest("purposes: name and purpose_type must be strings");
  }
  if (!["approved", "accepted", "declined", "shown"].includes(consented)) {
    throw badRequest('purposes: consented must be "approved", "accepted", "declined" or "shown"');
  }
  if (!point.purposes.some((one) => one.id === id)) throw badRequest("purposes: an id does not belong to this collection point");
}

const isAccepted = ({ status }) => status === "approved" || status === "accepted";
const isDeclined = ({ status }) => status === "declined";

/** The action and the purposes must not contradict each other. Purposes that nobody is asked for do not count. */
function agree(action, consents, point) {
  const asked = point.purposes.filter((purpose) => !isNotice(purpose)).map(({ id }) => id);
  const decided = consents.filter(({ purpose_id }) => asked.includes(purpose_id));
  const accepted = decided.filter(isAccepted).length;
  const any = accepted > 0;
  const contradictions = {
    approved: [accepted < decided.length, "approved means that every purpose is accepted"],
    declined: [any, "declined means that no purpose is accepted"],
    revoked: [any && !decided.some(isDeclined), "revoked means that a purpose is declined"],
    partialconsent: [!any || accepted === asked.length, "partial_consent means that some purposes are accepted, and not all"],
    noaction: [any, "no_action means that no purpose is accepted"],
    noticeshown: [any, "no_action means that no purpose is accepted"],
  };
  const unknown = [true, "it must be approved, declined, partial_consent, revoked, no_action or notice_shown"];
  const [isWrong, problem] = contradictions[actionOf(action)] ?? unknown;
  if (isWrong) throw badRequest(`action: ${problem}`);
  if (accepted && decided.some((consent) => consent.is_mandatory && isDeclined(consent))) {
    throw badRequest("purposes: a mandatory purpose cannot be declined while another is approved");
  }
}

function readContext(fields) {
  const sent = Object.keys(CONTEXT).filter((name) => (fields[name] ?? null) !== null);
  const bad = sent.find((name) => !["string", "number"].includes(typeof fields[name]));
  if (bad) throw badRequest(`${bad} must be a string or a number`);
  return Object.fromEntries(sent.map((name) => [CONTEXT[name], fields[name]]));
}

function readMetadata(sent) {
  if (sent !== null && !isObject(sent)) throw badRequest("metadata must be an object");
  return sent;
}
