// The API in memory, as a test of an application uses it: by the client, and by itself as a `fetch`.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { ConsentClient, decideConsent } from "truconsent-wasm";
import { fakeApi } from "truconsent-wasm/testing";

const clientOf = (api, more) => new ConsentClient({ baseUrl: "/api", fetch: api.fetch, ...more });
const ticket = { client_user_id: "usr_asha", subject: "Copy", description: "All of it.", category: "access" };
const nominee = { user_id: "usr_asha", nominee_name: "Jo", nominee_email: "jo@example.com", nominee_mobile: "+919876543210", relationship: "spouse" };
const post = (body, more) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), ...more });
const failure = (promise) => promise.then(() => assert.fail("it did not fail"), (error) => error);

before(() => init());

test("without options there are two collection points and a person, whom every call finds", async () => {
  const api = fakeApi();
  const client = clientOf(api);
  const { banners, status } = await client.currentConsents("usr_asha", { include: "all" });
  assert.deepEqual(banners.map(({ title, purposes }) => [title, ...purposes.map(({ consented, expired }) => [consented, expired])]), [
    ["Orders and delivery", ["approved", false], ["approved", false], ["declined", false], ["pending", false]],
    ["Newsletter", ["pending", false]],
  ]);
  assert.equal(status, "merged");
  const [orders, newsletter] = await client.listBanners();
  assert.equal((await client.getBanner("cp_newsletter")).purposes[0].data_elements[0].name, "Full Name");
  assert.deepEqual([orders.legal_entities.length, newsletter.legal_entities.length], [2, 1]);
  assert.equal((await client.dpo()).full_name, "Alex Singh");
  assert.equal((await client.listGrievances("usr_asha"))[0].client_user_id, "usr_asha");
  assert.equal((await client.listNominees("usr_asha"))[0].nominee_name, "Rohan Verma");
  assert.equal((await failure(client.consentStatus("usr_nobody"))).code, "not_found");
  assert.deepEqual(api.unmatched(), []);
});

test("what is recorded is told by the API and by `records`, and gone after `reset`", async () => {
  const api = fakeApi();
  const client = clientOf(api);
  const start = api.records();
  const [, newsletter] = (await client.currentConsents("usr_asha", { include: "all" })).banners;
  const decision = decideConsent(newsletter, "approve_all", { language: "hi" });
  const record = await client.recordConsent("usr_asha", decision);
  assert.deepEqual(await client.recordConsent("usr_asha", decision), record, "the same request again");
  const { ticket_id } = await client.createGrievance(ticket);
  await client.updateGrievance(ticket_id, { status: "withdrawn" });
  const { id } = await client.registerNominee(nominee);
  await client.updateNominee(id, { status: "active" });
  await client.deleteNominee(api.records().nominees[0].id);

  const { consents, grievances, nominees } = api.records();
  assert.deepEqual(consents, [...start.consents, { user_id: "usr_asha", ...record }]);
  assert.equal(record.metadata.consent_language, "hi");
  assert.deepEqual(grievances.map(({ status }) => status), ["in_progress", "withdrawn"]);
  assert.deepEqual(nominees.map(({ nominee_name, status }) => [nominee_name, status]), [["Jo", "active"]]);
  const merged = (await client.currentConsents("usr_asha")).banners.at(-1);
  assert.deepEqual([merged.record_id, merged.purposes[0].consented], [record.id, "approved"]);

  consents.length = 0;
  grievances[0].status = "changed";
  assert.deepEqual([api.records().consents.length, api.records().grievances[0].status], [2, "in_progress"], "it gives copies");
  api.reset();
  assert.deepEqual([api.records(), api.requests()], [start, []]);
  const ids = [ticket_id, (await client.createGrievance(ticket)).ticket_id];
  assert.deepEqual(ids, ["GRV-00000001", "GRV-00000002"], "no id is given twice");
});

