// The API in memory in a real browser: a page of a site works with it, and not one request leaves the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demo } from "../support/demo.mjs";
import { site } from "../support/entries.mjs";

const it = demo();

async function open(t) {
  const page = await it.page(t);
  await site(page.context(), "/site");
  await page.goto(`${it.address}/site`);
  const asked = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
  t.after(() => assert.deepEqual(asked, []));
  return page;
}

test("a page reads, decides and files, without a server", async (t) => {
  const page = await open(t);
  const seen = await page.evaluate(async () => {
    const { default: init, ConsentClient, decideConsent } = await import("truconsent-wasm");
    const { fakeApi } = await import("truconsent-wasm/testing");
    await init();
    const api = fakeApi();
    const client = new ConsentClient({ baseUrl: "/api", fetch: api.fetch });
    const read = async () => (await client.currentConsents("usr_asha", { include: "all" })).banners;
    const [, newsletter] = await read();
    await client.recordConsent("usr_asha", decideConsent(newsletter, "approve_all"));
    const ticket = { client_user_id: "usr_asha", subject: "Copy", description: "All of it.", category: "access" };
    api.fault("createGrievance", "lost", 1);
    const { ticket_id } = await client.createGrievance(ticket);
    const states = (await read()).map(({ purposes }) => purposes.map(({ consented }) => consented));
    const { consents, grievances } = api.records();
    return { states, actions: consents.map(({ action }) => action), ticket_id, tickets: grievances.length, unmatched: api.unmatched() };
  });
  assert.deepEqual(seen, {
    states: [["approved", "approved", "declined", "pending"], ["approved"]],
    actions: ["partial_consent", "approved"],
    ticket_id: "GRV-00000001",
    tickets: 2,
    unmatched: [],
  });
});

test("faults are what the browser's own are, and an abort ends what is never answered", async (t) => {
  const page = await open(t);
  const seen = await page.evaluate(async () => {
    const { default: init, ConsentClient } = await import("truconsent-wasm");
    const { fakeApi } = await import("truconsent-wasm/testing");
    await init();
    const api = fakeApi();
    const client = new ConsentClient({ baseUrl: "/api", fetch: api.fetch, maxRetries: 0 });
    const codes = [];
    for (const kind of ["network", "html", "cut", "lost", 429, 503]) {
      api.fault("dpo", kind);
      codes.push(await client.dpo().catch(({ code }) => code));
    }
    api.fault("dpo", "timeout");
    const ending = new AbortController();
    const waiting = client.dpo({ signal: ending.signal }).catch(({ code }) => code);
    await client.listBanners();
    ending.abort();
    codes.push(await waiting);
    return codes;
  });
  assert.deepEqual(seen, ["network", "unexpected_response", "network", "network", "rate_limited", "server_error", "aborted"]);
});
