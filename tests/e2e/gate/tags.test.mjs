// What tags are told, and what they leave behind.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decide, gating, known, POINTS, PURPOSES, ran } from "./support.mjs";

const DENIED = {
  ad_storage: "denied",
  ad_user_data: "denied",
  ad_personalization: "denied",
  analytics_storage: "denied",
  functionality_storage: "denied",
  personalization_storage: "denied",
  security_storage: "denied",
};
const SIGNALS = `{ "${PURPOSES.open}": ["analytics_storage", "ad_storage"], "${PURPOSES.approved}": ["ad_storage", "ad_user_data"] }`;

describe("Google's Consent Mode", () => {
  const it = gating();
  const options = `{ policy: null, signals: ${SIGNALS} }`;
  /** A tag, which notes what it was told before it ran. */
  const tag = (what) => `<script type="text/plain" data-truconsent="${what}" src="${it.host}/tag.js"></script>`;
  const told = (page) => page.evaluate(() =>
    window.dataLayer.map((entry) => [Object.prototype.toString.call(entry), ...entry]));
  const consent = (kind, signals) => ["[object Arguments]", "consent", kind, signals];

  test("all is denied before the first tag, and told anew at every change", async (t) => {
    const page = await it.gated(t, tag(PURPOSES.approved), { options });
    await ran(page, 1);
    await known(page);
    const first = consent("default", { ...DENIED, wait_for_update: 500 });
    // A signal of two purposes wants both of them.
    const second = consent("update", { ...DENIED, ad_user_data: "granted" });
    assert.deepEqual(await told(page), [first, second]);
    await decide(page, POINTS.open, "approve_all");
    const third = consent("update", { ...DENIED, analytics_storage: "granted", ad_storage: "granted", ad_user_data: "granted" });
    assert.deepEqual(await told(page), [first, second, third]);
    await decide(page, POINTS.open, "decline_all");
    assert.deepEqual(await told(page), [first, second, third, second]);
  });

  test("a store that is slow, or that fails, leaves it at denied", async (t) => {
    const held = [];
    const page = await it.gated(t, tag(PURPOSES.approved), {
      options,
      before: (context) => context.route(/\/api\/banners$/, (route) => void held.push(route)),
    });
    const first = consent("default", { ...DENIED, wait_for_update: 500 });
    assert.deepEqual(await told(page), [first]);
    assert.deepEqual(it.asked, []);
    await it.until(() => held.length === 1, "the read of the banners");
    await held[0].fulfill({ status: 500, json: { error: "?" } });
    await page.waitForFunction(() => window.store.get().phase === "failed");
    assert.deepEqual(await told(page), [first]);
    assert.deepEqual(it.asked, []);
  });
});

describe("what scripts leave behind", () => {
  const it = gating();
  const options = `{ policy: null, forget: { "${PURPOSES.open}": { cookies: ["_visits", /^_ga/], storage: ["visits", /^ga\\./] } } }`;

  test("is deleted when its purpose is withdrawn, and nothing else is", async (t) => {
    const page = await it.gated(t, "", { options });
    await known(page);
    await decide(page, POINTS.open, "approve_all");
    const left = () => page.evaluate(() => [document.cookie, Object.keys(localStorage), Object.keys(sessionStorage)]);
    await page.evaluate(() => {
      for (const cookie of ["_visits=1", "_ga=2; Path=/", "_ga_X1=3; Path=/gated", "kept_ga=4"]) document.cookie = cookie;
      localStorage.setItem("visits", "1");
      localStorage.setItem("other", "2");
      sessionStorage.setItem("ga.session", "3");
    });
    const before = await left();
    assert.equal(before[0].split("; ").length, 4, before[0]);
    await decide(page, POINTS.open, "decline_all");
    assert.deepEqual(await left(), ["kept_ga=4", ["other"], []]);

    // What comes back, from a tab that still runs it, goes with the next visit.
    await page.evaluate(() => (document.cookie = "_visits=2; Path=/"));
    await page.reload();
    await known(page);
    assert.deepEqual(await left(), ["kept_ga=4", ["other"], []]);
  });

  test("stays while nothing is known", async (t) => {
    const page = await it.gated(t, "", {
      options,
      before: (context) => context.route(/\/api\//, (route) => route.fulfill({ status: 500, json: { error: "?" } })),
      init: () => (document.cookie = "_visits=1"),
    });
    await page.waitForFunction(() => window.store.get().phase === "failed");
    assert.equal(await page.evaluate(() => document.cookie), "_visits=1");
  });
});
