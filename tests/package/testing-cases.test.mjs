// The API in memory, held to the embedded server: one table of requests, on the same people, answered alike.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fakeApi } from "truconsent-wasm/testing";
import { root } from "../../.ci/lib/paths.mjs";
import { startServer } from "../../.ci/lib/servers.mjs";
import { cases } from "../api-cases.mjs";

const seed = (name) => readFileSync(join(root, "www/server/seed", `${name}.json`), "utf8");
const seeded = ["people", "collection_points", "organization"].map(seed);
const [people, points, organization] = seeded.map((text) => JSON.parse(text));
const SEEDED = new Set(seeded.join().match(/"[^"]*"/g).map((text) => text.slice(1, -1)));

const KEYS = {
  staff: { "X-API-Key": "tck_live_xxxxxxxxxxxx", "X-Org-Id": "acme" },
  "the page": { "X-API-Key": "YOUR_API_KEY", "X-Org-Id": "acme" },
  "no organisation": { "X-API-Key": "tck_live_xxxxxxxxxxxx" },
  "another organisation": { "X-API-Key": "tck_live_xxxxxxxxxxxx", "X-Org-Id": "other" },
  "a stranger": { "X-API-Key": "wrong" },
  nobody: {},
};

let server;
let session;

before(async () => {
  server = await startServer(["--port", "0", "--rate-limit", "0"]);
  const headers = { "Content-Type": "application/json", Origin: server.address };
  const answer = await fetch(`${server.address}/session`, { method: "POST", headers, body: '{"user_id":"usr_asha"}' });
  session = { Cookie: answer.headers.getSetCookie()[0].split(";")[0], Origin: server.address };
});

after(() => server?.stop());

/** Sends a case's requests one after the other, and returns the answers, without what differs from run to run. */
async function play(steps, send, headers) {
  const name = names();
  const made = [];
  const answers = [];
  for (const { method, path, body, headers: more, status } of steps) {
    const text = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const type = body === undefined ? {} : { "Content-Type": "application/json" };
    const where = typeof path === "function" ? path(made) : path;
    const answer = await send(where, { method, headers: { ...headers, ...type, ...more }, ...text });
    const json = await answer.json();
    made.push(json);
    assert.ok(Math.abs(Date.parse(answer.headers.get("Date")) - Date.now()) < 60_000, "an answer tells its time");
    assert.equal(answer.status, status, `${method} ${where} ${JSON.stringify(body)}: ${JSON.stringify(json)}`);
    const told = ["Content-Type", "Cache-Control", "Retry-After"].map((header) => answer.headers.get(header));
    answers.push({ method, where: typeof path === "string" ? path : "", told, json: plain(json, name) });
  }
  return answers;
}

/** What ids and times of now are called: the first one, the second one; the same each time. */
function names() {
  const known = new Map();
  return (text) => {
    const kind = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? "id" : /^GRV-[\dA-F]{8}$/.test(text) ? "ticket id" : null;
    if (!kind) return text.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?(Z?)$/, (_, part, zone) => `now${part ? ".000000" : ""}${zone}`);
    if (!known.has(text)) known.set(text, `${kind} ${known.size}`);
    return known.get(text);
  };
}

function plain(value, name) {
  if (typeof value === "string") return SEEDED.has(value) ? value : name(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member, name)]));
}

test("the table has a case for everything", () => {
  assert.ok(cases.length >= 60, `${cases.length}`);
  assert.equal(new Set(cases.map(([name]) => name)).size, cases.length, "each has a name of its own");
});

// One after the other, for what one case has made the next may see. Nobody else looks at what Asha changes in her session.
const keyed = fakeApi({ people, points, organization });
const signedIn = fakeApi({ people, points, organization, person: "usr_asha" });

for (const [name, steps, who] of cases) {
  test(name, async () => {
    const real = (path, init) => fetch(`${server.address}/api${path}`, init);
    const [fake, sent] = who === "Asha" ? [signedIn, [session, {}]] : [keyed, Array(2).fill(KEYS[who ?? "staff"])];
    const expected = await play(steps, real, sent[0]);
    const found = await play(steps, fake.fetch, sent[1]);
    assert.deepEqual(found, expected);
    assert.deepEqual(fake.unmatched(), []);
  });
}
