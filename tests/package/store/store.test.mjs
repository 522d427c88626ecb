// What a store says and tells, by a client that says what it is told to.

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import init, { decideConsent, mergeConsents } from "truconsent-wasm";
import { createConsentStore } from "truconsent-wasm/store";

const NOW = Date.UTC(2026, 5, 1);
let states;
let records;
let status;
let fails;

before(() => init());
beforeEach(() => {
  states = { mail: "approved", shared: "approved", order: "approved", late: "declined", fraud: "pending" };
  records = 0;
  status = "merged";
  fails = null;
});

const purpose = (id, more) => ({ id, name: id, is_mandatory: false, expiry_period: null, relationships: {}, consented: "pending", ...more });
const POINTS = {
  news: { display_id: "cp_news", purposes: [purpose("mail"), purpose("shared", { expiry_period: "1 Year" })] },
  shop: { display_id: "cp_shop", purposes: [purpose("shared"), purpose("order"), purpose("late"), purpose("fraud", { is_legitimate: true })] },
};

function consents() {
  const banners = Object.entries(POINTS).map(([id, { purposes }]) => ({ banner_id: id, collection_point: id, title: id, asset: null, purposes, data_elements: [], legal_entities: [] }));
  const entry = ([id, { display_id, purposes }]) => ({
    collection_point: { id, display_id },
    latest_consent: {
      id: `${id}-${records}`,
      action: "partial_consent",
      purpose_consents: purposes.map((one) => ({ purpose_id: one.id, status: states[`${id}/${one.id}`] ?? states[one.id] })),
      timestamp: new Date(NOW - 1_000_000 + records).toISOString(),
    },
  });
  return { ...mergeConsents(banners, { user_id: "usr_asha", collection_points: Object.entries(POINTS).map(entry) }), user_id: "usr_asha", status };
}

const refusal = (code) => Object.assign(new Error(code), { name: "ConsentError", code });

/** A store of a client that does what the variables above say, and what that client was asked. */
function open(options = {}) {
  const asked = [];
  const client = {
    baseUrl: "/api",
    async currentConsents(userId, { signal, ...more }) {
      asked.push({ userId, ...more });
      await setImmediate();
      if (signal.aborted) throw refusal("aborted");
      if (fails) throw refusal(fails);
      return consents();
    },
    async recordConsent(userId, decision, { ifUnchanged }) {
      asked.push({ userId, decision, ifUnchanged });
      await setImmediate();
      if (fails) throw refusal(fails);
      records += 1;
      for (const { id, consented } of decision.purposes) states[`${decision.collection_point_id}/${id}`] = consented;
      return {
        id: `${decision.collection_point_id}-${records}`,
        action: decision.action,
        collection_point_id: decision.collection_point_id,
        purpose_consents: decision.purposes.map(({ id, consented }) => ({ purpose_id: id, status: consented })),
        timestamp: new Date(NOW - 1_000_000 + records).toISOString(),
        status: "pending",
        request_id: decision.request_id,
      };
    },
  };
  const store = createConsentStore({ client, userId: "usr_asha", now: () => NOW, sync: false, ...options });
  return { store, asked };
}

const ready = async (options) => {
  const opened = open(options);
  await opened.store.refresh();
  return opened;
};

test("what a name stands for is allowed where the record approves it", async () => {
  const { store } = await ready();
  states.late = "approved";
  for (const [what, allowed] of [
    ["mail", true], ["news/mail", true], ["cp_news/mail", true], ["shop/mail", false], ["late", false], ["shared", true],
    ["fraud", true], ["cp_shop/fraud", true], ["unknown", false], ["", false], ["/", false], ["news", false], ["news/", false],
    [{ and: ["mail", "order"] }, true], [{ and: ["mail", "late"] }, false], [{ or: ["late", "mail"] }, true], [{ or: ["late"] }, false],
    [{ not: "late" }, true], [{ not: "mail" }, false], [{ not: { not: "mail" } }, true], [{ not: "fraud" }, false],
    // What is not known is no permission, neither way.
    [{ not: "unknown" }, false], [{ not: { and: ["unknown", "mail"] } }, false], [{ or: ["unknown", "mail"] }, true],
    [{ and: ["unknown", "mail"] }, false], [{ not: { and: ["unknown", "late"] } }, true], [{ not: { not: "unknown" } }, false],
    [{ and: [] }, false], [{ or: [] }, false], [{ not: { or: [] } }, false], [{}, false], [{ not: {} }, false],
    [{ and: ["mail"], or: ["mail"] }, false], [{ xor: ["mail"] }, false], [["mail"], false], [null, false], [undefined, false], [7, false], [{ not: null }, false],
  ]) {
    assert.equal(store.allowed(what), allowed, JSON.stringify(what));
  }
  const endless = { and: ["mail"] };
  endless.and.push({ not: endless });
  assert.equal(store.allowed(endless), false);
  assert.deepEqual(store.explain(endless), []);
  store.close();
});

