// React, the oldest that is promised and the newest: one read in StrictMode, a page that a server streams, and who leaves.

import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { here, signIn, world } from "./support.mjs";

/** What ends the names under which each is installed. */
const VERSIONS = { "18.2.0": "-18", 19: "" };
const SHOWN = "Website Sign-up Consent: Marketing Communications, approved";

/** Bundles for a browser, or for Node, with the React of this name, whose development build warns of what is wrong. */
async function bundled(file, suffix, platform) {
  const modules = join(here, "node_modules");
  const alias = Object.fromEntries(["react", "react-dom"].map((name) => [name, join(modules, `${name}${suffix}`)]));
  const outfile = join(scratchDir(), "app.mjs");
  symlinkSync(modules, join(outfile, "..", "node_modules"));
  await build({
    entryPoints: [join(here, "react", file)],
    bundle: true,
    format: "esm",
    platform,
    target: "es2022",
    jsx: "automatic",
    alias,
    conditions: ["development"],
    define: { "process.env.NODE_ENV": '"development"' },
    outfile,
    // What React's own files are written with.
    ...(platform === "node" && { banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' } }),
    logLevel: "error",
  });
  return outfile;
}

for (const [version, suffix] of Object.entries(VERSIONS)) {
  describe(`React ${version}`, () => {
    const it = world();
    let browserFile;
    let serverFile;

    before(async () => {
      browserFile = await bundled("browser.jsx", suffix, "browser");
      serverFile = await bundled("server.jsx", suffix, "node");
    });

    /** A page of Asha's at an address of the API's own origin, with the body that `respond` writes. */
    async function open(t, respond = (response) => response.end('<div id="root"></div><script type="module" src="/app.mjs"></script>')) {
      // First, for it has to end whatever else goes wrong.
      const address = await served(t, it.api, browserFile, respond);
      const page = await it.page(t, it.api, { expected: /^(info: .*React DevTools|error: Failed to load resource: .* 40[34])/ });
      const asked = [];
      page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await signIn(page, it.api, "usr_asha");
      await page.goto(address);
      return { page, reads: () => asked.filter((line) => line.startsWith("GET /api/")) };
    }

    test("StrictMode asks once, shows the person's consents, and a decision at once", async (t) => {
      const { page, reads } = await open(t);
      await page.getByText(SHOWN).waitFor();
      assert.equal(await page.locator("#phase").textContent(), "ready");
      assert.equal(await page.locator("#marketing").textContent(), "allowed");
      assert.equal(new Set(reads()).size, reads().length, reads().join("\n"));
      assert.equal(reads().length, 3);

      assert.equal(await page.locator("#needed").textContent(), "asked: never");
      await page.getByRole("button", { name: "Allow" }).click();
      await page.getByText("Sign-up form: Marketing emails, approved").waitFor();
      assert.equal(await page.locator("#needed").textContent(), "not asked");
      await page.getByText("nothing wrong").waitFor();

      // The next one is refused: what is shown stays what is on record.
      await page.route(/\/consent$/, (route) => route.fulfill({ status: 403, json: { error: "Not now" } }));
      await page.getByRole("button", { name: "Decline" }).click();
      await page.getByText("forbidden").waitFor();
      assert.ok(await page.getByText("Sign-up form: Marketing emails, approved").isVisible());
    });

    test("a page that a server streams is taken over without a warning, and without another request", async (t) => {
      const { render } = await import(pathToFileURL(serverFile).href);
      const cookie = await sessionCookie(it.api);
      let release;
      const late = new Promise((resolve) => (release = resolve));
      const { page, reads } = await open(t, async (response) => {
        const { initial, pipe } = await render({ baseUrl: `${it.api}/api`, headers: { Cookie: cookie }, late });
        const json = JSON.stringify(initial).replaceAll("<", "\\u003c");
        response.write(`<script type="application/json" id="initial">${json}</script><div id="root">`);
        pipe(response);
        setTimeout(release, 300);
      });
      await page.getByText("allowed", { exact: true }).waitFor();
      await page.getByText(SHOWN).waitFor();
      await page.getByRole("button", { name: "Leave" }).click();
      assert.equal(await page.locator("#phase").count(), 0, "it is alive");
      assert.deepEqual(reads(), []);
    });

    test("what leaves the page while it waits ends its requests, and what comes back asks anew", async (t) => {
      const { page, reads } = await open(t);
      await page.getByText(SHOWN).waitFor();
      await page.route(/\/api\/banners$/, () => {}); // it waits for ever
      const gone = page.waitForEvent("requestfailed");
      await page.getByRole("button", { name: "Leave" }).click();
      const before = reads().length;
      await page.getByRole("button", { name: "Come" }).click();
      await page.waitForFunction(() => document.getElementById("phase")?.textContent === "loading");
      while (reads().length === before) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 10)));
      await page.getByRole("button", { name: "Leave" }).click();
      assert.equal((await gone).failure().errorText, "net::ERR_ABORTED");
    });
  });
}

/** Serves a page, which `respond` writes, and its script, with the API under one address. */
async function served(t, api, file, respond) {
  const server = createServer((request, response) => {
    if (/^\/(api|session)\b/.test(request.url)) return forward(request, response, api);
    if (request.url === "/app.mjs") return response.writeHead(200, { "Content-Type": "text/javascript" }).end(readFileSync(file));
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.write('<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>React</title><body>');
    respond(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close() && server.closeAllConnections());
  return `http://127.0.0.1:${server.address().port}`;
}

function forward(incoming, outgoing, api) {
  const { method, url, headers } = incoming;
  const sent = request(`${api}${url}`, { method, headers: { ...headers, origin: api, host: new URL(api).host } }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  outgoing.on("close", () => sent.destroy());
  sent.on("error", () => outgoing.destroy());
  incoming.pipe(sent);
}

async function sessionCookie(api) {
  const answer = await fetch(`${api}/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: api },
    body: JSON.stringify({ user_id: "usr_asha" }),
  });
  return answer.headers.get("set-cookie").split(";")[0];
}
