// The banner that a decision was made over.

/** A banner of a point that the person has no record at. */
const without = ({ collection_point_id: id, purposes = [] }) => ({
  collection_point: id,
  banner_id: id,
  purposes: purposes.map((purpose) => ({ ...purpose, consented: "pending" })),
  display_id: null,
  latest_action: null,
  record_id: null,
  recorded_at: null,
});

/**
 * The banner as it was when the decision was made, as far as that can be told: a decision names what it changes. Where the
 * store has heard of another record since, this banner is not the latest one any more, and nothing is recorded over it.
 */
export function bannerOf(decision, banner) {
  try {
    banner ??= without(decision);
    const { purposes = [], changed } = decision;
    const states = new Map(purposes.map(({ id, consented }) => [id, consented]));
    return {
      ...banner,
      purposes: banner.purposes.map((purpose) => {
        const to = states.get(purpose.id);
        const isChanged = changed.includes(purpose.id);
        if (!to || isChanged === (to !== purpose.consented)) return purpose;
        return { ...purpose, consented: !isChanged ? to : to === "approved" ? "declined" : "approved" };
      }),
    };
  } catch {
    return banner; // What is no decision is refused by the client.
  }
}
