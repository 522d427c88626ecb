// On a slow phone, and without JavaScript.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { deciding, SIGNUP } from "../support/decisions.mjs";
import { painted, root, settled, until, watchShifts } from "../support/demo.mjs";
import { LANGUAGES, LOCALES } from "../support/words.mjs";

const it = deciding();

for (const language of LANGUAGES) {
  test(`nothing jumps while the answers come one after the other: ${language}`, async (t) => {
    const page = await it.page(t, { locale: LOCALES[language], viewport: { width: 360, height: 740 } });
    const shifted = await watchShifts(page);
    const held = [];
    let isHeld = true;
    await page.route(/\/(api|locales)\//, (route) => (isHeld ? void held.push(route) : route.continue()));
    await page.goto(it.address);
    // The words, then each of the six answers, are painted before the next one comes.
    await until(() => held.length === 7, "the words and six questions");
    await painted(page);
    held.sort((one, other) => other.request().url().includes("/locales/") - one.request().url().includes("/locales/"));
    for (const route of held) {
      const answered = page.waitForResponse((response) => response.request() === route.request());
      await route.continue();
      await (await answered).finished();
      await painted(page);
    }
    isHeld = false;
    await settled(page);
    await painted(page);
    const shift = await shifted();
    assert.ok(shift < 0.02, `the layout moved by ${shift}`);
  });
}

test("the first consents are drawn before the others, and the section is busy until all are there", async (t) => {
  const page = await it.page(t, { viewport: { width: 360, height: 740 } });
  await page.addInitScript(() => {
    window.drawn = [];
    const look = () => {
      const points = deepAll("#consents .points .point").length;
      if (points) window.drawn.push([points, deep("#consents .section").ariaBusy]);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(it.address);
  await settled(page);
  await painted(page);
  const drawn = await page.evaluate(() => window.drawn);
  assert.deepEqual(drawn[0], [3, "true"]);
  assert.ok(drawn.at(-1)[0] > 10);
  assert.equal(drawn.at(-1)[1], null);
});

test("where nobody looks, and no frame comes, all of them are drawn as well", async (t) => {
  const page = await it.page(t);
  await page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { value: true });
    window.requestAnimationFrame = () => 0;
  });
  await page.goto(it.address);
  await page.waitForFunction(() => deepAll("#consents .points .point").length > 10, null, { polling: 50 });
  await page.waitForFunction(() => !deep("#consents [aria-busy=true]"), null, { polling: 50 });
});

test("on a processor six times slower a decision is taken all the same", async (t) => {
  const page = await it.page(t, { locale: LOCALES.hi, viewport: { width: 360, height: 740 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.goto(it.address);
  await page.locator(`[data-point="${SIGNUP}"] [data-act="decide"]`).click();
  await page.locator(".sheet-foot button").first().click();
  await page.locator(`[data-point="${SIGNUP}"] [data-outcome="approved"]`).waitFor();
  assert.equal((await it.log("usr_asha")).latest[SIGNUP].action, "approved");
});

test("without JavaScript a sentence in each language says what to do, and whom to write to", async (t) => {
  const page = await it.page(t, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await page.goto(it.address);
  const notice = page.locator(".no-script");
  const told = await notice.locator("p[lang]").evaluateAll((all) => all.map(({ lang, dir, textContent }) => [lang, dir, textContent]));
  assert.deepEqual(told.map(([lang]) => lang).sort(), [...LANGUAGES].sort());
  assert.equal(told.find(([lang]) => lang === "ur")[1], "rtl");
  for (const [lang, , text] of told) assert.match(text, /JavaScript/, lang);
  // The page cannot ask for the officer: whoever puts it up writes the address into the HTML. Here it is the seeded one.
  const { dpo } = JSON.parse(readFileSync(join(root, "www", "server", "seed", "organization.json"), "utf8"));
  const link = notice.getByRole("link");
  assert.deepEqual([await link.textContent(), await link.getAttribute("href")], [dpo.email, `mailto:${dpo.email}`]);
  assert.ok(await link.isVisible());
  // Nothing is offered that would not work, and nothing pretends to be loading.
  const offered = page.locator("button, input, .skeleton, nav a");
  assert.equal((await offered.evaluateAll((all) => all.filter((one) => one.checkVisibility()))).length, 0);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});
