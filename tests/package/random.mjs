// Chance that can be had again: the same seed gives the same choices (mulberry32).

export function choices(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = (list) => list[Math.floor(next() * list.length)];
  /** A list of at most so many. */
  const times = (most, make) => Array.from({ length: Math.floor(next() * (most + 1)) }, make);
  return { next, pick, times };
}
