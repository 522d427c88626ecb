// The table of cases that every host of the gateway's rules passes, through `createProxy` of the packed package.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createProxy } from "truconsent-wasm/proxy";

const table = JSON.parse(readFileSync(new URL("../../gateway.json", import.meta.url), "utf8"));
const OWN = "https://proxy.test";

/** The case as a `Request`; undefined for one that none can be, or that is about what a host of this kind has not. */
function requestOf({ bearer, name, request: { method, target, headers = {}, body } }) {
  // There are no bearers; whatever fetches has decoded what is encoded.
  if (bearer || /encoding that was not decoded/.test(name)) return;
  try {
    const own = new Request(OWN + target, { method, headers, body: ["GET", "HEAD"].includes(method) ? undefined : body });
    return own.method === method && own.url === OWN + target ? own : undefined;
  } catch {
    return undefined; // no method of fetch's, or a body where none may be
  }
}

/** An API that answers as the case says, and notes what it is asked. */
function apiOf({ upstream = [] }) {
  const asked = [];
  const fetch = async (url, { method, headers, body, redirect }) => {
    assert.equal(redirect, "manual");
    asked.push({ method, url, headers: Object.fromEntries(headers), ...(body !== undefined && { body }) });
    const { status, headers: given = {}, body: text = "", base64 } = upstream[asked.length - 1].answer;
    const bytes = base64 ? Buffer.from(base64, "base64") : Buffer.from(text);
    // Some of these no real Response can be.
    return { status, headers: new Headers(given), body: new Blob([bytes]).stream() };
  };
  return { fetch, asked };
}

async function outcome(entry, request) {
  const logged = [];
  const { fetch, asked } = apiOf(entry);
  const proxy = createProxy({ ...table.settings, fetch, person: () => entry.person, log: (line) => logged.push(line) });
  const response = await proxy(request);
  return { response, body: await response.text(), asked, logged };
}

const cases = table.cases.map((entry) => [entry, requestOf(entry)]).filter(([, request]) => request);

test("every case ends as the table says", async () => {
  assert.ok(cases.length >= 250, `only ${cases.length} of ${table.cases.length}`);
  for (const [entry, request] of cases) {
    const { response, body, asked, logged } = await outcome(entry, request);
    const { status, body: text, headers = {}, report = null } = entry.reply;
    const own = Object.fromEntries(Object.keys(headers).map((name) => [name, response.headers.get(name)]));
    assert.deepEqual({ status: response.status, body, headers: own }, { status, body: text, headers }, entry.name);
    assert.deepEqual(asked, (entry.upstream ?? []).map(({ expect }) => expect), entry.name);
    assert.deepEqual(logged.map(({ status: code, report: kind }) => [code, kind]), [[status, report]], entry.name);
    assert.ok(!/usr_|canary/.test(JSON.stringify(logged)), entry.name);
  }
});

test("nobody gets at a record of somebody else: more than sixteen ways", async () => {
  const ways = cases.filter(([{ name }]) => /^(another person|somebody else|a ticket that is not the person's)/.test(name));
  assert.ok(ways.length >= 16, `${ways.length}`);
  for (const [entry] of ways) {
    const { response, body, asked } = await outcome(entry, requestOf(entry));
    assert.ok([403, 404].includes(response.status), `${entry.name}: ${response.status}`);
    assert.doesNotMatch(body, /usr_bob/);
    assert.doesNotMatch(JSON.stringify(asked), /usr_bob/, entry.name);
  }
});
