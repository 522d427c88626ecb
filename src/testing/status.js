// A data principal's consent status: the enforcement view, for admin keys.

import { mayActFor } from "./caller.js";
import { microseconds } from "./clock.js";
import { latest, record } from "./log.js";
import { badRequest, forbidden, notFound } from "./refusal.js";

/** `GET /api/v1/external/consents/user-status?userId=` */
export function ofUser({ data, caller, id }) {
  if (!caller.isKnown) throw badRequest("X-Org-Id could not be resolved");
  if (!caller.isAdmin) throw forbidden("API key lacks the admin scope");
  if (!id) throw badRequest("userId query parameter is missing");
  mayActFor(caller, id);
  const entries = latest(data, id);
  const hasSeen = (point) => data.seen.some((one) => one.user_id === id && one.point === point.id);
  const collection_points = data.points.filter((point) => entries.has(point.id) || hasSeen(point)).map((point) => {
    const { display_id, title: name, description, consent_type } = point;
    const collection_point = { id: point.id, display_id, name, description, consent_type };
    return { collection_point, latest_consent: entries.has(point.id) ? latestConsent(entries.get(point.id)) : null };
  });
  if (!collection_points.length) throw notFound("The user has no consent records in the system");
  const total_consents = data.log.filter(({ user_id }) => user_id === id).length;
  return [200, { user_id: id, total_consents, collection_points, timestamp: `${microseconds()}Z` }];
}

function latestConsent(entry) {
  const { collection_point_id: _, ...rest } = record(entry);
  return rest;
}
