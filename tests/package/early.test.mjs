// Reads begun before the module is loaded, against a server that counts what it is asked.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import init, { ConsentClient, fetchEarly } from "truconsent-wasm";

const OFFICER = { id: null, full_name: "Alex Singh", email: "dpo@acmecorp.com" };
let asked;
let failures;
let baseUrl;
let server;

before(async () => {
  server = createServer(({ method, url, headers }, response) => {
    asked.push({ asked: `${method} ${url}`, key: headers["x-api-key"] ?? null });
    failures -= 1;
    response.writeHead(failures >= 0 ? 503 : 200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(method === "DELETE" ? { message: "done" } : OFFICER));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${server.address().port}/api`;
});

beforeEach(() => {
  asked = [];
  failures = 0;
});

after(() => server.close());

const dpo = async (options) => (await new ConsentClient({ baseUrl, ...options }).dpo()).full_name;

// The first one: the module is not loaded yet.
test("a read begins before the module is loaded, and the first call takes its answer", async () => {
  fetchEarly(`${baseUrl}/dpo`);
  while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await init();
  assert.equal(await dpo(), "Alex Singh");
  assert.deepEqual(asked, [{ asked: "GET /api/dpo", key: null }]);
});

test("an answer is taken once", async () => {
  fetchEarly(`${baseUrl}/dpo`);
  await dpo();
  await dpo();
  assert.equal(asked.length, 2);
});

test("it is for a call with the same headers, credentials and address only", async () => {
  fetchEarly(`${baseUrl}/dpo`, { headers: { "X-API-Key": "YOUR_API_KEY" } });
  await dpo();
  await dpo({ apiKey: "another" });
  await dpo({ apiKey: "YOUR_API_KEY", credentials: "omit" });
  assert.deepEqual(asked.map(({ key }) => key), ["YOUR_API_KEY", null, "another", "YOUR_API_KEY"]);
  await dpo({ apiKey: "YOUR_API_KEY" });
  assert.equal(asked.length, 4, "it was still there for the one that it is for");
});

test("a failure is the first attempt's, and the repeat asks anew", async () => {
  failures = 1;
  fetchEarly(`${baseUrl}/dpo`);
  assert.equal(await dpo(), "Alex Singh");
  assert.equal(asked.length, 2);
});

test("one that nobody takes harms nobody", async () => {
  fetchEarly("http://127.0.0.1:1/dpo");
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await dpo(), "Alex Singh");
});

test("after a write, and after ten seconds, it may not be true any more", async (t) => {
  const client = new ConsentClient({ baseUrl });
  fetchEarly(`${baseUrl}/dpo`);
  await client.deleteNominee("1");
  await dpo();
  assert.deepEqual(asked.map((each) => each.asked), ["GET /api/dpo", "DELETE /api/nominee/1", "GET /api/dpo"]);
  const now = performance.now.bind(performance);
  fetchEarly(`${baseUrl}/dpo`);
  t.mock.method(performance, "now", () => now() + 10_001);
  await dpo();
  assert.equal(asked.length, 5);
});

test("an abort of the call ends it", async () => {
  const signal = AbortSignal.abort("left");
  const ending = new AbortController();
  fetchEarly(`${baseUrl}/dpo`);
  const call = new ConsentClient({ baseUrl }).dpo({ signal: ending.signal });
  ending.abort("left");
  await assert.rejects(call, { code: "aborted", cause: "left" });
  await assert.rejects(new ConsentClient({ baseUrl }).dpo({ signal }), { code: "aborted" });
  assert.equal(await dpo(), "Alex Singh");
});

test("whatever it is given, it does not throw, and the call goes its own way", async () => {
  const given = [undefined, null, "", 7, Symbol("x"), {}, "http://[", { toString() { throw new Error("no"); } }];
  for (const address of given) for (const options of given) fetchEarly(address, options);
  for (const headers of given) fetchEarly(`${baseUrl}/dpo`, { headers: { "X-Org-Id": headers }, credentials: headers });
  asked = [];
  assert.equal(await dpo(), "Alex Singh");
});
