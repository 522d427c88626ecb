// A gated page, and a host that it must not ask before its time.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { demo, until } from "../support/demo.mjs";
import { MAP_HASH, site } from "../support/entries.mjs";

/** One purpose at each, which nobody has decided about, and which Asha has approved. */
export const POINTS = {
  open: "a0b1c2d3-1111-2222-3333-444455556666",
  approved: "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
};
export const PURPOSES = {
  open: `${POINTS.open}/3d6e2f1a-bc74-4e9a-a801-123456789abc`,
  approved: `${POINTS.approved}/b2c3d4e5-f6a7-8901-bcde-f12345678901`,
  notice: "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a07/9c1e6f30-4a52-4d7b-8b11-60d2f7a3c601",
};

const SCRIPT = `
import init, { ConsentClient, decideConsent } from "truconsent-wasm";
import { createConsentStore } from "truconsent-wasm/store";
import { gate } from "truconsent-wasm/gate";

window.ran = [];
window.gate = gate;
await init();
const client = new ConsentClient({ baseUrl: "/api", maxRetries: 0 });
const store = (window.store = createConsentStore({ client, userId: "usr_asha", include: "all" }));
window.decide = (point, choices) =>
  store.record(decideConsent(store.get().consents.banners.find(({ collection_point }) => collection_point === point), choices));
window.gated = gate(store, { ...window.options?.() });
document.title = "gated";
`;

/** Registers the demo's server, a browser, and another host that keeps a list of what it was asked for. */
export function gating() {
  const it = demo();
  it.asked = [];
  it.until = until;
  const held = new Map();
  let host;

  before(async () => {
    host = createServer(async ({ url }, response) => {
      it.asked.push(url);
      await held.get(url);
      const type = /\.js$/.test(url) ? "text/javascript" : /\.svg$/.test(url) ? "image/svg+xml" : "text/html";
      const bodies = {
        "text/javascript": `window.ran.push(${JSON.stringify(url)});`,
        "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        "text/html": "<p>Map</p>",
      };
      response.writeHead(url.startsWith("/gone") ? 404 : 200, { "Content-Type": type }).end(bodies[type]);
    });
    await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
    it.host = `http://127.0.0.1:${host.address().port}`;
  });

  after(() => {
    host?.closeAllConnections();
    host?.close();
  });

  /**
   * A page of Asha's with this body, under the demo's policy, which would let the other host in: only the gate does not.
   * `types` are the names that it allows for Trusted Types, null where it requires none.
   */
  it.gated = async (t, body, { options, init, before: prepare, types = "'none'" } = {}) => {
    it.asked.length = 0;
    const page = await it.page(t);
    await page.context().request.post(`${it.address}/session`, { headers: { origin: it.address }, data: { user_id: "usr_asha" } });
    const answer = await page.context().request.get(it.address);
    const policy = answer.headers()["content-security-policy"]
      .replace("script-src 'self'", `script-src 'self' ${MAP_HASH} ${it.host}`)
      .replace("img-src 'self' data:", `img-src 'self' data: ${it.host}; frame-src ${it.host}`);
    const required = "require-trusted-types-for 'script'; trusted-types lit-html";
    assert.ok(policy.includes(required));
    const trusted = types === null ? "" : required.replace("lit-html", types);
    await site(page.context(), "/gated", { body, script: SCRIPT, policy: policy.replace(required, trusted) });
    if (options) await page.addInitScript(`window.options = () => (${options})`);
    if (init) await page.addInitScript(init);
    // A page that no server of this machine sent may ask none of this machine, but for this.
    await page.context().grantPermissions(["local-network-access"]);
    await prepare?.(page.context());
    await page.goto(`${it.address}/gated`);
    await page.waitForFunction(() => document.title === "gated");
    return page;
  };

  /** Lets the other host's next answers for a path wait; the result lets them go. */
  it.hold = (path) => {
    let release;
    held.set(path, new Promise((resolve) => (release = resolve)));
    return release;
  };

  /** Waits until the other host was asked for this. */
  it.isAsked = (path) => until(() => it.asked.includes(path), path);
  return it;
}

/** Waits until the store knows where the person stands, and everybody has heard of it. */
export const known = (page) => page.waitForFunction(() => window.store?.get().phase === "ready");
/** Waits until so many scripts have run, and says which. */
export const ran = async (page, count) => {
  await page.waitForFunction((wanted) => window.ran.length === wanted, count);
  return page.evaluate(() => window.ran);
};
export const decide = (page, point, choices) => page.evaluate(([at, how]) => window.decide(at, how), [point, choices]).then(() => {});
