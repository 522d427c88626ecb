// The API in memory behind Mock Service Worker: an application's own `fetch` is answered, and nothing else changes.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import init, { ConsentClient } from "truconsent-wasm";
import { fakeApi } from "truconsent-wasm/testing";

const api = fakeApi({ person: "usr_asha" });
const server = setupServer(
  http.all("https://example.com/api/*", ({ request }) => api.fetch(request).catch(() => HttpResponse.error())),
);
const client = () => new ConsentClient({ baseUrl: "https://example.com/api", maxRetries: 0 });

before(async () => {
  server.listen({ onUnhandledRequest: "error" });
  await init();
});
beforeEach(() => api.reset());
after(() => server.close());

test("an application reads and records", async () => {
  const { banners } = await client().currentConsents("usr_asha", { include: "all" });
  assert.equal(banners.length, 2);
  const input = { client_user_id: "usr_asha", subject: "Copy", description: "All of it.", category: "access" };
  const { ticket_id } = await client().createGrievance(input);
  assert.equal((await client().updateGrievance(ticket_id, { status: "withdrawn" })).status, "withdrawn");
  assert.equal(api.records().grievances.at(-1).subject, "Copy");
  await assert.rejects(client().listNominees("usr_ravi"), { code: "forbidden" });
});

test("faults arrive", async () => {
  for (const [kind, code] of [["network", "network"], [429, "rate_limited"], ["html", "unexpected_response"], ["cut", "network"]]) {
    api.fault("dpo", kind);
    await assert.rejects(client().dpo(), { code }, String(kind));
  }
  const ending = new AbortController();
  api.fault("dpo", "timeout");
  const waiting = client().dpo({ signal: ending.signal });
  ending.abort();
  await assert.rejects(waiting, { code: "aborted" });
});

test("what the documents do not have is remembered", async () => {
  assert.equal((await fetch("https://example.com/api/consents")).status, 501);
  assert.deepEqual(api.unmatched().map(({ path }) => path), ["/api/consents"]);
});
