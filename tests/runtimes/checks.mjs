// What the package does in every runtime: these run in Node, Deno, Bun and workerd, each with the packed package and against the
// embedded API, which is at `api`. Whatever throws has failed.

import init, { ConsentClient, decideConsent, isConsentError, mergeConsents } from "truconsent-wasm";
import { availableLanguages, localizeBanner } from "truconsent-wasm/language";
import { createProxy } from "truconsent-wasm/proxy";
import { consentReceipt, verifyReceipt } from "truconsent-wasm/receipt";
import { createConsentStore } from "truconsent-wasm/store";
import { fakeApi } from "truconsent-wasm/testing";

const ADMIN = { apiKey: "tck_live_xxxxxxxxxxxx", orgId: "acme" };

function equal(found, expected) {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one} instead of ${other}`);
}

const rejection = (promise) => promise.then(() => { throw new Error("it is fulfilled"); }, (error) => error);

/** Everything that an error tells, with what led to it. */
function told(error) {
  const all = [];
  for (let at = error; at && all.length < 9; at = at.cause) all.push(`${at} ${at.message} ${at.stack}`);
  return all.join("\n");
}

/** Each check by its name, in this order. */
export const checks = {
  "a call before init is a ConsentError": async () => {
    const error = await rejection((async () => new ConsentClient({ baseUrl: "https://api.test" }))());
    equal([isConsentError(error), error.code], [true, "not_initialized"]);
  },
  "init needs no arguments, and can be called again": async () => {
    await init();
    await Promise.all([init(), init()]);
    equal(mergeConsents([], null).status, "no_records");
  },
  "the README's first example": async (api) => {
    const client = new ConsentClient({ baseUrl: `${api}/api`, ...ADMIN });
    const { banners } = await client.currentConsents("usr_asha", { include: "all" });
    const lines = banners.map(({ title, purposes }) => `${title} (${purposes.map(({ name, consented }) => `${name}: ${consented}`).join(", ")})`);
    equal(lines.some((line) => line.startsWith("Orders and delivery (Deliver your orders: approved, ")), true);
  },
  "a fetch of the caller's, with a path": async (api) => {
    const asked = [];
    const own = (url, options) => (asked.push(url), fetch(api + url, options));
    const client = new ConsentClient({ baseUrl: "/api", ...ADMIN, fetch: own });
    equal(typeof (await client.dpo()).full_name, "string");
    equal(asked, ["/api/dpo"]);
  },
  "writes": async (api) => {
    const client = new ConsentClient({ baseUrl: `${api}/api`, ...ADMIN });
    const input = { client_user_id: "usr_kenji", subject: "An old address", description: "It is wrong.", category: "data_correction" };
    const ticket = await client.createGrievance(input);
    equal((await client.updateGrievance(ticket.ticket_id, { status: "withdrawn" })).status, "withdrawn");
    const { banners } = await client.currentConsents("usr_kenji", { include: "all" });
    const open = banners.find(({ purposes }) => purposes.length > 0 && purposes.every(({ legal_basis }) => legal_basis !== "notice"));
    const record = await client.recordConsent("usr_kenji", decideConsent(open, "approve_all"));
    equal(typeof record.request_id, "string");
  },
  "errors say what happened": async (api) => {
    const codes = [];
    const collect = async (options, call) => {
      const error = await rejection(call(new ConsentClient({ baseUrl: `${api}/api`, ...ADMIN, maxRetries: 0, ...options })));
      codes.push(isConsentError(error) ? error.code : told(error));
    };
    await collect({}, (client) => client.getBanner("cp_nowhere"));
    await collect({ apiKey: "wrong" }, (client) => client.dpo());
    await collect({ apiKey: "YOUR_API_KEY" }, (client) => client.consentStatus("usr_asha"));
    await collect({}, (client) => client.createGrievance({ client_user_id: "usr_asha" }));
    await collect({ baseUrl: "http://127.0.0.1:9" }, (client) => client.dpo());
    await collect({ headers: { "X-Fault": "delay:5000" } }, (client) => client.dpo({ timeoutMs: 200 }));
    await collect({ headers: { "X-Fault": "not-json" } }, (client) => client.dpo());
    await collect({}, (client) => client.dpo({ signal: AbortSignal.abort() }));
    equal(codes, ["not_found", "unauthenticated", "forbidden", "invalid_input", "network", "timeout", "unexpected_response", "aborted"]);
  },
  "no error tells an address, whatever the engine says": async (api) => {
    for (const [baseUrl, fault] of [["http://127.0.0.1:9", ""], [`${api}/api`, "drop"], [`${api}/api`, "truncate"], [`${api}/api`, "not-json"]]) {
      const headers = fault ? { "X-Fault": fault } : {};
      const client = new ConsentClient({ baseUrl, ...ADMIN, headers, maxRetries: 0 });
      for (const call of ["userBanners", "consentStatus"]) {
        const text = told(await rejection(client[call]("usr_canary")));
        if (text.includes("usr_canary")) throw new Error(`${fault}: ${text}`);
      }
    }
  },
  "a store": async (api) => {
    const client = new ConsentClient({ baseUrl: `${api}/api`, ...ADMIN });
    const store = createConsentStore({ client, userId: "usr_asha" });
    await store.refresh();
    equal([store.get().phase, store.waiting().length > 0], ["ready", true]);
    store.close();
  },
  "languages and receipts": async (api) => {
    const client = new ConsentClient({ baseUrl: `${api}/api`, ...ADMIN });
    const { banners } = await client.currentConsents("usr_asha", { include: "all" });
    const spoken = banners.find((banner) => availableLanguages(banner).length > 1);
    equal(typeof localizeBanner(spoken, availableLanguages(spoken)[1].code ?? availableLanguages(spoken)[1]).title, "string");
    const record = await client.recordConsent("usr_asha", decideConsent(banners[0], "decline_all"));
    const receipt = await consentReceipt({ record, banner: banners[0] });
    equal((await verifyReceipt(receipt)).valid, true);
    equal((await verifyReceipt({ ...receipt, receipt_hash: "0".repeat(64) })).valid, false);
  },
  "the fake API": async () => {
    const fake = fakeApi();
    const client = new ConsentClient({ baseUrl: "https://api.test", fetch: fake.fetch });
    equal(Array.isArray(await client.listBanners()), true);
  },
  "the proxy": async (api) => {
    const proxy = createProxy({
      upstream: `${api}/api`, consentKey: "YOUR_API_KEY", adminKey: ADMIN.apiKey, orgId: "acme", origin: "https://shop.test",
      person: (request) => request.headers.get("x-person"), log: () => {},
    });
    const ask = (path, person) => proxy(new Request(`https://shop.test${path}`, { headers: person ? { "x-person": person } : {} }));
    const statuses = await Promise.all([
      ask("/banners/user/usr_asha", "usr_asha"), ask("/banners/user/usr_lukas", "usr_asha"), ask("/dpo"), ask("/elsewhere", "usr_asha"),
    ]);
    equal(statuses.map(({ status }) => status), [200, 403, 401, 404]);
  },
};

/** Runs them all: `[{ name, failed }]`, where `failed` is why, or null. */
export async function run(api) {
  const results = [];
  for (const [name, check] of Object.entries(checks)) {
    const failed = await check(api).then(() => null, (error) => told(error));
    results.push({ name, failed });
  }
  return results;
}
