// A collection point's banner in a store, and what it lets happen.

import { needOf } from "./need.js";
import { allowsSomething, asksNothing, onRecord, undecided } from "./standing.js";

/** The banner of a collection point, by any of its ids. */
export const bannerOf = (store, point) => store?.get().consents?.banners.find((banner) =>
  point && [banner.collection_point, banner.banner_id, banner.display_id].includes(point));

/** Whether the store is one to rely on. */
export const isRead = (store) => ["ready", "partial"].includes(store?.get().phase);

/** Whether what was decided at a collection point lets a form go on its way. */
export function letsThrough(store, point) {
  const banner = isRead(store) && bannerOf(store, point);
  if (!banner) return false;
  if (asksNothing(banner)) return onRecord(banner);
  return !undecided(banner) && !needOf(banner).needed && allowsSomething(banner);
}

/** Whether a banner is to be shown: something waits for a decision, is to be decided anew, or was not told yet. */
export const isDue = (banner) =>
  (asksNothing(banner) && !onRecord(banner)) || undecided(banner) || needOf(banner).needed;
