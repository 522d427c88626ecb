// Without a mouse and without looking: the order of the focus, dialogs, what is said, and the names of controls.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CONSENT, deciding, focusReturned, ORDERS, WEBSITE } from "../support/decisions.mjs";
import { listen } from "../support/hearing.mjs";
import { tabTo } from "../support/rights.mjs";
import { painted, settled } from "../support/demo.mjs";
import { LOCALES, say, words } from "../support/words.mjs";

const it = deciding();
const CONTROLS = "a, button, input, select, textarea, summary";

for (const [language, width] of [["en", 1280], ["ur", 320]]) {
  test(`the keyboard reaches every control, in the page's order, and each can be seen: ${language}, ${width} px`, async (t) => {
    const page = await it.open(t, { locale: LOCALES[language], viewport: { width, height: 700 }, reducedMotion: "reduce" });
    await page.locator("#grievances [data-act=add]").click();
    await page.locator(".skip").focus();
    const all = await page.evaluate((controls) => {
      window.order = [...deepAll(controls)].filter((one) => one.checkVisibility() && !one.disabled);
      return window.order.length;
    }, CONTROLS);
    assert.ok(all > 40);
    const found = [];
    for (let i = 1; i < all; i += 1) {
      await page.keyboard.press("Tab");
      found.push(await page.evaluate(() => {
        const one = deepActive();
        const { left, top, right, bottom } = one.getBoundingClientRect();
        const over = deepAt((left + right) / 2, (top + bottom) / 2);
        const seen = one.contains(over) || over?.contains(one);
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        const marked = outlineStyle === "solid" && parseFloat(outlineWidth) >= 2;
        return [window.order.indexOf(one), seen, marked];
      }));
    }
    assert.deepEqual(found, Array.from({ length: all - 1 }, (_, i) => [i + 1, true, true]));
  });
}

test("nothing waits for a mouse alone", async (t) => {
  const page = await it.open(t);
  await page.locator("#grievances [data-act=add]").click();
  const dead = await page.evaluate((controls) => [...deepAll("body *")]
    .filter((one) => getComputedStyle(one).cursor === "pointer" && !one.closest(`${controls}, label`))
    .map(({ outerHTML }) => outerHTML), CONTROLS);
  assert.deepEqual(dead, []);
});

const OPENERS = [
  ["the people", "#change"], ["all that waits", '[data-act="queue"]'], ["a notice", `[data-point="${ORDERS}"] [data-act="decide"]`],
  ["a withdrawal", `[data-point="${WEBSITE}"] [data-act="withdraw"]`],
  ["a link", "#grievances .record-actions button"], ["a request's withdrawal", "#grievances .record-actions button:nth-child(2)"],
  ["a person's details", "#nominees .record-actions button"], ["a removal", "#nominees .record-actions button:nth-child(2)"],
];

test("the focus goes into every dialog, stays there, and comes back", async (t) => {
  const page = await it.open(t);
  for (const [name, opener] of OPENERS) {
    await page.locator(opener).first().focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    const named = await dialog.evaluate((one) => one.getRootNode().getElementById(one.getAttribute("aria-labelledby")).textContent);
    assert.ok(named.trim(), name);
    const outside = () => page.evaluate(() => {
      const one = deepActive();
      return one === document.body || one.closest("dialog[open]") ? null : `${one.outerHTML.slice(0, 200)}, dialogs: ${deepAll("dialog[open]").length}`;
    });
    assert.ok(await page.evaluate(() => deepActive().closest("dialog[open]")), `${name}: it goes in`);
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press("Tab");
      await painted(page); // past the last one it goes by way of the browser's own window
      assert.equal(await outside(), null, `${name}: it stays`);
    }
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !deep("dialog[open]"));
    await focusReturned(page);
    assert.ok(await page.locator(opener).first().evaluate((one) => one === deepActive()), `${name}: it comes back`);
  }
});

test("closed and at once opened again, every dialog stays open", async (t) => {
  const page = await it.open(t);
  for (const [name, opener] of OPENERS) {
    await page.locator(opener).first().click();
    await page.locator("dialog[open]").waitFor();
    // The dialog hears that it was closed after the click.
    await page.evaluate(async (selector) => {
      deep("dialog[open]").close();
      deep(selector).click();
      await new Promise((resolve) => setTimeout(resolve));
    }, opener);
    await painted(page);
    assert.equal(await page.locator("dialog[open]").count(), 1, name);
    assert.ok(await page.evaluate(() => deepActive().closest("dialog[open]")), `${name}: with the focus`);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !deep("dialog[open]"));
  }
});

