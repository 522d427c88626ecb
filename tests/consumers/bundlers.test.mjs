// The packed package in real bundlers, and without one: built without a warning, and run in a real browser.

import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rspack } from "@rspack/core";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";
import { scratchDir } from "../../.ci/lib/script.mjs";
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
  const [module, ...others] = readdirSync(join(outDir, "assets")).filter((name) => name.endsWith(".wasm"));
  assert.equal(others.length, 0);
  const html = readFileSync(join(outDir, "index.html"), "utf8");
  assert.equal(html.match(/<link rel="preload" .*href="(.*?)"/)[1], `/assets/${module}`, "what the page preloads is what is loaded");
  await it.shows(t, outDir);
});

/** Bundles the page, as webpack and what is made like it do, and returns the folder. */
async function packedPage(config, bundler) {
  const path = pageIn(scratchDir());
  const output = { path, filename: "main.js", module: true };
  const options = { context: here, entry: "./page.js", output, experiments: { outputModule: true }, ...config };
  await runWebpack(options, bundler);
  return path;
}

for (const mode of ["production", "development"]) {
  test(`webpack 5, ${mode}`, async (t) => {
    await it.shows(t, await packedPage({ mode }));
  });

  test(`Rspack, ${mode}`, async (t) => {
    await it.shows(t, await packedPage({ mode }, rspack));
  });
}

// Parcel is one.
test("a bundler that does not know `exports`", async (t) => {
  const path = await packedPage({ mode: "production", resolve: { exportsFields: [] } });
  assert.equal(readdirSync(path).filter((name) => name.endsWith(".wasm")).length, 1);
  await it.shows(t, path);
});

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

test("esbuild, which gives the module's address to init, wherever its files are", async (t) => {
  const dir = pageIn(scratchDir(), "assets/page-with-address.js");
  const loader = { ".wasm": "file" };
  await runEsbuild({ absWorkingDir: here, entryPoints: ["page-with-address.js"], loader, outdir: join(dir, "assets") });
  await it.shows(t, dir);
});

test("esbuild, told nothing, with the entry that has the module in it", async (t) => {
  const app = scratchDir();
  symlinkSync(join(here, "node_modules"), join(app, "node_modules"));
  for (const file of ["app.js", "show.js", "page.js"]) {
    const code = readFileSync(join(here, file), "utf8");
    writeFileSync(join(app, file), code.replace('"truconsent-wasm"', '"truconsent-wasm/inline"'));
  }
  const dir = pageIn(scratchDir(), "page.js");
  await runEsbuild({ absWorkingDir: app, entryPoints: ["page.js"], outdir: dir });
  assert.deepEqual(readdirSync(dir).sort(), ["index.html", "page.js"]);
  await it.shows(t, dir);
});

/** Bundles with esbuild for a page, without a warning. */
async function runEsbuild(options) {
  const { warnings } = await esbuild.build({ bundle: true, format: "esm", logLevel: "silent", ...options });
  assert.deepEqual(warnings, []);
}

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
