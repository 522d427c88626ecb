// What the tests of hosts that keep the keys share: the README's lines, and what each of those hosts has to do.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../.ci/lib/paths.mjs";

const [, section] = readFileSync(join(root, "README.md"), "utf8").match(/^## Keep the keys\n(.*?)^## /ms);
const [shared, next, hono, worker] = [...section.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
export const EXAMPLES = { next, hono, worker };

/** The embedded server takes any origin of this machine, and the proxy only this one. */
export const ORIGIN = "https://shop.example.com";

/** What the README's lines read from the environment. */
export const environment = (api) => ({
  TRUCONSENT_UPSTREAM: `${api}/api`,
  TRUCONSENT_CONSENT_KEY: "YOUR_API_KEY",
  TRUCONSENT_ADMIN_KEY: "tck_live_xxxxxxxxxxxx",
  TRUCONSENT_ORG_ID: "acme",
  TRUCONSENT_ORIGIN: ORIGIN,
});

/** Writes the lines that all hosts share, and a session that believes a cookie. */
export function writeShared(dir) {
  writeFileSync(join(dir, "consent.js"), shared);
  const session = 'export const personOf = (request) => /\\bperson=(\\w+)/.exec(request.headers.get("cookie"))?.[1] ?? null;\n';
  writeFileSync(join(dir, "session.js"), session);
}

const { cases } = JSON.parse(readFileSync(join(root, "tests", "gateway.json"), "utf8"));
const ways = cases.filter(({ name, request }) => /^(another person|somebody else)/.test(name) && request.target.startsWith("/api/"));

/** Holds a host to it: `ask(path, init)` sends a request with a session's cookie, which is Asha's unless given. */
export async function keepsTheKeys(ask) {
  const asha = (path, init = {}) => ask(path, { ...init, headers: { cookie: "person=usr_asha", ...init.headers } });
  const own = await (await asha("/consent/banners/user/usr_asha")).json();
  assert.ok(own.some(({ title }) => title === "Orders and delivery"));
  const status = await asha("/consent/api/v1/external/consents/user-status?userId=usr_asha");
  assert.deepEqual([status.status, (await status.json()).user_id], [200, "usr_asha"]);
  assert.equal((await ask("/consent/dpo", {})).status, 401);

  const ticket = { client_user_id: "usr_asha", subject: "An old address", description: "It is wrong.", category: "data_correction" };
  const json = { "content-type": "application/json", origin: ORIGIN };
  const post = (headers) => asha("/consent/grievance", { method: "POST", headers, body: JSON.stringify(ticket) });
  assert.equal((await post({ ...json, origin: "https://elsewhere.example" })).status, 403);
  const filed = await post(json);
  assert.deepEqual([filed.status, (await filed.json()).subject], [201, ticket.subject]);

  assert.ok(ways.length >= 16, `${ways.length}`);
  for (const { name, request: { method, target, headers, body } } of ways) {
    const { origin, ...others } = headers ?? {};
    const answer = await asha(target.replace("/api/", "/consent/"), {
      method, body: method === "GET" ? undefined : body, headers: { ...others, ...(origin && { origin: ORIGIN }) },
    });
    assert.ok([403, 404].includes(answer.status), `${name}: ${answer.status}`);
    assert.doesNotMatch(await answer.text(), /usr_bob/, name);
  }
}
