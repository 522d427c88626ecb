// What a page downloads: the module and its JavaScript, as pkg/ has them (already minified), in brotli's best quality.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { ENTRIES } from "../build/entries.mjs";
import { pkg } from "../build/module.mjs";
import { Failure, say } from "../lib/say.mjs";
import { hasSmallStd } from "../setup/rust.mjs";
import { ONE } from "./verdict.mjs";

/** What a page may have to download (1 KB is 1,024 bytes): `npm test` fails above it. */
const BUDGET = 51 * 1024;

/** The same where Rust's standard library could not be compiled along. */
const BUDGET_OF_LARGE_STD = 58 * 1024;

/** What each further entry may cost, beside the base. */
const ENTRY_BUDGETS = {
  elements: 43_008, // with Lit, the style sheets, and English
  gate: 2_048,
  language: 2_048,
  proxy: 1_536, // beside the rules, which no page downloads
  react: 1_536,
  receipt: 3_328,
  store: 3_072,
  testing: 8_192,
};

function brotliSize(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

function sizesOf(file) {
  const path = join(pkg, file);
  if (!existsSync(path)) throw new Failure("pkg/ is not built. Run `npm run build`.");
  const bytes = readFileSync(path);
  return { file, raw: bytes.length, brotli: brotliSize(bytes) };
}

/** Rows of `{ file, raw, brotli }` of the base entry, their sum and its budget; and a row with a budget for each further one. */
export function measure() {
  const rows = ["truconsent_wasm_bg.wasm", "truconsent_wasm.js"].map(sizesOf);
  const entries = ENTRIES.map((name) => ({ ...sizesOf(`${name}.js`), budget: ENTRY_BUDGETS[name] }));
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return { rows, raw: sum("raw"), total: sum("brotli"), budget: hasSmallStd() ? BUDGET : BUDGET_OF_LARGE_STD, entries };
}

export function sizeTable({ rows, raw, total, budget, entries }) {
  const number = (value) => value.toLocaleString("en").padStart(9);
  const line = (name, a, b) => `  ${name.padEnd(30)}${a}${b}`;
  return [
    line("bytes", "raw".padStart(9), "brotli".padStart(9)),
    ...rows.map(({ file, raw: bytes, brotli }) => line(file, number(bytes), number(brotli))),
    line("together", number(raw), number(total)),
    line(total <= budget ? "budget" : "budget, EXCEEDED", " ".repeat(9), number(budget)),
    ...entries.map((entry) => line(`${entry.file}, up to ${entry.budget?.toLocaleString("en")}`, number(entry.raw), number(entry.brotli))),
  ].join("\n");
}

export async function size() {
  const sizes = measure();
  say(sizeTable(sizes));
  if (sizes.total > sizes.budget) throw new Failure("The package is over its budget: look at what the last change pulled in.");
  const over = sizes.entries.filter(({ brotli, budget }) => !(brotli <= budget)).map(({ file }) => file);
  if (over.length) throw new Failure(`Over their budgets, or without one in .ci/check/size.mjs: ${over.join(", ")}.`);
  return ONE;
}
