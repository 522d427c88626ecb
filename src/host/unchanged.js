// What `ifUnchanged` of `recordConsent` compares.

import { Misshapen, purposesOf, reading, record, sameId } from "./reading.js";

const RECORD = ["record_id", "recorded_at", "latest_action"];

/** What the caller saw of a banner, read at once: what is changed afterwards was not seen. */
export const readSeen = (banner, point) => reading("ifUnchanged", () => {
  const seen = { ...record(banner, "ifUnchanged") };
  const { collection_point, banner_id, display_id } = seen;
  if (![collection_point, banner_id, display_id].some((id) => sameId(id, point))) {
    throw new Misshapen("ifUnchanged", "must be the banner that was decided on");
  }
  return { ...seen, purposes: purposesOf(banner, "ifUnchanged").map(({ id, consented }) => ({ id, consented })) };
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
  if (status !== undefined && RECORD.some((name) => seen[name] !== undefined && seen[name] !== now[name])) return false;
  const before = new Map(seen.purposes.map(({ id, consented }) => [id, consented]));
  return now.purposes.every(({ id, consented }) => consented === (before.get(id) ?? "pending"));
}
