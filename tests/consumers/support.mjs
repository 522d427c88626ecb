// What the consumers' tests share: the embedded server, a browser, and a way to show what was built beside the API.

import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { promisify } from "node:util";
import { preview } from "vite";
import webpack from "webpack";
import { launch } from "../../.ci/lib/browser.mjs";
import { startProgram, startServer } from "../../.ci/lib/servers.mjs";

export const here = import.meta.dirname;
export const installed = join(here, "node_modules", "truconsent-wasm");

/** What every consumer shows first and last. */
export function checkLines(lines) {
  assert.deepEqual(lines.slice(0, 5), [
    "Orders and delivery",
    "Deliver your orders: approved",
    "Delivery updates on your phone: approved",
    "Recommendations from past orders: declined",
    "Share orders with partner brands: pending",
  ]);
  assert.equal(lines.at(-1), "ConsentError not_found");
}

/** Gives a folder a page that runs one of its scripts, and returns the folder. */
export function pageIn(dir, script = "main.js") {
  writeFileSync(
    join(dir, "index.html"),
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body></body><script type="module" src="./${script}"></script>`,
  );
  return dir;
}

/** Bundles with webpack, or what has its ways, without a warning. */
export async function runWebpack(config, bundler = webpack) {
  const stats = await promisify(bundler)(config);
  const { warnings, errors } = stats.toJson();
  assert.deepEqual([...errors, ...warnings].map(({ message }) => message), []);
}

/** Gives a page's browser the person's session. */
export async function signIn(page, address, person) {
  const asked = { headers: { origin: address }, data: { user_id: person } };
  assert.equal((await page.context().request.post(`${address}/session`, asked)).status(), 200);
}

/** Registers a server and a browser, which are there while the file's tests run. */
export function world() {
  const it = { api: null };
  let server;
  let browser;

  before(async () => {
    server = await startServer(["--port", "0", "--rate-limit", "0"]);
    it.api = server.address;
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Serves a folder of built files with the API on the same origin, and returns its address. */
  it.serve = async (t, dir) => {
    const target = it.api;
    const site = await preview({
      root: dir,
      configFile: false,
      logLevel: "error",
      appType: "mpa", // a missing file is a 404, not the page
      build: { outDir: "." },
      preview: { port: 0, host: "127.0.0.1", proxy: { "/api": { target }, "/session": { target } } },
    });
    t.after(() => site.close());
    return `http://127.0.0.1:${site.httpServer.address().port}`;
  };

  /** A page with Asha's session; at the test's end it must have logged nothing but what `expected` finds. */
  it.page = async (t, address, { expected = /^$/ } = {}) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const noise = [];
    page.on("pageerror", (error) => noise.push(`uncaught: ${error}`));
    page.on("console", (message) => noise.push(`${message.type()}: ${message.text()}`));
    await signIn(page, address, "usr_asha");
    t.after(async () => {
      await context.close();
      assert.deepEqual(noise.filter((line) => !expected.test(line)), [], "the console stays empty");
    });
    return page;
  };

  /** Opens what a consumer built, and checks what it shows. */
  it.shows = async (t, dir) => {
    const address = await it.serve(t, dir);
    // The application asks for a point that does not exist.
    const page = await it.page(t, address, { expected: /^error: Failed to load resource: .* 404/ });
    await page.goto(address);
    await page.waitForFunction(() => document.title === "done");
    checkLines(await page.locator("p").allTextContents());
  };

  return it;
}

/** Puts the package's own files where a page without a bundler finds them. */
export const copyPackage = (dir) => cpSync(join(installed, "pkg"), dir, { recursive: true });

/** Starts a server that runs in Node until the test ends, and returns the address that it prints. */
export async function startInNode(t, args, { cwd, env }) {
  const { address, stop } = await startProgram("node", args, { cwd, env, onLine: console.error });
  t.after(stop); // Next.js, asked to end, waits for connections that a browser opened and never used
  return address;
}
