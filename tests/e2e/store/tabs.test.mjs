// The tabs of one person follow each other, and those of another person and of another API do not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deciding, ORDERS } from "../support/decisions.mjs";
import { allowed, changed, profile, record } from "../support/tabs.mjs";

const it = deciding();
const UPDATES = "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c102";

test("a withdrawal reaches the other tabs within 200 ms of its record, without a request", async (t) => {
  const { open } = await profile(t, await it.context(), it.address);
  const [here, ...others] = [await open(), await open(), await open({ options: { include: "all" } })];
  for (const tab of [here, ...others]) assert.equal(await allowed(tab, UPDATES), true);
  const recorded = await record(here, ORDERS, "decline_all");
  for (const tab of others) {
    const { at, change } = await changed(tab, "other_tab");
    assert.ok(at - recorded < 200, `${at - recorded} ms`);
    assert.deepEqual(change.purposes.map(({ before, after }) => [before, after]).slice(0, 2), [["approved", "declined"], ["approved", "declined"]]);
    assert.equal(await allowed(tab, UPDATES), false);
    assert.deepEqual(tab.requests, []);
  }
  const [mine, theirs] = await Promise.all([here, others[0]].map(({ page }) => page.evaluate((id) => point(id), ORDERS)));
  assert.deepEqual([theirs.record_id, theirs.recorded_at, theirs.latest_action], [mine.record_id, mine.recorded_at, mine.latest_action]);
  // It is the record: what is decided over it next is taken.
  await record(others[0], ORDERS, "approve_all");
  await here.page.waitForFunction((what) => store.allowed(what), UPDATES);
});

test("the message holds ids and states, and nothing else", async (t) => {
  const { open } = await profile(t, await it.context(), it.address);
  const spy = (page) => page.addInitScript(() => {
    window.posted = [];
    const { postMessage } = BroadcastChannel.prototype;
    BroadcastChannel.prototype.postMessage = function (message) {
      posted.push([this.name, message]);
      postMessage.call(this, message);
    };
  });
  const tab = await open({ prepare: spy });
  await record(tab, ORDERS, "approve_all");
  const [[name, message]] = await tab.page.evaluate(() => posted);
  assert.match(name, /^truconsent -?\d+ -?\d+$/);
  const banner = await tab.page.evaluate((id) => point(id), ORDERS);
  const purposes = banner.purposes.map(({ id, consented }) => [id, consented]);
  assert.deepEqual(JSON.parse(message), [1, ORDERS, banner.record_id, banner.recorded_at, "approved", null, purposes]);
});

test("another person, another API, another version and a forged shape change nothing", async (t) => {
  const { open, signIn } = await profile(t, await it.context(), it.address);
  const here = await open();
  const spied = await here.page.evaluate(async ([id, what]) => {
    const { postMessage } = BroadcastChannel.prototype;
    const posted = [];
    BroadcastChannel.prototype.postMessage = function (message) {
      posted.push([this.name, message]);
    };
    await store.record(base.decideConsent(point(id), "approve_all"));
    BroadcastChannel.prototype.postMessage = postMessage;
    return [...posted[0], store.allowed(what)];
  }, [ORDERS, UPDATES]);
  const [name, message] = spied;
  const withdrawn = message.replaceAll('"approved"', '"declined"').replace(/"20\d\d-/, '"2099-').replace(/,"[^"]+","2099/, ',"x","2099');
  const wrong = [
    withdrawn.replace("[1,", "[2,"), withdrawn.replace("[1,", "[0,"), JSON.parse(withdrawn), [withdrawn], { data: withdrawn }, `${withdrawn} `,
    withdrawn.replace(ORDERS, "elsewhere\\u0000"), withdrawn.replace("2099-", "2099-99-"), withdrawn.replaceAll('"declined"', '"Declined"'), null, 7, "",
  ];
  await here.page.evaluate(([name, wrong]) => {
    const channel = new BroadcastChannel(name);
    for (const message of wrong) channel.postMessage(message);
    channel.close();
  }, [name, wrong]);
  // Another person's tab, and one at another address of the same API, record over the same point.
  const elsewhere = await here.page.evaluate(async ([id]) => {
    const other = createConsentStore({ client: new base.ConsentClient({ baseUrl: location.origin + "/api" }), userId: store.userId });
    await other.refresh();
    await other.record(base.decideConsent(other.get().consents.banners.find((banner) => banner.collection_point === id), "decline_all"));
    other.close();
    return Date.now();
  }, [ORDERS]);
  assert.ok(elsewhere);
  await signIn("usr_ravi");
  const ravi = await open({ userId: "usr_ravi", options: { include: "all" } });
  await record(ravi, ORDERS, "decline_all");
  // What is true comes last, and alone.
  await here.page.evaluate(([name, message]) => new BroadcastChannel(name).postMessage(message), [name, withdrawn]);
  await changed(here, "other_tab");
  assert.deepEqual(await here.page.evaluate(() => events.map(({ change }) => change.source)), ["record", "other_tab"]);
  assert.equal(await allowed(here, UPDATES), false);
});

test("a change of person in one tab tells the other nothing of them", async (t) => {
  const { open, signIn } = await profile(t, await it.context(), it.address);
  const here = await open();
  const before = await here.page.evaluate(() => JSON.stringify(store.get()));
  await signIn("usr_ravi");
  const there = await open({ userId: "usr_ravi", options: { include: "all" } });
  await record(there, ORDERS, "approve_all");
  await record(there, ORDERS, "decline_all");
  assert.equal(await here.page.evaluate(() => JSON.stringify(store.get())), before);
  assert.deepEqual(await here.page.evaluate(() => events), []);
});

test("two tabs decide over the same banner: the second is told, and nothing is lost", async (t) => {
  const { open } = await profile(t, await it.context(), it.address);
  const [here, there] = [await open(), await open()];
  // The other tab took its decision before it heard.
  const decision = await there.page.evaluate(([id, what]) => base.decideConsent(point(id), { [what]: "approved" }, { undecided: "decline" }), [ORDERS, "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c103"]);
  await record(here, ORDERS, "decline_all");
  await changed(there, "other_tab");
  const code = await there.page.evaluate((decision) => store.record(decision).then(() => "recorded", ({ code }) => code), decision);
  assert.equal(code, "conflict");
  assert.equal(await allowed(there, UPDATES), false);
  const { latest } = await it.log("usr_asha");
  assert.equal(latest[ORDERS].states.includes("a"), false, "nothing is approved again");
});
