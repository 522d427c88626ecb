// npm run bench: what the package weighs, and what a merge takes, beside the same merge in plain JavaScript.
// Bytes have a budget; times are only told, for they are the machine's as much as the code's.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { build, pkg } from "../../.ci/build.mjs";
import { root, say, script } from "../../.ci/lib.mjs";
import { setup } from "../../.ci/setup.mjs";
import { measure, sizeTable } from "../../.ci/size.mjs";
import { mergeConsents as reference } from "./reference.mjs";
import { mixed, typical } from "./sample.mjs";

const SIZES = [[1, 10], [20, 10], [100, 20], [1000, 20]];
const SECONDS_EACH = 2;
const SAMPLE_MS = 1;
const AGREEMENTS = 500;

await script(async () => {
  await setup();
  await build();
  const sizes = measure();
  say(`\n${sizeTable(sizes)}\n`);

  const { default: init, mergeConsents } = await import("truconsent-wasm");
  await init({ module_or_path: readFileSync(join(pkg, "truconsent_wasm_bg.wasm")) });
  say(`  Merging, medians in Node ${process.version}, ${cpus()[0]?.model ?? "unknown CPU"}\n`);
  say("  points × purposes     module  JavaScript   ratio   module, per purpose");
  const merges = SIZES.map(([points, purposes]) => {
    const { banners, status } = typical(points, purposes);
    assert.deepStrictEqual(mergeConsents(banners, status), reference(banners, status));
    const [module, javascript] = compare(() => mergeConsents(banners, status), () => reference(banners, status));
    const nanoseconds = (module * 1e6) / (points * purposes);
    const cells = [`${points} × ${purposes}`.padStart(19), ms(module), ms(javascript).padStart(12)];
    say(`${cells.join("")}${(module / javascript).toFixed(1).padStart(8)}${nanoseconds.toFixed(0).padStart(19)} ns`);
    return { points, purposes, module_ms: module, javascript_ms: javascript, ratio: module / javascript, nanoseconds };
  });

  agree(mergeConsents); // last: data of every shape would slow down what is timed
  say(`\n  The two agree on ${AGREEMENTS} random inputs.`);

  const file = join(root, "target", "bench.json");
  mkdirSync(join(root, "target"), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ node: process.version, sizes, merges }, null, 2)}\n`);
  say("  Written to target/bench.json.");
  return sizes.total > sizes.budget ? 1 : 0;
});

function ms(value) {
  return `${value.toFixed(value < 1 ? 4 : 2)} ms`.padStart(12);
}

/** Same input, same output, input untouched. */
function agree(mergeConsents) {
  for (let seed = 0; seed < AGREEMENTS; seed += 1) {
    const { banners, status } = mixed(1 + (seed % 8), 1 + (seed % 5), seed);
    const before = structuredClone({ banners, status });
    assert.deepStrictEqual(mergeConsents(banners, status), reference(banners, status), `they differ for seed ${seed}`);
    assert.deepStrictEqual({ banners, status }, before, `the input was changed for seed ${seed}`);
  }
}

/** Medians in milliseconds; taken in turns, so that a machine that slows down slows both. */
function compare(...functions) {
  const repeats = functions.map((work) => {
    const started = performance.now();
    let count = 0;
    for (; performance.now() - started < 100; count += 1) work(); // warms up, too
    return Math.max(1, Math.round(SAMPLE_MS / (100 / count)));
  });
  const samples = functions.map(() => []);
  const end = performance.now() + SECONDS_EACH * 1000;
  for (let turn = 0; performance.now() < end || turn < 21; turn += 1) {
    functions.forEach((work, position) => {
      const started = performance.now();
      for (let i = 0; i < repeats[position]; i += 1) work();
      samples[position].push((performance.now() - started) / repeats[position]);
    });
  }
  return samples.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
}
