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

/** Each purpose's state for whoever uses the data. */
const statesOf = (consents) => new Map(consents?.banners.flatMap(({ collection_point, purposes }) =>
  purposes.map(({ id, expired, consented }) => [JSON.stringify([collection_point, id]), expired ? "expired" : consented])));

/** The purposes whose state is another one than before. */
export function differences(before, after) {
  const [was, is] = [before, after].map(statesOf);
  return [...new Map([...was, ...is]).keys()].filter((key) => was.get(key) !== is.get(key)).map((key) => {
    const [collection_point, id] = JSON.parse(key);
    return { collection_point, id, before: was.get(key) ?? null, after: is.get(key) ?? null };
  });
}