test("records of one's own, of which only what matters is given", async () => {
  const purposes = [{ id: "crash", name: "Crash reports", is_mandatory: undefined }, { id: "voice", name: "Voice", extra: { frequency: "recurring" } }];
  const points = [{ id: "p-1", display_id: "cp_app", title: "The app", purposes }, { id: "p-2", display_id: "cp_web", title: "The site", purposes: [] }];
  const consents = [{ at: "cp_app", action: "partial_consent", purposes: { voice: "approved" } }];
  const people = [{ user_id: "usr_jo", consents, seen: ["cp_web"], grievances: [{ subject: "s", description: "d", category: "c" }], nominees: [nominee] }];
  const given = structuredClone({ people, points });
  const api = fakeApi({ ...given, organization: { name: "Jo's", logo_url: undefined } });
  const client = clientOf(api);
  const { banners, unmatched } = await client.currentConsents("usr_jo");
  assert.deepEqual(banners[0].purposes.map(({ consented, frequency }) => [consented, frequency]), [["pending", undefined], ["approved", "recurring"]]);
  assert.deepEqual(unmatched.map(({ latest_consent }) => latest_consent), [null]);
  const { organization, purposes: [crash] } = await (await api.fetch("/banners/cp_app")).json();
  assert.deepEqual([organization, crash.is_mandatory], [{ name: "Jo's", logo_url: null }, false], "what is undefined is left out");
  assert.equal((await failure(client.dpo())).serverMessage, "No data protection officer is configured");
  await client.createGrievance({ ...ticket, client_user_id: "usr_jo" });
  const made = (await client.listGrievances("usr_jo")).map(({ subject, status, ticket_id }) => [subject, status, ticket_id]);
  assert.deepEqual(made, [["Copy", "open", "GRV-00000002"], ["s", "open", "GRV-00000001"]]);
  assert.equal((await client.listNominees("usr_jo"))[0].client_user_id, "usr_jo");
  await client.recordConsent("usr_jo", decideConsent(banners[0], "approve_all"));
  assert.deepEqual(given, { people, points }, "the options stay as they are");
});

test("what cannot be is refused when it is said", () => {
  const api = fakeApi();
  const refused = (run, words) => assert.throws(run, ({ constructor, message }) => constructor === TypeError && words.test(message));
  refused(() => api.fault("currentConsents", 503), /no call currentConsents; the calls are listBanners, /);
  refused(() => api.fault("toString", 503), /no call toString/);
  for (const kind of ["slow", "constructor", 200, 600, 403.5, undefined]) refused(() => api.fault("dpo", kind), /a fault is network, timeout/);
  refused(() => fakeApi({ routes: { oops: "/x" } }), /no call oops/);
  const person = (more) => ({ people: [{ user_id: "usr_jo", consents: [{ at: "cp_newsletter", action: "approved", ...more }] }] });
  refused(() => fakeApi(person({ at: "cp_gone" })), /usr_jo is at cp_gone/);
  refused(() => fakeApi(person({ purposes: { x: "approved" } })), /usr_jo decides x, which cp_newsletter does not have/);
});

test("keys are asked for where there are some, and a person who is signed in is the only one", async () => {
  const organization = { name: "Acme", slug: "acme", api_keys: [{ key: "page", scope: "consent" }, { key: "office", scope: "admin" }] };
  const keyed = fakeApi({ organization });
  assert.equal((await failure(clientOf(keyed).listBanners())).code, "unauthenticated");
  assert.equal((await clientOf(keyed, { apiKey: "page", orgId: "acme" }).currentConsents("usr_asha")).status, "unavailable");
  assert.equal((await clientOf(keyed, { apiKey: "office", orgId: "acme" }).currentConsents("usr_asha")).status, "merged");
  for (const api of [fakeApi({ person: "usr_asha" }), fakeApi({ person: "usr_asha", organization })]) {
    const client = clientOf(api);
    assert.equal((await client.currentConsents("usr_asha")).status, "merged");
    assert.equal((await failure(client.userBanners("usr_ravi"))).code, "forbidden");
  }
  const both = fakeApi({ person: "usr_asha", organization });
  assert.deepEqual(await clientOf(both, { apiKey: "page" }).userBanners("usr_ravi"), [], "a key that is sent outranks the session");
});

