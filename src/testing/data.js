// What the API holds, as it is filled at first.

import { purposeConsent } from "./log.js";

const ORGANIZATION = { name: "", logo_url: null, dpo: null, data_elements: {}, legal_entities: {} };
const POINT = { description: null, consent_type: null, asset: null, version: null, settings: {}, extra: {}, purposes: [] };
const PURPOSE = { description: null, is_mandatory: false, purpose_type: "consent", version: 1, expiry_period: null, extra: {} };
const CREATED = { created_at: "2026-01-01T00:00:00", updated_at: "2026-01-01T00:00:00" };
const TICKET = { user_id: null, status: "open", attachment_url: null, ...CREATED };
const NOMINEE = { purpose_of_appointment: null, status: "pending", verified_at: null, ...CREATED };

/** What is given, over what stands for the rest. */
const over = (defaults, given) => ({ ...defaults, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) });

/** Ids that nobody had before: counted, so that the same calls of a new API give the same ones. */
export function counters() {
  let [ids, tickets] = [0, 0];
  const hex = (count, digits) => count.toString(16).toUpperCase().padStart(digits, "0");
  return {
    nextId: () => `00000000-0000-4000-8000-${hex((ids += 1), 12).toLowerCase()}`,
    nextTicketId: () => `GRV-${hex((tickets += 1), 8)}`,
  };
}

/** Plain data made of the options, which stay as they are. */
export function fill({ people, points, organization }, ids) {
  const data = {
    organization: over(ORGANIZATION, organization),
    points: points.map(pointOf),
    log: [],
    seen: [],
    stale: [],
    grievances: [],
    nominees: [],
  };
  for (const person of people) addPerson(data, person, ids);
  return structuredClone(data);
}

function pointOf(given) {
  const point = over(POINT, given);
  const purposes = point.purposes.map((one) => {
    const relationships = over({ data_elements: [], legal_entities: [] }, one.relationships ?? {});
    return { ...over(PURPOSE, one), relationships };
  });
  return { ...point, purposes };
}

function addPerson(data, person, ids) {
  const { user_id, consents = [], seen = [], stale = [], grievances = [], nominees = [] } = person;
  const at = (display_id) => {
    const found = data.points.find((point) => point.display_id === display_id);
    if (!found) throw new TypeError(`fakeApi: a record of ${user_id} is at ${display_id}, and there is no such collection point`);
    return found;
  };
  data.log.push(...consents.map((consent) => entry(user_id, at(consent.at), consent, ids)));
  data.seen.push(...seen.map((point) => ({ user_id, point: at(point).id })));
  data.stale.push(...stale.map(({ at: point, purpose, consented }) => ({ user_id, point: at(point).id, purpose, consented })));
  const own = ({ id = ids.nextId() }) => ({ id, client_user_id: user_id });
  const ticketId = ({ ticket_id = ids.nextTicketId() }) => ({ ticket_id });
  data.grievances.push(...grievances.map((ticket) => over({ ...own(ticket), ...ticketId(ticket), ...TICKET }, ticket)));
  data.nominees.push(...nominees.map((nominee) => over({ ...own(nominee), ...NOMINEE }, nominee)));
}

function entry(user_id, point, { id, action, purposes = {}, timestamp, request_id, context = {}, metadata = null }, ids) {
  const unknown = Object.keys(purposes).find((purpose) => !point.purposes.some((one) => one.id === purpose));
  if (unknown) throw new TypeError(`fakeApi: a record of ${user_id} decides ${unknown}, which ${point.display_id} does not have`);
  const decided = point.purposes.filter((purpose) => Object.hasOwn(purposes, purpose.id));
  return {
    id: id ?? ids.nextId(),
    user_id,
    action,
    collection_point_id: point.id,
    purpose_consents: decided.map((purpose) => purposeConsent(purpose, purposes[purpose.id])),
    timestamp: timestamp ?? "2026-01-01T00:00:00.000000",
    status: "pending",
    request_id: request_id ?? ids.nextId(),
    context,
    metadata,
  };
}
