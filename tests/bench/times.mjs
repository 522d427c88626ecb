// What the measurements share.

import { performance } from "node:perf_hooks";

const SAMPLE_MS = 1;
const TURNS_AT_LEAST = 21;

export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** Medians in milliseconds; taken in turns, so that a machine that slows down slows all. The functions may be async. */
export async function compare(seconds, ...functions) {
  const repeats = [];
  for (const work of functions) {
    const started = performance.now();
    let count = 0;
    for (; performance.now() - started < 100; count += 1) await work(); // warms up, too
    repeats.push(Math.max(1, Math.round(SAMPLE_MS / (100 / count))));
  }
  const samples = functions.map(() => []);
  const end = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < end || turn < TURNS_AT_LEAST; turn += 1) {
    for (const [position, work] of functions.entries()) {
      const started = performance.now();
      for (let i = 0; i < repeats[position]; i += 1) {
        const result = work();
        if (result instanceof Promise) await result;
      }
      samples[position].push((performance.now() - started) / repeats[position]);
    }
  }
  return samples.map(median);
}
