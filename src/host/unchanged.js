// What `ifUnchanged` of `recordConsent` compares.

import { Misshapen, purposesOf, reading, record, sameId } from "./reading.js";

/** What the caller saw of a banner, read at once: what is changed afterwards was not seen. */
export const readSeen = (banner, point) => reading("ifUnchanged", () => {
  const { collection_point, banner_id, display_id, record_id, recorded_at, latest_action } = record(banner, "ifUnchanged");
  if (![collection_point, banner_id, display_id].some((id) => sameId(id, point))) {
    throw new Misshapen("ifUnchanged", "must be the banner that was decided on");
  }
  const purposes = purposesOf(banner, "ifUnchanged").map(({ id, consented, source }) => ({ id, consented, source }));
  return { collection_point, banner_id, display_id, record_id, recorded_at, latest_action, purposes };
});

/** The person's own banner of the same point as it is now; one without a record where there is none. */
export const bannerNow = ({ collection_point, banner_id, purposes }, own) => [
  own.find((banner) => sameId(banner.collection_point, collection_point)) ??
    { collection_point, banner_id, purposes: purposes.map(({ id }) => ({ id })) },
];

/**
 * Whether the banner, merged anew, has the record that was seen, or that of this very request. `status` is null for a
 * person without records, and undefined where it could not be read.
 */
export function isUnchanged(seen, { banners: [now] }, status, requestId) {
  const latest = status?.collection_points?.map((entry) => entry.latest_consent) ?? [];
  if (latest.some((consent) => sameId(consent?.request_id, requestId))) return true;
  // A banner that was merged without a status tells of no record, though there may have been one.
  const hadStatus = !seen.purposes.some(({ source }) => source === "banner");
  if (status !== undefined && hadStatus) {
    const differs = (name) => (seen[name] ?? null) !== now[name];
    if (differs("recorded_at") || differs("latest_action") || (seen.record_id !== undefined && differs("record_id"))) return false;
  }
  const before = new Map(seen.purposes.map(({ id, consented }) => [id, consented]));
  return now.purposes.every(({ id, consented }) => consented === (before.get(id) ?? "pending"));
}
