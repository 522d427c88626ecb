// The packed package in real bundlers, and without one: built without a warning, and run in a real browser.

import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";
import { scratchDir } from "../../.ci/lib.mjs";
import { copyPackage, here, installed, pageIn, runWebpack, world } from "./support.mjs";

const it = world();

test("the package is the packed one, not the checkout", () => {
  assert.ok(existsSync(join(installed, "package.json")));
  assert.ok(!existsSync(join(installed, "src")));
});

test("Vite", async (t) => {
  const outDir = scratchDir();
  const warnings = [];
  const logger = { ...vite.createLogger("warn"), warn: (text) => warnings.push(text), warnOnce: (text) => warnings.push(text) };
  const build = { outDir, emptyOutDir: true };
  await vite.build({ root: here, configFile: false, logLevel: "warn", customLogger: logger, build });
  assert.deepEqual(warnings, []);
  assert.equal(readdirSync(join(outDir, "assets")).filter((name) => name.endsWith(".wasm")).length, 1);
  await it.shows(t, outDir);
});

for (const mode of ["production", "development"]) {
  test(`webpack 5, ${mode}`, async (t) => {
    const path = pageIn(scratchDir());
    await runWebpack({
      mode,
      context: here,
      entry: "./page.js",
      output: { path, filename: "main.js", module: true },
      experiments: { outputModule: true },
    });
    await it.shows(t, path);
  });
}

test("Rollup", async (t) => {
  const dir = pageIn(scratchDir(), "page.js");
  const warnings = [];
  const plugins = [nodeResolve({ browser: true }), importMetaAssets()];
  const bundle = await rollup({ input: join(here, "page.js"), plugins, onLog: (_, { message }) => warnings.push(message) });
  await bundle.write({ dir, format: "es" });
  await bundle.close();
  assert.deepEqual(warnings, []);
  await it.shows(t, dir);
});

test("esbuild, which gives the module's address to init", async (t) => {
  const outdir = pageIn(scratchDir(), "page-with-address.js");
  const { warnings } = await esbuild.build({
    absWorkingDir: here,
    entryPoints: ["page-with-address.js"],
    bundle: true,
    format: "esm",
    loader: { ".wasm": "file" },
    outdir,
    logLevel: "silent",
  });
  assert.deepEqual(warnings, []);
  await it.shows(t, outdir);
});

/** A page without a bundler: the package's files lie beside it, and an import map gives them their name. */
function plainPage() {
  const dir = scratchDir();
  copyPackage(join(dir, "truconsent-wasm"));
  for (const file of ["app.js", "show.js", "page.js"]) cpSync(join(here, file), join(dir, file));
  const map = JSON.stringify({ imports: { "truconsent-wasm": "./truconsent-wasm/truconsent_wasm.js" } });
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body></body>
    <script type="importmap">${map}</script><script type="module" src="./page.js"></script>`;
  writeFileSync(join(dir, "index.html"), html);
  return dir;
}

test("a plain <script type=module>", async (t) => {
  await it.shows(t, plainPage());
});

test("a load that failed in the browser can be tried again, and calls before it say so", async (t) => {
  const dir = plainPage();
  writeFileSync(join(dir, "page.js"), "");
  const address = await it.serve(t, dir);
  const page = await it.page(t, address, { expected: /Failed to load resource: net::ERR_FAILED/ });
  let loads = 0;
  await page.route("**/*.wasm", (route) => (++loads === 1 ? route.abort() : route.fallback()));
  await page.goto(address);
  const outcome = await page.evaluate(async () => {
    const all = await import("truconsent-wasm");
    const said = [];
    const tried = () => {
      try {
        said.push(all.mergeConsents([], null).status);
      } catch (error) {
        said.push(error.message);
      }
    };
    tried();
    await all.default().catch((error) => said.push(error.name));
    tried();
    await Promise.all([all.default(), all.default()]);
    await all.default();
    tried();
    return said;
  });
  const sentence = "truconsent-wasm is not ready: call init() and await it first.";
  assert.deepEqual(outcome, [sentence, "TypeError", sentence, "no_records"]);
  assert.equal(loads, 2);
});