test("results and problems are said, once each", async (t) => {
  const page = await it.page(t);
  const heard = await listen(page);
  await page.goto(it.address);
  await settled(page);
  assert.deepEqual(await heard(), [words.en["consents.loaded"]]);

  const card = page.locator(`[data-point="${WEBSITE}"]`);
  await page.route(CONSENT, (route) => route.fulfill({ status: 400, json: { error: "no" } }), { times: 1 });
  await card.locator('[data-act="withdraw"]').click();
  await page.locator(".sheet-foot button").first().click();
  const again = page.locator(".sheet-problem button");
  await again.waitFor();
  const [sending, refused, ...rest] = await heard();
  assert.equal(sending, words.en["sheet.sending"]);
  for (const key of ["unsaved.title", "unsaved.bad_request", "unsaved.stands", "unsaved_next.bad_request"]) {
    assert.equal(refused.split(words.en[key]).length, 2, `${key}, once`);
  }
  assert.deepEqual(rest, []);
  await again.click();
  await page.locator("dialog.sheet").waitFor({ state: "detached" });
  const saved = say("en", "saved.news", { action: words.en["action.revoked"] });
  assert.deepEqual(await heard(), [words.en["sheet.sending"], `Website Sign-up Consent: ${saved}`]);

  await page.locator("#grievances [data-act=add]").click();
  await page.locator("#grievances button[type=submit]").click();
  assert.deepEqual(await heard(), ["3 fields need your attention."]);
  await page.locator("#grievances select").selectOption("access");
  await page.locator("#grievances input[name=subject]").fill("What do you know?");
  await page.locator("#grievances textarea").fill("About me.");
  await page.locator("#grievances button[type=submit]").click();
  await page.locator(".notice-done").waitFor();
  const number = await page.locator("#grievances .record code").first().textContent();
  assert.deepEqual(await heard(), [words.en["grievances_new.sending"], say("en", "grievances_new.sent", { name: number })]);
  await page.locator(".notice-done button").press("Enter");
  assert.ok(await page.evaluate(() => deepActive() === deep("#grievances #title")));
});

test("with the keyboard alone, at 320 px, in Urdu: a request is filed and a consent withdrawn", async (t) => {
  const page = await it.page(t, { locale: LOCALES.ur, viewport: { width: 320, height: 640 } });
  page.mouse.click = page.mouse.move = () => assert.fail("no mouse here");
  await page.goto(it.address);
  await settled(page);
  const { keyboard } = page;
  const here = () => page.evaluate(() => deepActive().textContent.trim());

  await tabTo(page, page.locator("#grievances [data-act=add]"));
  await keyboard.press("Enter");
  // The focus is on the first field: what it is about.
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("Tab");
  await keyboard.type("میرا پتا غلط ہے");
  await keyboard.press("Tab");
  await keyboard.type("براہِ کرم میرا پتا درست کریں۔");
  await keyboard.press("Tab");
  await tabTo(page, page.locator("#grievances button[type=submit]"));
  await keyboard.press("Enter");
  await page.locator("#grievances .notice-done").waitFor();
  assert.equal(await here(), "میرا پتا غلط ہے", "the focus is on what was filed");
  const first = page.locator("#grievances .record").first();
  assert.equal(await first.locator(".chip").textContent(), words.ur["grievance_status.open"]);
  assert.match(await first.locator(".record-place").textContent(), /GRV-/);
  assert.ok((await first.textContent()).includes(words.ur["category.rectification"]));

  await tabTo(page, page.locator(`[data-point="${WEBSITE}"] [data-act="withdraw"]`), "Shift+Tab");
  await keyboard.press("Enter");
  assert.ok((await here()).startsWith(say("ur", "withdraw.title", { title: "" }).trim()), "the dialog says what it is about");
  await tabTo(page, page.locator(".sheet-foot button").first());
  assert.equal(await here(), `${words.ur["withdraw.confirm"]} Website Sign-up Consent`);
  await keyboard.press("Enter");
  await page.locator(`[data-point="${WEBSITE}"] [data-outcome="approved"]`).waitFor();
  assert.equal((await it.log("usr_asha")).latest[WEBSITE].action, "revoked");
  assert.ok(await page.evaluate((id) => deepActive().closest(`[data-point="${id}"]`), WEBSITE), "and back to its place");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});
