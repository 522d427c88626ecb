// The least that a page could write: the words of each purpose, found by its ids in well-formed records. It reads no other
// spelling, knows no end of a consent, and believes whichever record comes last.

/** The same purposes in the same states as the module's, for what `typical` of sample.mjs makes. */
export function mergeMinimal(banners, status) {
  const entries = new Map(status.collection_points.map((entry) => [entry.collection_point.id, entry]));
  return banners.map((banner) => {
    const consents = entries.get(banner.collection_point)?.latest_consent?.purpose_consents ?? [];
    const words = new Map(consents.map((consent) => [consent.purpose_id, consent.status]));
    const purposes = banner.purposes.map((purpose) => ({ ...purpose, consented: words.get(purpose.id) ?? "pending" }));
    return { ...banner, purposes };
  });
}
