// What a banner's latest record says, by ids and states alone: what the tabs tell each other.

import { applyDecision } from "truconsent-wasm";

/** The format of a report. Tabs of another version of the package do not understand each other. */
const VERSION = 1;

const ACTIONS = ["approved", "declined", "partial_consent", "revoked", "no_action", null];
const STATES = ["approved", "declined", "pending"];

export const pointOf = ({ collection_point, banner_id }) => collection_point || banner_id;

/** The report of a banner. */
export const reportOf = (banner, campaign = null) => [
  VERSION,
  pointOf(banner),
  banner.record_id,
  banner.recorded_at,
  banner.latest_action,
  campaign,
  banner.purposes.filter(({ legal_basis }) => legal_basis === "consent").map(({ id, consented }) => [id, consented]),
];

const isText = (value) => value !== "" && typeof value === "string";
const isTextOrNull = (value) => value === null || isText(value);

/** Whether a message is a report, and nothing else is in it. */
export function isReport(message) {
  const isList = Array.isArray;
  if (!isList(message) || message.length !== 7) return false;
  const [version, point, id, at, action, campaign, purposes] = message;
  return version === VERSION && isText(point) && isTextOrNull(id) && isTextOrNull(campaign) && ACTIONS.includes(action) &&
    isText(at) && /^\d{4}-[\d-]+T[\d:.]+Z$/.test(at) && Date.parse(at) > 0 && isList(purposes) &&
    purposes.every((one) => isList(one) && one.length === 2 && isText(one[0]) && STATES.includes(one[1]));
}

/** A banner with the record of a report. What the report does not name is not decided. */
export function withReport(banner, [, , id, timestamp, action, campaign, purposes]) {
  const states = new Map(purposes);
  return applyDecision(banner, {
    id,
    action,
    collection_point_id: pointOf(banner),
    purpose_consents: banner.purposes.map(({ id }) => ({ purpose_id: id, status: states.get(id) ?? "pending" })),
    timestamp,
    request_id: null,
    metadata: campaign && { reconsent_campaign_id: campaign },
  });
}
