// A page that is left right after a decision: the write outlives it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { demo, root } from "../support/demo.mjs";

const KEYS = { "X-API-Key": "tck_live_xxxxxxxxxxxx", "X-Org-Id": "acme" };
const TIMES = 8;
const it = demo("--faults");
let pages;

// Pages of another origin, so that the browser asks before it sends.
before(async () => {
  pages = createServer(({ url }, answer) => {
    const isFile = /^\/pkg\/truconsent_wasm(_bg)?\.(js|wasm)$/.test(url);
    answer.setHeader("Content-Type", url.endsWith(".js") ? "text/javascript" : url.endsWith(".wasm") ? "application/wasm" : "text/html");
    answer.end(isFile ? readFileSync(join(root, url)) : "<!doctype html><title>A page</title>");
  });
  await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));
});
after(() => pages.close());

for (const kind of ["record", "function"]) {
  test(`a decision arrives although its page is left at once, with a ${kind} of headers`, async (t) => {
    const context = await it.context();
    t.after(() => context.close());
    const people = Array.from({ length: TIMES }, (_, number) => `usr_leaving_${kind}_${number}`);
    for (const userId of people) {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${pages.address().port}/`);
      await page.evaluate(async ({ baseUrl, kind, keys, userId }) => {
        const { default: init, ConsentClient, decideConsent, mergeConsents } = await import("/pkg/truconsent_wasm.js");
        await init();
        const headers = { ...keys, "X-Fault": "delay:150", "X-Fault-Key": userId };
        const client = new ConsentClient({ baseUrl, headers: kind === "function" ? () => headers : headers });
        const [banner] = mergeConsents(await new ConsentClient({ baseUrl, headers: keys }).listBanners(), null).banners;
        const decision = decideConsent(banner, "decline_all");
        client.recordConsent(userId, decision).catch(() => {});
        location.href = "/away";
      }, { baseUrl: `${it.address}/api`, kind, keys: KEYS, userId }).catch((error) => {
        if (!error.message.includes("context was destroyed")) throw error; // gone before it could answer
      });
      await page.waitForURL("**/away");
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const rows = people.map(async (userId) => (await fetch(`${it.address}/faults/rows?user_id=${userId}`, { headers: KEYS })).json());
    assert.deepEqual((await Promise.all(rows)).map(({ consents }) => consents), Array(TIMES).fill(1));
  });
}