test("an id at several points is allowed where it is at all of them", async () => {
  states["shop/shared"] = "declined";
  const { store } = await ready();
  assert.deepEqual(["shared", "news/shared", "shop/shared"].map(store.allowed), [false, true, false]);
  assert.deepEqual(store.explain({ or: ["shared", { not: "fraud" }, "unknown"] }), [
    { what: "shared", collection_point: "news", id: "shared", allowed: true, reason: "approved" },
    { what: "shared", collection_point: "shop", id: "shared", allowed: false, reason: "declined" },
    { what: "fraud", collection_point: "shop", id: "fraud", allowed: true, reason: "notice" },
    { what: "unknown", collection_point: null, id: null, allowed: false, reason: "unknown" },
  ]);
  store.close();
});

test("nothing is allowed before the first read, after a failed one, and in a closed store", async () => {
  const { store } = open();
  const said = () => [store.get().phase, store.allowed("mail"), store.allowed({ not: "late" }), store.allowed("fraud"), store.explain("mail")[0].reason];
  assert.deepEqual(said(), ["loading", false, false, false, "loading"]);
  await store.refresh();
  assert.deepEqual(said(), ["ready", true, true, true, "approved"]);
  fails = "network";
  await assert.rejects(store.refresh(), { code: "network" });
  assert.deepEqual(said(), ["failed", false, false, false, "failed"]);
  assert.equal(store.get().error.code, "network");
  assert.equal(store.get().consents.banners.length, 2, "what was known can still be shown");
  fails = null;
  status = "unavailable";
  await store.refresh();
  assert.deepEqual(said(), ["partial", true, true, true, "approved"]);
  store.close();
  assert.deepEqual(said(), ["partial", false, false, false, "closed"]);
  assert.deepEqual(store.waiting(), []);
  await assert.rejects(store.refresh(), { code: "aborted" });
  await assert.rejects(store.record({}), { code: "aborted" });
});

test("a read that its caller aborts is no failed one", async () => {
  const { store } = await ready();
  const controller = new AbortController();
  const read = store.refresh({ signal: controller.signal });
  controller.abort();
  await assert.rejects(read, { code: "aborted" });
  await assert.rejects(store.refresh({ signal: AbortSignal.abort() }), { code: "aborted" });
  assert.deepEqual([store.get().phase, store.allowed("mail")], ["ready", true]);
  store.close();
});

test("the state is one object until something changed, and nobody can change it", async () => {
  const { store } = await ready();
  const state = store.get();
  assert.equal(store.get(), state);
  for (const change of [
    () => (state.phase = "failed"), () => (state.consents.banners[0].title = "x"), () => state.consents.banners.pop(),
    () => (state.consents.banners[1].purposes[2].consented = "approved"), () => state.consents.banners[1].purposes.pop(), () => (store.allowed = () => true),
  ]) {
    assert.throws(change, TypeError);
  }
  await store.refresh();
  assert.notEqual(store.get(), state);
  store.close();
});

test("banners wait while a decision is needed, by the store's clock", async () => {
  let now = NOW;
  const { store } = open({ now: () => now });
  const waiting = () => store.waiting().map(({ collection_point }) => collection_point);
  assert.deepEqual(waiting(), [], "it is not known yet");
  await store.refresh();
  assert.deepEqual(waiting(), []);
  now += 366 * 86_400_000;
  assert.deepEqual(waiting(), ["news"], "a consent has ended");
  assert.deepEqual(["news/shared", "shop/shared"].map(store.allowed), [false, true]);
  states.late = "pending";
  await store.refresh();
  assert.deepEqual(waiting(), ["news", "shop"]);
  fails = "network";
  await assert.rejects(store.refresh());
  assert.deepEqual(waiting(), [], "it is not known any more");
  store.close();
});

test("listeners that throw, leave and join while they are told harm no other", async (t) => {
  const { store } = await ready();
  const uncaught = [];
  const hear = (error) => uncaught.push(error.message);
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", hear);
  t.after(() => {
    process.off("uncaughtException", hear);
    for (const other of others) process.on("uncaughtException", other);
  });
  const told = [];
  const tell = (name) => () => told.push(name);
  const controller = new AbortController();
  store.subscribe(() => {
    told.push("first");
    leave();
    controller.abort();
    store.subscribe(tell("joined"));
  });
  store.subscribe(() => {
    throw new Error("mine");
  });
  const leave = store.subscribe(tell("left"));
  store.subscribe(tell("aborted"), { signal: controller.signal });
  const same = tell("twice");
  store.subscribe(same);
  store.subscribe(same)();
  store.subscribe(tell("replayed"), { replay: true });
  await store.refresh();
  await setImmediate();
  assert.deepEqual(told, ["replayed", "first", "twice", "replayed"]);
  assert.deepEqual(uncaught, ["mine"]);
  store.subscribe(() => store.close());
  store.subscribe(tell("after the end"));
  told.length = 0;
  await store.refresh();
  assert.ok(told.includes("joined") && !told.includes("after the end"), told.join());
  store.subscribe(tell("closed"), { replay: true });
  assert.ok(!told.includes("closed"));
});

