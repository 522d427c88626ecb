// A person's consents as the store holds them: frozen, with `expired` as it is now, and what differs between two of them.

export const { freeze } = Object;

/** Whether an approval has ended. One whose end cannot be read has. */
export const isOver = ({ consented, expires_at: end }, now) =>
  consented === "approved" && end != null && !(Date.parse(end) > now);

/** The consents with these banners, as they are at this moment. Nobody can change them. */
export const settled = (consents, now, banners = consents.banners) => freeze({
  ...consents,
  banners: freeze(banners.map((banner) => freeze({
    ...banner,
    purposes: freeze(banner.purposes.map((purpose) => freeze({ ...purpose, expired: isOver(purpose, now) }))),
  }))),
});

/** The next moment at which an approval ends; Infinity where none will. */
export function nextEnd(consents, now) {
  let next = Infinity;
  for (const purpose of consents?.banners.flatMap(({ purposes }) => purposes) ?? []) {
    const end = Date.parse(purpose.expires_at);
    if (end > now && end < next) next = end;
  }
  return next;
}

/** The purposes whose state is another one than before. */
export function differences(before, after) {
  const changes = new Map();
  for (const [side, consents] of [["before", before], ["after", after]]) {
    for (const { collection_point, purposes } of consents?.banners ?? []) {
      for (const { id, consented, expired } of purposes) {
        const key = JSON.stringify([collection_point, id]);
        const change = changes.get(key) ?? { collection_point, id, before: null, after: null };
        change[side] = expired ? "expired" : consented;
        changes.set(key, change);
      }
    }
  }
  return [...changes.values()].filter((change) => change.before !== change.after);
}
