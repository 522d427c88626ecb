// Every button of every dialog can be reached by hand, however much stands above it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CONSENT, ORDERS, WEBSITE } from "../support/decisions.mjs";
import { turnTo } from "../support/reach.mjs";
import { answer, demo, settled } from "../support/demo.mjs";
import { LOCALES } from "../support/words.mjs";

const it = demo();
const refused = { status: 400, json: { error: "A long explanation from the server of what it did not like, in many words" } };
const start = (language, width, height) =>
  ({ locale: LOCALES[language], viewport: { width, height }, reducedMotion: "reduce" });

/** The orders' notice with `n` purposes, all of them allowed. */
async function withPurposes(page, n) {
  const purposes = Array.from({ length: n }, (_, i) => ({
    id: `p${i}`, name: `Purpose number ${i} with a name of some length`, is_mandatory: false, expiry_period: "1 Year",
    consented: "approved", relationships: {},
  }));
  const banner = {
    banner_id: ORDERS, collection_point: ORDERS, title: "Orders", asset: null, purposes, data_elements: [], legal_entities: [],
  };
  await answer(page, "all", { json: [banner] });
  await answer(page, "own", { json: [] });
  const latest = {
    id: "l", action: "approved", timestamp: "2026-04-21T22:34:52", status: "approved", request_id: "r",
    purpose_consents: purposes.map(({ id }) => ({ purpose_id: id, status: "approved" })),
  };
  const place = { id: ORDERS, display_id: null, name: "Orders", description: null, consent_type: null };
  await answer(page, "status", { json: {
    user_id: "usr_asha", total_consents: 1, timestamp: null, collection_points: [{ collection_point: place, latest_consent: latest }],
  } });
}

/** Opens the notice over a record, and chooses the opposite of it: the longest preview there is. */
async function turned(page) {
  await page.locator(`[data-point="${ORDERS}"] [data-act="decide"]`).click();
  await page.locator(".set-all button").last().click();
  await page.locator(".sheet-above li").first().waitFor();
}

const reachAll = async (page) => {
  const buttons = page.locator("dialog[open] button");
  assert.ok(await buttons.count() > 1);
  for (let i = (await buttons.count()) - 1; i >= 0; i -= 1) {
    if (await buttons.nth(i).isVisible()) await turnTo(page, buttons.nth(i));
  }
};

for (const [language, width, height, { purposes, letters, fails }] of [
  ["en", 390, 780, { purposes: 10 }],
  ["en", 1280, 800, { purposes: 16 }],
  ["en", 390, 780, { purposes: 60 }],
  ["ur", 320, 600, {}],
  ["en", 320, 600, { fails: true }],
  ["ta", 320, 600, { fails: true }],
  ["ur", 640, 900, { letters: "page" }],
  ["en", 390, 844, { letters: "page" }],
  ["ur", 412, 1200, { letters: "browser" }],
]) {
  const more = [purposes && `${purposes} purposes`, letters && `letters twice as large in the ${letters}`, fails && "refused"];
  test(`a change can be saved: ${[language, `${width} × ${height}`, ...more.filter(Boolean)].join(", ")}`, async (t) => {
    const page = await it.page(t, start(language, width, height));
    if (purposes) await withPurposes(page, purposes);
    if (letters === "browser") {
      const session = await page.context().newCDPSession(page);
      await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    }
    await page.goto(it.address);
    await settled(page);
    if (letters === "page") await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await turned(page);
    if (fails) {
      await page.route(CONSENT, (route) => route.fulfill(refused));
      await turnTo(page, page.locator(".sheet-foot button").first());
      await page.locator(".sheet-foot button").first().click();
      await page.locator(".sheet-problem button").waitFor();
    }
    await reachAll(page);
    // What scrolls by itself is there for the keyboard as well.
    const dead = await page.locator(".sheet-body, .sheet-above").evaluateAll((all) => all
      .filter((one) => one.scrollHeight > one.clientHeight + 1 && one.tabIndex < 0 && !one.querySelector("button, input"))
      .map(({ className }) => className));
    assert.deepEqual(dead, []);
  });
}

const OPENERS = [
  ["a withdrawal", `[data-point="${ORDERS}"] [data-act="withdraw"]`], ["a first decision", '[data-act="queue"]'],
  ["one purpose", `[data-point="${WEBSITE}"] [data-act="decide"]`],
  ["the people", "#change"], ["a link", "#grievances .record-actions button"],
  ["a request's withdrawal", "#grievances .record-actions button:nth-child(2)"],
  ["a person's details", "#nominees .record-actions button"], ["a removal", "#nominees .record-actions button:nth-child(2)"],
];

for (const [language, width, height, letters] of [["ta", 320, 480], ["ur", 320, 256], ["ur", 640, 900, "200%"]]) {
  test(`so can every other answer be given: ${language}, ${width} × ${height}${letters ? `, letters of ${letters}` : ""}`, async (t) => {
    const page = await it.open(t, start(language, width, height));
    if (letters) await page.evaluate((size) => (document.documentElement.style.fontSize = size), letters);
    for (const [name, opener] of OPENERS) {
      await page.locator(opener).first().click();
      await page.locator("dialog[open] .sheet-foot button, dialog[open] button[type=submit], dialog[open] .person").first().waitFor();
      await reachAll(page).catch((error) => assert.fail(`${name}: ${error.message}`));
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !deep("dialog[open]"));
    }
  });
}
