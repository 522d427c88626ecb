// What the README says was measured: its table and its chart are those of results.json. No times are judged here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { chart, files, shown, table } from "./chart.mjs";

const [results, drawn, readme] = [files.results, files.chart, files.readme].map((file) => readFileSync(file, "utf8"));

test("the README's figures are the measured ones (npm run chart)", () => {
  assert.equal(shown(readme), table(JSON.parse(results)));
});

test("the chart is drawn from the same (npm run chart)", () => {
  assert.equal(drawn, chart(JSON.parse(results)));
});
