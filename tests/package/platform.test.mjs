// What differs where there is no page: here Node, with the packed package.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import init, { ConsentClient, isConsentError } from "truconsent-wasm";

const DPO = { id: "1", full_name: "Alex Singh", email: "dpo@acme.example" };
let baseUrl;
let asked;
const server = createServer((request, response) => {
  asked = request;
  response.setHeader("Content-Type", "application/json").end(JSON.stringify(DPO));
});

before(async () => {
  await init();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

/** What a call rejects with; a call that throws before it has returned a promise fails the test. */
const rejection = (call) => call().then(() => assert.fail("it is fulfilled"), (error) => error);

test("a path is refused at once, with a hint, where no page resolves it and no fetch option may", () => {
  for (const path of ["/api", "/", "/a/b"]) {
    assert.throws(() => new ConsentClient({ baseUrl: path }), (error) => {
      assert.deepEqual([isConsentError(error), error.code, error.attempts], [true, "invalid_options", 0]);
      assert.deepEqual(error.fields.map(({ field }) => field), ["baseUrl"]);
      return /fetch/.test(error.hint);
    });
  }
});

test("with a fetch option it is resolved there", async () => {
  const addresses = [];
  const fetch = (address, options) => (addresses.push(address), globalThis.fetch(baseUrl + address, options));
  assert.equal((await new ConsentClient({ baseUrl: "/api", fetch }).dpo()).email, DPO.email);
  assert.deepEqual(addresses, ["/api/dpo"]);
});

test("headers that pages cannot send are sent from here", async () => {
  const headers = { Cookie: "session=1", "User-Agent": "portal" };
  for (const given of [headers, () => headers, async () => headers]) {
    asked = undefined;
    await new ConsentClient({ baseUrl, headers: given }).dpo();
    assert.deepEqual([asked.headers.cookie, asked.headers["user-agent"]], ["session=1", "portal"]);
  }
});

test("no cause tells an address: some engines put it into their errors", async () => {
  const of = (message, options) => Object.assign(new TypeError(message), options);
  const address = "error sending request for url (https://api.test/banners/user/usr_canary)";
  const hidden = [
    () => of(address),
    () => of("fetch failed", { cause: of(address) }),
    () => of("fetch failed", { stack: address }),
    () => address,
    () => new Proxy(new Error("x"), { get: () => { throw new Error("no"); } }),
  ];
  const other = of("fetch failed", { cause: of("no route") });
  for (const [makes, kept] of [...hidden.map((makes) => [makes, undefined]), [() => other, other]]) {
    const broken = { status: 200, headers: new Headers(), text: () => Promise.reject(makes()) };
    for (const fetch of [() => Promise.reject(makes()), () => Promise.resolve(broken)]) {
      const client = new ConsentClient({ baseUrl: "https://api.test", fetch, maxRetries: 0 });
      const error = await rejection(() => client.userBanners("usr_canary"));
      assert.deepEqual([error.code, error.cause], ["network", kept]);
    }
  }
  const left = new Error(address);
  const client = new ConsentClient({ baseUrl: "https://api.test", fetch: () => new Promise(() => {}) });
  const aborted = await rejection(() => client.userBanners("usr_canary", { signal: AbortSignal.abort(left) }));
  assert.equal(aborted.cause, left, "the caller's own reason is the caller's own");
});

test("an error is recognised behind a border as what toJSON gives", async () => {
  const error = await rejection(() => new ConsentClient({ baseUrl }).getBanner(""));
  assert.equal(isConsentError(structuredClone(error)), false, "structuredClone keeps no name");
  const sent = structuredClone(error.toJSON());
  assert.ok(isConsentError(sent));
  assert.deepEqual([sent.code, sent.fields], [error.code, error.fields]);
});

test("a method that was taken off its client rejects, and says so", async () => {
  const client = new ConsentClient({ baseUrl });
  const names = Object.getOwnPropertyNames(ConsentClient.prototype)
    .filter((name) => name !== "constructor" && "value" in Object.getOwnPropertyDescriptor(ConsentClient.prototype, name));
  assert.ok(names.length >= 14, `${names}`);
  for (const name of names) {
    const { [name]: method } = client;
    for (const owner of [undefined, null, {}, "client", Object.create(ConsentClient.prototype)]) {
      const error = await rejection(() => method.call(owner, "a", {}, {}));
      assert.deepEqual([isConsentError(error), error.code, error.operation], [true, "invalid_options", name]);
    }
  }
  const mapped = await Promise.allSettled(["a", "b"].map(client.getBanner));
  assert.deepEqual(mapped.map(({ reason }) => reason.code), ["invalid_options", "invalid_options"]);
});

test("one client for many people never gives one what another was answered", async () => {
  // As a server keeps it: each request has its own token, and all ask for the same address at once.
  const { AsyncLocalStorage } = await import("node:async_hooks");
  const token = new AsyncLocalStorage();
  const served = [];
  const fetch = async (_, { headers }) => {
    const mine = new Headers(headers).get("authorization");
    served.push(mine);
    await new Promise((later) => setTimeout(later, 5));
    return mine === "b" ? new Response('{"error":"no"}', { status: 403 }) : Response.json({ ...DPO, full_name: mine });
  };
  const client = new ConsentClient({ baseUrl, fetch, headers: () => ({ Authorization: token.getStore() }) });
  const people = ["a", "b", "c", "a"];
  const answers = await Promise.allSettled(people.map((person) => token.run(person, () => client.dpo())));
  assert.deepEqual(answers.map(({ value, reason }) => value?.full_name ?? reason.code), ["a", "forbidden", "c", "a"]);
  assert.deepEqual(served.sort(), ["a", "b", "c"]);
});
