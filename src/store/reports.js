// What a banner's latest record says, by ids and states alone: what the tabs tell each other.

import { applyDecision } from "truconsent-wasm";

export const pointOf = ({ collection_point, banner_id }) => collection_point || banner_id;

/** The report of a banner. */
export const reportOf = (banner) => [
  1, // the format: tabs of another one do not understand each other
  pointOf(banner),
  banner.record_id,
  banner.recorded_at,
  banner.latest_action,
  banner.recorded_campaign_id,
  banner.purposes.filter(({ legal_basis }) => legal_basis === "consent").map(({ id, consented }) => [id, consented]),
];

const SHAPE =
  /^\[1,"[^"\\]+",("[^"\\]+"|null),"\d{4}(-\d\d){2}T[\d:.]+Z",("[a-z_]+"|null),("[^"\\]+"|null),\[(\["[^"\\]+","(approved|declined|pending)"\],?)*\]\]$/;

/** The report that a message is, if it is one and nothing else is in it. */
export function readReport(message) {
  const report = typeof message === "string" && SHAPE.test(message) && JSON.parse(message);
  return report && Date.parse(report[3]) > 0 ? report : null;
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
    metadata: { reconsent_campaign_id: campaign, expiry_reconsent_request_id: campaign },
  });
}
