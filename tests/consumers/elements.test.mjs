// The rights centre in each framework, and in none: built from the packed package, shown by a browser, and used by its keyboard.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import { build } from "esbuild";
import * as vite from "vite";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { installed, here, pageIn, world } from "./support.mjs";

const it = world();
const pkg = (file) => join(installed, "pkg", file);
const POINT = '[data-point="a1b2c3d4-e5f6-7890-abcd-ef1234567890"]';

/** Withdraws, and allows again, at the seeded person's sign-up; by keyboard. */
async function used(page, { tells = true } = {}) {
  await page.locator(POINT).waitFor();
  await page.getByRole("button", { name: "Withdraw Website Sign-up Consent" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw consent" }).press("Enter");
  await page.locator(`${POINT} [data-state="declined"]`).waitFor();
  if (tells) assert.equal(await page.locator("#said").textContent(), "revoked");
  await page.getByRole("button", { name: "Change Website Sign-up Consent" }).press("Enter");
  await page.getByRole("dialog").getByRole("radio", { name: "Allow" }).press("Space");
  await page.getByRole("dialog").getByRole("button", { name: "Save my choices" }).press("Enter");
  await page.locator(`${POINT} [data-state="approved"]`).waitFor();
  if (tells) assert.equal(await page.locator("#said").textContent(), "approved");
}

const alias = (suffix) => Object.fromEntries(["react", "react-dom"].map((name) => [name, join(here, "node_modules", `${name}${suffix}`)]));

for (const [name, script, plugins, more] of [
  ["Vite with React 18", "react.jsx", [react()], { resolve: { alias: alias("-18") } }],
  ["Vite with React 19", "react19.jsx", [react()]],
  ["Vue 3", "vue.js", [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("truconsent-") } } })]],
  ["Svelte 5", "svelte.js", [svelte({ configFile: false })]],
]) {
  test(name, async (t) => {
    const outDir = pageIn(scratchDir());
    const lib = { entry: join(here, "elements", script), formats: ["es"], fileName: () => "main.js" };
    const define = { "process.env.NODE_ENV": '"production"' };
    await vite.build({ root: here, configFile: false, logLevel: "error", plugins, define, ...more, build: { outDir, emptyOutDir: false, lib, target: "es2022" } });
    const page = await it.page(t, it.api);
    await page.goto(await it.serve(t, outDir));
    await used(page);
  });
}

test("Angular 20", async (t) => {
  const outDir = pageIn(scratchDir());
  copyFileSync(pkg("truconsent_wasm_bg.wasm"), join(outDir, "truconsent_wasm_bg.wasm"));
  await build({
    entryPoints: [join(here, "elements", "angular.ts")], bundle: true, format: "esm", splitting: true, outdir: outDir, entryNames: "main", target: "es2022",
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } }, logLevel: "error",
  });
  const page = await it.page(t, it.api, { expected: /Angular is running in development mode|JIT/ });
  await page.goto(await it.serve(t, outDir));
  await used(page);
});

/** Serves files to other origins, as a content delivery network does. */
async function network(t, files) {
  const server = createServer((request, response) => {
    const file = files[request.url];
    response.writeHead(file ? 200 : 404, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript; charset=utf-8" }).end(file);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** Twelve lines. */
const PLAIN = (address, integrity) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Your data</title>
    <link rel="icon" href="data:,">
    <script src="${address}/truconsent-elements.js" integrity="${integrity}" crossorigin></script>
  </head>
  <body>
    <truconsent-center base-url="/api" user-id="usr_asha"></truconsent-center>
  </body>
</html>`;

test("plain HTML, with one file from another origin, whose integrity the browser checks", async (t) => {
  const code = readFileSync(pkg("truconsent-elements.js"), "utf8");
  const address = await network(t, { "/truconsent-elements.js": code });
  const { "truconsent-elements.js": integrity } = JSON.parse(readFileSync(pkg("integrity.json"), "utf8"));
  assert.equal(integrity, `sha384-${createHash("sha384").update(code).digest("base64")}`);
  const dir = scratchDir();
  writeFileSync(join(dir, "index.html"), PLAIN(address, integrity));
  const page = await it.page(t, it.api);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(await it.serve(t, dir));
  await used(page, { tells: false });
  await page.evaluate(() => document.documentElement.setAttribute("lang", "hi"));
  await page.getByRole("heading", { name: "आपकी सहमतियाँ" }).waitFor();
  assert.deepEqual(asked.filter((path) => !path.startsWith("/api/")), ["/", "/truconsent-elements.js"], "no other file");
  await page.evaluate(() => document.documentElement.setAttribute("lang", "en"));
  await page.evaluate(() => truconsent.registerLocale("en", { "consents.title": "What you allow us" }));
  await page.getByRole("heading", { name: "What you allow us" }).waitFor();

  const other = scratchDir();
  writeFileSync(join(other, "index.html"), PLAIN(address, integrity.replace(/.{4}$/, "AAAA")));
  const refused = await it.page(t, it.api, { expected: /Failed to find a valid digest/ });
  await refused.goto(await it.serve(t, other));
  assert.equal(await refused.evaluate(() => customElements.get("truconsent-center") === undefined), true);
});

test("two copies of the package on one page: the first one's elements are there, and both work", async (t) => {
  const dir = scratchDir();
  for (const copy of ["one", "two"]) {
    mkdirSync(join(dir, copy));
    for (const file of ["elements.js", "store.js", "language.js", "receipt.js", "truconsent_wasm.js", "truconsent_wasm_bg.wasm"]) copyFileSync(pkg(file), join(dir, copy, file));
  }
  const scope = (copy) => ({ "truconsent-wasm": `/${copy}/truconsent_wasm.js`, "truconsent-wasm/store": `/${copy}/store.js`, "truconsent-wasm/language": `/${copy}/language.js` });
  const map = { scopes: { "/one/": scope("one"), "/two/": scope("two") } };
  writeFileSync(join(dir, "index.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Two</title><link rel="icon" href="data:,">
    <script type="importmap">${JSON.stringify(map)}</script>
    <truconsent-center base-url="/api" user-id="usr_asha"></truconsent-center>
    <form id="form"><button data-truconsent="cp_website_signup">Go</button></form>
    <script type="module">import "/one/elements.js"; import "/two/elements.js"; window.times = 0;
      form.addEventListener("submit", (event) => { event.preventDefault(); window.times += 1; });</script>`);
  const page = await it.page(t, it.api);
  await page.goto(await it.serve(t, dir));
  await used(page, { tells: false });
  await page.evaluate(() => document.querySelector("truconsent-center").after(Object.assign(document.createElement("truconsent-notice"), { manual: true, point: "cp_website_signup", baseUrl: "/api", userId: "usr_asha" })));
  await page.getByRole("button", { name: "Go" }).click();
  await page.waitForFunction(() => window.times > 0);
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.times), 1);
});

test("on a server it defines nothing, and throws nothing", async () => {
  const before = Object.getOwnPropertyNames(globalThis).sort();
  const { registerLocale } = await import(pkg("elements.js"));
  assert.equal(typeof registerLocale, "function");
  registerLocale("mr", { "consents.title": "तुमची संमती" });
  const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name) && globalThis[name] !== undefined);
  assert.deepEqual(added.filter((name) => !/^(lit|reactive)/.test(name)), []);
});