test("a record is applied once the API has answered, over the banner as it is then", async () => {
  const { store, asked } = await ready();
  const changes = [];
  store.subscribe((_, change) => changes.push(change));
  const [news] = store.get().consents.banners;
  const recorded = store.record(decideConsent(news, "decline_all"));
  assert.equal(store.allowed("mail"), true);
  assert.equal((await recorded).id, "news-1");
  assert.deepEqual(changes, [{ source: "record", purposes: ["mail", "shared"].map((id) => ({ collection_point: "news", id, before: "approved", after: "declined" })) }]);
  assert.equal(asked.at(-1).ifUnchanged.record_id, "news-0");
  // It was decided over what is no more: the client is not told that it is unchanged.
  await store.record(decideConsent(news, { mail: "declined" })).catch(() => {});
  assert.deepEqual(asked.at(-1).ifUnchanged.purposes.map(({ consented }) => consented), ["", ""]);
  assert.deepEqual(store.get().consents.banners[0].record_id, "news-2");
  store.close();
});

test("of two decisions over one banner at once the second is not over what the first has made of it", async () => {
  const { store, asked } = await ready();
  const [, shop] = store.get().consents.banners;
  await Promise.all([store.record(decideConsent(shop, { shared: "declined" })), store.record(decideConsent(shop, { order: "declined" }))]);
  const [first, second] = asked.filter(({ decision }) => decision).map(({ ifUnchanged }) => ifUnchanged.purposes.map(({ consented }) => consented));
  assert.deepEqual(first, ["approved", "approved", "declined", "pending"]);
  assert.deepEqual(second, ["", "approved", "declined", "pending"]);
  store.close();
});

test("a failure leaves the state as it is; a conflict reads again, and rejects then", async () => {
  const { store, asked } = await ready();
  const decision = decideConsent(store.get().consents.banners[0], "decline_all");
  const before = store.get();
  fails = "server_error";
  await assert.rejects(store.record(decision), { code: "server_error" });
  assert.equal(store.get(), before);
  for (const code of ["conflict", "outcome_unknown"]) {
    fails = code;
    asked.length = 0;
    await assert.rejects(store.record(decision), { code });
    assert.equal(asked.length, 2, "it was read again");
    fails = null;
    await store.refresh();
  }
  for (const nonsense of [null, undefined, 7, {}, { purposes: 7 }, { purposes: [null], changed: [] }]) {
    fails = "invalid_input";
    await assert.rejects(store.record(nonsense), { code: "invalid_input" });
  }
  store.close();
});

test("a state that came from a server is the first one, and is not read again while it is fresh", async () => {
  const { store: there } = await ready();
  const initial = JSON.parse(JSON.stringify(there.get()));
  there.close();
  const { store, asked } = open({ initial });
  assert.deepEqual(JSON.parse(JSON.stringify(store.get())), initial);
  assert.equal(store.allowed("mail"), true);
  await setImmediate();
  assert.deepEqual(asked, []);
  store.close();
  for (const [what, given] of Object.entries({
    "another person's": { ...initial, consents: { ...initial.consents, user_id: "usr_ravi" } },
    "none": null,
    "one that had not read": { phase: "loading", consents: null, error: null, read_at: null },
    "an old one": { ...initial, read_at: new Date(NOW - 61_000).toISOString() },
    "one that failed": { ...initial, phase: "failed" },
  })) {
    const { store: other, asked } = open({ initial: given });
    assert.equal(asked.length, 1, what);
    if (what === "another person's") assert.equal(other.get().consents, null);
    other.close();
  }
});

test("what is asked is the person's, as it was asked for", async () => {
  const { store, asked } = await ready({ include: "all" });
  await store.refresh({ timeoutMs: 5 });
  assert.deepEqual(asked, [{ userId: "usr_asha", include: "all" }, { userId: "usr_asha", include: "all" }, { userId: "usr_asha", include: "all", timeoutMs: 5 }]);
  store.close();
  assert.throws(() => createConsentStore({ userId: "usr_asha" }), /client must be a ConsentClient/);
});
