// The banner that a decision was made over.

/**
 * The banner as it was when the decision was made, as far as that can be told: a decision names what it changes. Where the
 * store has heard of another record since, this is not its banner any more, and the client finds that nothing may be recorded.
 * Without a banner the person has no record at the point.
 */
export function bannerOf(decision, banner) {
  try {
    const { collection_point_id, purposes = [], changed } = decision;
    const states = new Map(purposes.map(({ id, consented }) => [id, consented]));
    banner ??= { collection_point: collection_point_id, purposes: purposes.map(({ id }) => ({ id, consented: "pending" })) };
    return {
      ...banner,
      purposes: banner.purposes.map((purpose) => {
        const to = states.get(purpose.id);
        // No state is empty: whatever it was, it is not that of the latest record.
        return !to || changed.includes(purpose.id) === (to !== purpose.consented) ? purpose : { ...purpose, consented: "" };
      }),
    };
  } catch {
    return banner; // What is no decision is refused by the client.
  }
}
