// What a store lives through: a tab that is frozen, one that comes back from the back/forward cache, time, and its end.

import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../../../.ci/lib/browser.mjs";
import { deciding, ORDERS } from "../support/decisions.mjs";
import { allowed, changed, profile, record } from "../support/tabs.mjs";

const it = deciding();
const UPDATES = "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c102";
const DAY = 86_400_000;

test("ten tabs, one frozen and thawed, one gone and back: all know of a withdrawal", async (t) => {
  // Playwright turns the cache off.
  const browser = await launch(undefined, { ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  t.after(() => browser.close());
  const { open } = await profile(t, await browser.newContext(), it.address);
  const tabs = [];
  for (let i = 0; i < 10; i += 1) tabs.push(await open());
  const [here, frozen, gone] = tabs;
  const cdp = await frozen.page.context().newCDPSession(frozen.page);
  await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
  await gone.page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (window.persisted = persisted)));
  await gone.page.goto(`${it.address}/elsewhere`);

  await record(here, ORDERS, "decline_all");
  for (const tab of tabs.slice(3)) await changed(tab, "other_tab");

  await cdp.send("Page.setWebLifecycleState", { state: "active" });
  await frozen.page.waitForFunction((what) => !store.allowed(what), UPDATES);
  await gone.page.goBack({ waitUntil: "commit" }); // nothing is loaded
  assert.equal(await gone.page.evaluate(() => window.persisted), true, "it comes from the cache");
  await gone.page.waitForFunction((what) => !store.allowed(what), UPDATES);
  // It hears again.
  await record(here, ORDERS, "approve_all");
  for (const tab of tabs) await tab.page.waitForFunction((what) => store.allowed(what), UPDATES);
});

test("somebody who comes back after more than a minute sees what the API says then", async (t) => {
  const { open } = await profile(t, await it.context(), it.address);
  const tab = await open({ prepare: (page) => page.clock.install() });
  const comeBack = () => tab.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await tab.page.clock.fastForward(50_000);
  await comeBack();
  await tab.page.evaluate(() => store.refresh());
  assert.equal(tab.requests.filter((request) => request.includes("/banners/user/")).length, 1, "only the one that was asked for");
  await tab.page.clock.fastForward(61_000);
  await comeBack();
  await tab.page.waitForFunction(() => events.filter(({ change }) => change?.source === "read").length === 2);
});

/** A tab whose clock stands one second before a consent ends. */
async function beforeEnd(t) {
  const { open } = await profile(t, await it.context(), it.address);
  const tab = await open({ prepare: (page) => page.clock.install() });
  const left = await tab.page.evaluate(([id, purpose]) =>
    Date.parse(point(id).purposes.find(({ id }) => id === purpose).expires_at) - Date.now(), [ORDERS, UPDATES]);
  assert.ok(left > 24.9 * DAY, "further away than a timer can count");
  return { tab, left };
}

test("a consent ends at its moment, also when that is more than 24 days away", async (t) => {
  const { tab, left } = await beforeEnd(t);
  await tab.page.clock.pauseAt(await tab.page.evaluate((left) => Date.now() + left - 1_000, left));
  // Others end before it.
  const told = () => tab.page.evaluate((what) => events.flatMap(({ change }) => change.purposes.filter(({ id }) => id === what)
    .map((purpose) => ({ source: change.source, ...purpose }))), UPDATES);
  assert.equal(await allowed(tab, UPDATES), true);
  assert.deepEqual(await told(), []);
  await tab.page.clock.runFor(1_001);
  assert.deepEqual(await told(), [{ source: "expired", collection_point: ORDERS, id: UPDATES, before: "approved", after: "expired" }]);
  assert.deepEqual(await tab.page.evaluate((what) => [store.allowed(what), store.explain(what)[0].reason], UPDATES), [false, "expired"]);
});

test("a clock that jumps ends it at once, and the change is told within a minute", async (t) => {
  const { tab, left } = await beforeEnd(t);
  await tab.page.clock.setSystemTime(await tab.page.evaluate((ms) => Date.now() + ms, left + DAY));
  assert.equal(await allowed(tab, UPDATES), false);
  assert.deepEqual(await tab.page.evaluate(() => events), []);
  await tab.page.clock.fastForward(60_000);
  await changed(tab, "expired");
});

test("10,000 stores that were opened and closed leave no timer, channel, listener or request", async (t) => {
  const { open } = await profile(t, await it.context(), it.address);
  const tab = await open({ prepare: (page) => page.addInitScript(() => {
    window.alive = { timers: new Set(), channels: new Set() };
    const { setTimeout: set, clearTimeout: clear } = window;
    window.setTimeout = (ring, ...more) => {
      const timer = set(() => {
        alive.timers.delete(timer);
        ring();
      }, ...more);
      alive.timers.add(timer);
      return timer;
    };
    window.clearTimeout = (timer) => {
      alive.timers.delete(timer);
      clear(timer);
    };
    const { close } = BroadcastChannel.prototype;
    window.BroadcastChannel = class extends BroadcastChannel {
      constructor(name) {
        super(name);
        alive.channels.add(this);
      }
      close() {
        alive.channels.delete(this);
        close.call(this);
      }
    };
  }) });
  const cdp = await tab.page.context().newCDPSession(tab.page);
  const listeners = async () => {
    let sum = 0;
    for (const expression of ["window", "document", "window.signal"]) {
      const { result } = await cdp.send("Runtime.evaluate", { expression });
      sum += (await cdp.send("DOMDebugger.getEventListeners", { objectId: result.objectId })).listeners.length;
    }
    return sum;
  };
  await tab.page.evaluate(() => {
    store.close();
    window.signal = new AbortController().signal;
    window.initial = { ...JSON.parse(JSON.stringify(store.get())), read_at: new Date().toISOString() };
  });
  const before = await listeners();
  const told = await tab.page.evaluate(async () => {
    let told = 0;
    const open = (options) => {
      const one = createConsentStore({ client, userId: store.userId, ...options });
      one.subscribe(() => (told += 1), { signal });
      one.subscribe(() => (told += 1));
      return one;
    };
    // Half of them are reading when they are closed.
    for (let i = 0; i < 10_000; i += 100) {
      const stores = Array.from({ length: 100 }, (_, n) => open(n % 2 ? { initial } : {}));
      await Promise.resolve();
      for (const one of stores) one.close();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return told;
  });
  assert.equal(told, 0);
  assert.equal(await listeners(), before);
  assert.deepEqual(await tab.page.evaluate(() => [alive.timers.size, alive.channels.size]), [0, 0]);
  assert.deepEqual(tab.requests.filter((request) => request.startsWith("POST")), []);
});
