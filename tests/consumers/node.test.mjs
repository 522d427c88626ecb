// The packed package in Node: by itself, bundled for a server, and in Vitest.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import * as esbuild from "esbuild";
import * as vite from "vite";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { checkLines, here, runWebpack, world } from "./support.mjs";

const it = world();
const script = join(here, "script.js");

/** Runs a program of Node to its end, without a word of complaint, and returns what it prints. */
async function output(...args) {
  const child = spawn("node", args, { cwd: here, env: { ...process.env, SERVER: it.api, NO_COLOR: "1" } });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((over) => child.on("close", over))]);
  assert.deepEqual({ code, err }, { code: 0, err: "" }, out);
  return out;
}

async function runs(file) {
  checkLines((await output(file)).trim().split("\n"));
}

test("a plain script", () => runs(script));

test("bundled by webpack for Node", async () => {
  const path = scratchDir();
  await runWebpack({ mode: "production", target: "node", entry: script, output: { path, filename: "main.cjs" } });
  await runs(join(path, "main.cjs"));
});

test("bundled by esbuild for Node", async () => {
  const outfile = join(scratchDir(), "main.mjs");
  const { warnings } = await esbuild.build({ entryPoints: [script], bundle: true, platform: "node", format: "esm", outfile, logLevel: "silent" });
  assert.deepEqual(warnings, []);
  await runs(outfile);
});

test("bundled by Vite for a server", async () => {
  const outDir = scratchDir();
  const build = { ssr: script, outDir, emptyOutDir: true };
  await vite.build({ root: here, configFile: false, logLevel: "error", ssr: { noExternal: true }, build });
  await runs(join(outDir, "script.js"));
});

test("Vitest", async () => {
  const vitest = join(here, "node_modules", "vitest", "vitest.mjs");
  const said = JSON.parse(await output(vitest, "run", "--root", join(here, "vitest"), "--reporter", "json"));
  assert.deepEqual([said.numPassedTests, said.numTotalTests], [2, 2]);
});
