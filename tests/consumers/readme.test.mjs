// The README's own words, by somebody who follows them: a new folder, the packed package, the examples as they stand.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import react from "@vitejs/plugin-react";
import * as vite from "vite";
import { pack } from "../../.ci/build/packed.mjs";
import { root } from "../../.ci/lib/paths.mjs";
import { must } from "../../.ci/lib/processes.mjs";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { here, pageIn, signIn, startInNode, world } from "./support.mjs";

const it = world();
const readme = readFileSync(join(root, "README.md"), "utf8");
const examples = (language) => [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, code]) => code);
const [first, config] = [/currentConsents\("usr_asha", \{ include/, /127\.0\.0\.1:8787/].map((wanted) => examples("js").find((code) => wanted.test(code)));

let app;

before(async () => {
  app = pageIn(scratchDir());
  writeFileSync(join(app, "package.json"), '{ "type": "module" }');
  const tarball = await pack(scratchDir());
  await must("npm", ["install", "--no-audit", "--no-fund", tarball], "The package cannot be installed.", { cwd: app });
  writeFileSync(join(app, "main.js"), first);
  assert.match(config, /http:\/\/127\.0\.0\.1:8787/);
  writeFileSync(join(app, "vite.config.js"), config.replace("http://127.0.0.1:8787", it.api));
});

/** The first example's page shows the seeded person's consents. */
async function showsConsents(t, address) {
  const page = await it.page(t, it.api, { expected: /^(debug: \[vite\] connect|log: \[vite\] server connection lost)/ });
  await page.goto(address);
  await page.locator("p").first().waitFor();
  const lines = await page.locator("p").allTextContents();
  const states = "Deliver your orders: approved, Delivery updates on your phone: approved, Recommendations from past orders: declined";
  assert.ok(lines.some((line) => line.startsWith(`Orders and delivery (${states}`)), lines.join("\n"));
  assert.ok(lines.length > 5, "the collection points without a record are there, too");
}

test("before Vite 7, the first example is built when the target is named that the README says", async () => {
  const { build, version } = await import("vite-6");
  assert.match(version, /^6\./);
  const [, target] = readme.match(/Vite 5 and 6 .*`build\.target: "(\w+)"`/);
  const options = { root: app, logLevel: "silent" };
  await assert.rejects(build(options), /Top-level await is not available/);
  await build({ ...options, build: { target, outDir: scratchDir(), emptyOutDir: true } });
});

test("the first example in a new application, built with Vite", async (t) => {
  await vite.build({ root: app, logLevel: "error" });
  assert.ok(readdirSync(join(app, "dist", "assets")).some((name) => name.endsWith(".wasm")));
  const site = await vite.preview({ root: app, logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
  t.after(() => site.close());
  await showsConsents(t, `http://127.0.0.1:${site.httpServer.address().port}`);
});

test("the React example follows the person, and ends with its component", async (t) => {
  const [hook, ...more] = examples("jsx");
  assert.equal(more.length, 0);
  const dir = pageIn(scratchDir(), "main.jsx");
  symlinkSync(join(here, "node_modules"), join(dir, "node_modules"));
  cpSync(join(here, "people.jsx"), join(dir, "main.jsx"));
  writeFileSync(join(dir, "hook.jsx"), hook);
  const outDir = scratchDir();
  const build = { outDir, emptyOutDir: true };
  await vite.build({ root: dir, configFile: false, logLevel: "error", plugins: [react()], build });

  const address = await it.serve(t, outDir);
  const page = await it.page(t, address, { expected: /^error: Failed to load resource: .* (403|404)/ });
  const shown = (text) => page.waitForFunction((wanted) => {
    const { textContent = "" } = document.querySelector("output") ?? {};
    return textContent.startsWith(wanted) && !textContent.endsWith(": loading");
  }, text);
  const ended = async (id) => {
    const predicate = (request) => request.url().endsWith(`/banners/user/${id}`);
    // Long before the client's own time limit, which would end it, too.
    const request = await page.waitForEvent("requestfailed", { predicate, timeout: 7_000 });
    assert.equal(request.failure().errorText, "net::ERR_ABORTED");
  };

  await page.goto(address);
  await shown("usr_asha: Orders and delivery");

  // The answer for a person arrives only after somebody else has been chosen.
  const [asked, release, answered] = [deferred(), deferred(), deferred()];
  await page.route("**/api/banners/user/usr_asha", async (route) => {
    const response = await route.fetch();
    asked.resolve();
    await release.promise;
    await route.fulfill({ response }).catch(() => {}); // nobody waits for it any more
    answered.resolve();
  });
  // What is still on its way when somebody else signs in is refused: all but the answer that is held back is there by then.
  const status = page.waitForResponse(/user-status\?userId=usr_asha$/);
  await page.reload();
  await Promise.all([asked.promise, status]);
  await signIn(page, address, "usr_lukas");
  await Promise.all([ended("usr_asha"), page.getByRole("button", { name: "usr_lukas" }).click()]);
  await shown("usr_lukas: ");
  release.resolve();
  await answered.promise;
  let history = await page.evaluate(() => window.rendered);
  assert.ok(history.length > 0 && history.every((line) => line.startsWith("usr_lukas: ")), history.join("\n"));
  await page.unroute("**/api/banners/user/usr_asha");

  // An error is an answer, too; it does not stay for the next person.
  await page.getByRole("button", { name: "usr_asha" }).click();
  await shown("usr_asha: forbidden");
  await page.getByRole("button", { name: "usr_lukas" }).click();
  await shown("usr_lukas: ");
  history = await page.evaluate(() => window.rendered);
  assert.ok(!history.includes("usr_lukas: forbidden"), history.join("\n"));

  // The component goes while it waits.
  const pending = deferred();
  await page.route("**/api/banners/user/usr_meera", () => pending.resolve());
  await page.getByRole("button", { name: "usr_meera" }).click();
  await pending.promise;
  await Promise.all([ended("usr_meera"), page.getByRole("button", { name: "nobody" }).click()]);
});

for (const folder of ["vite", "vite-7"]) {
  test(`the first example in a new application, developed with ${folder}`, async (t) => {
    const program = join(here, "node_modules", folder, "bin", "vite.js");
    const env = { NODE_ENV: "development", NO_COLOR: "1" };
    await showsConsents(t, await startInNode(t, [program, "--port", "0", "--host", "127.0.0.1"], { cwd: app, env }));
  });
}

function deferred() {
  let resolve;
  return { promise: new Promise((done) => (resolve = done)), resolve: () => resolve() };
}
