// What the README says was measured: its table and its chart are those of results.json, and its bytes those of the
// package. No times are judged here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { measure } from "../../.ci/check/size.mjs";
import { ask } from "../../.ci/lib/processes.mjs";
import { hasSmallStd } from "../../.ci/setup/rust.mjs";
import { chart, files, shown, table } from "./chart.mjs";
import { loadTable } from "./load.mjs";

const [measured, drawn, readme, proxy] = [files.results, files.chart, files.readme, files.proxy].map((file) => readFileSync(file, "utf8"));
const results = JSON.parse(measured);

test("the README's figures are the measured ones (npm run chart)", () => {
  assert.equal(shown(readme), table(results));
  assert.equal(shown(proxy), loadTable(results.load));
});

test("the chart is drawn from the same (npm run chart)", () => {
  assert.equal(drawn, chart(results));
});

test("the bytes are the package's as it is (npm run bench)", () => {
  // Another compiler, the build without the small standard library and another Node's brotli give others; what they
  // may come to is the budget's.
  const { rustc = ask("rustc", ["--version"]), node, size } = results;
  if (!hasSmallStd() || rustc !== ask("rustc", ["--version"]) || node !== process.version) return;
  const { rows, total } = measure();
  assert.deepEqual(size, { bytes: total, files: Object.fromEntries(rows.map(({ file, brotli }) => [file, brotli])) });
});