for (const [kind, code, wait = null] of [
  ["network", "network"],
  ["timeout", "timeout"],
  ["html", "unexpected_response"],
  ["cut", "network"],
  ["lost", "network"],
  [401, "unauthenticated"],
  [403, "forbidden"],
  [404, "not_found"],
  [409, "conflict"],
  [429, "rate_limited", 1000],
  [500, "server_error"],
  [503, "server_error", 1000],
]) {
  test(`the fault ${kind} is what the client calls ${code}, until it is taken away`, async () => {
    const api = fakeApi();
    const client = clientOf(api, { maxRetries: 0, ...(kind === "timeout" && { timeoutMs: 1 }) });
    api.fault("dpo", kind);
    for (const error of [await failure(client.dpo()), await failure(client.dpo())]) {
      assert.deepEqual([error.code, error.retryAfterMs], [code, wait]);
      if (typeof kind === "number") assert.equal(error.status, kind);
    }
    api.fault("dpo", null);
    assert.equal((await clientOf(api).dpo()).full_name, "Alex Singh");
    assert.deepEqual(api.requests().map(({ call }) => call), ["dpo", "dpo", "dpo"]);
  });
}

test("a fault happens so many times, to its own call, and the next one takes its place", async () => {
  const api = fakeApi();
  const statuses = async (count) => Promise.all(Array(count).fill("/dpo").map(async (path) => (await api.fetch(path)).status));
  api.fault("dpo", 500);
  api.fault("dpo", 503, 2);
  assert.equal((await api.fetch("/banners")).status, 200);
  assert.deepEqual(await statuses(4), [503, 503, 200, 200]);
  api.fault("dpo", "html", 1);
  const page = await api.fetch("/dpo");
  assert.deepEqual([page.status, page.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
  assert.match(await page.text(), /^<!doctype html>/);
  api.fault("dpo", 500, 0);
  assert.deepEqual(await statuses(1), [200]);
  api.fault("dpo", 500);
  assert.deepEqual(await statuses(4), [500, 500, 500, 500]);
  api.reset();
  assert.deepEqual(await statuses(1), [200]);
});

test("what was carried out although nobody was told is found by the client; what was not is not made", async () => {
  for (const [kind, filed, made] of [["lost", true, 2], ["cut", true, 2], ["network", false, 1], [500, false, 1]]) {
    const api = fakeApi();
    api.fault("createGrievance", kind);
    const call = clientOf(api).createGrievance(ticket);
    if (filed) assert.equal((await call).subject, "Copy", kind);
    else assert.equal((await failure(call)).code, "outcome_unknown", String(kind));
    assert.equal(api.records().grievances.length, made, String(kind));
    assert.equal(api.requests().filter(({ method }) => method === "POST").length, 1, "it is not sent twice");
  }
});

test("a request that the documents do not have is answered 501, and remembered", async () => {
  const api = fakeApi();
  for (const [path, init] of [["/api/consents?x=1"], ["/dpo/"], ["/nominee/7", { method: "PATCH", body: "é" }], ["/dpo", { method: "HEAD" }], ["/xdpo"]]) {
    assert.equal((await api.fetch(path, init)).status, 501, path);
  }
  await api.fetch("/dpo");
  assert.deepEqual(api.unmatched(), [
    { call: null, method: "GET", path: "/api/consents?x=1", body: null },
    { call: null, method: "GET", path: "/dpo/", body: null },
    { call: null, method: "PATCH", path: "/nominee/7", body: "é" },
    { call: null, method: "HEAD", path: "/dpo", body: null },
    { call: null, method: "GET", path: "/xdpo", body: null },
  ]);
  assert.equal(api.requests().length, 6);
});

test("the API may be anywhere, and its paths of another family", async () => {
  const routes = { userBanners: "/internal/{user_id}/banners", consentStatus: "/consent/status?person={user_id}&v=1", dpo: "/officer" };
  const api = fakeApi({ routes });
  const bases = { baseUrl: "https://api.example.com/v2", consentsBaseUrl: "https://consents.example.com" };
  const client = clientOf(api, { ...bases, routes });
  assert.equal((await client.currentConsents("usr_asha")).status, "merged");
  assert.equal((await client.dpo()).full_name, "Alex Singh");
  assert.deepEqual(await client.listNominees("dpo"), []);
  assert.equal((await api.fetch("/dpo")).status, 501);
});

test("it takes what `fetch` takes", async () => {
  const api = fakeApi();
  const address = "http://localhost/api/grievance";
  const body = new ReadableStream({ start: (controller) => (controller.enqueue(new TextEncoder().encode(JSON.stringify(ticket))), controller.close()) });
  const requests = [
    [address, post(ticket)],
    [new URL(address), post(ticket)],
    [new Request(address, post(ticket))],
    [new Request(address, post({})), { body: JSON.stringify(ticket) }],
    [new Request(address, { headers: { "Content-Type": "application/json" } }), { ...post(ticket), headers: undefined }],
    [address, post(ticket, { body, duplex: "half" })],
    [address, { ...post(ticket), credentials: "include", keepalive: true, referrerPolicy: "no-referrer", redirect: "manual", cache: "no-store", signal: null }],
  ];
  const statuses = [];
  for (const request of requests) statuses.push((await api.fetch(...request)).status);
  assert.deepEqual(statuses, Array(requests.length).fill(201));
  const used = new Request(address, post(ticket));
  await used.text();
  for (const request of [[used], [address, { body: "{}" }], ["http://["]]) {
    assert.ok(await failure(api.fetch(...request)) instanceof TypeError);
  }
  const answer = await api.fetch("/dpo");
  assert.ok(answer instanceof Response && answer.ok);
  assert.equal(answer.clone().headers.get("content-type"), "application/json");
});

/** A signal as simulated browsers have it: none of this platform's, and without a reason. */
class Signal extends EventTarget {
  aborted = false;
  abort() {
    this.aborted = true;
    this.dispatchEvent(new Event("abort"));
  }
}

test("an abort ends a request, and before it is carried out nothing is recorded", async () => {
  const api = fakeApi();
  const why = new Error("enough");
  const [early, late] = [new AbortController(), new AbortController()];
  early.abort(why);
  assert.equal(await failure(api.fetch("/grievance", post(ticket, { signal: early.signal }))), why);
  assert.equal(await failure(api.fetch(new Request("http://localhost/grievance", post(ticket, { signal: early.signal })))), why);
  assert.deepEqual(api.requests(), []);

  const under = failure(api.fetch("/grievance", post(ticket, { signal: late.signal })));
  late.abort(why);
  assert.equal(await under, why);
  const foreign = new Signal();
  const simulated = failure(api.fetch("/grievance", post(ticket, { signal: foreign })));
  foreign.abort();
  assert.equal((await simulated).name, "AbortError");
  assert.equal((await failure(api.fetch("/dpo", { signal: foreign }))).name, "AbortError");
  assert.equal(api.records().grievances.length, 1);

  api.fault("dpo", "timeout");
  const ending = new AbortController();
  const waiting = failure(api.fetch("/dpo", { signal: ending.signal }));
  await api.fetch("/banners");
  ending.abort(why);
  assert.equal(await waiting, why);
  const overruled = new Request("http://localhost/banners", { signal: early.signal });
  assert.equal((await api.fetch(overruled, { signal: null })).status, 200, "null is no signal");
});
