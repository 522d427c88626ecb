// Where things stand: what waits comes first, what may be pressed looks like it, and nothing is in anything's way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDERS, SIGNUP, WEBSITE } from "../support/decisions.mjs";
import { answer, demo, painted, points, settled } from "../support/demo.mjs";
import { LANGUAGES, LOCALES } from "../support/words.mjs";

const it = demo();
const phone = { width: 390, height: 844 };
const box = (locator) => locator.evaluate((one) => {
  const { top, bottom, left, right, width, height } = one.getBoundingClientRect();
  return { top, bottom, left, right, width, height };
});
const colours = (locator) => locator.evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
const apart = (one, other) => one.bottom <= other.top || other.bottom <= one.top || one.right <= other.left || other.right <= one.left;

for (const language of LANGUAGES) {
  test(`on a phone's first screen what waits is asked about: ${language}`, async (t) => {
    const page = await it.open(t, { locale: LOCALES[language], viewport: phone });
    assert.ok((await box(page.locator(".queue"))).top < 660);
    const [mark, who, change] = await Promise.all([".brand-mark", "#who", "#change"].map((one) => box(page.locator(one))));
    assert.ok(apart(mark, who) && apart(who, change) && apart(mark, change));
    assert.ok(mark.top < change.bottom && change.top < mark.bottom, "in one row");
    const [time, refresh] = await Promise.all([".section-time", "#refresh"].map((one) => box(page.locator(one))));
    assert.ok(time.height > 0 && time.top < refresh.bottom + 24, "when it was read is said beside what reads it again");
  });
}

for (const [language, height] of LANGUAGES.flatMap((one) => [[one, 900], [one, 600]])) {
  test(`in a wide window the way about, the sum and the officer stay in sight and cover nothing: ${language}, ${height} px`, async (t) => {
    const page = await it.open(t, { locale: LOCALES[language], viewport: { width: 1280, height }, reducedMotion: "reduce" });
    const tally = page.getByRole("list", { name: await page.locator(".side .tally").getAttribute("aria-label") });
    assert.equal(await tally.count(), 1, "the sum is there once");
    for (const y of [0, 1_500, 100_000]) {
      await page.evaluate((to) => scrollTo(0, to), y);
      await painted(page);
      const [side, main] = await Promise.all([".side", ".sections"].map((one) => box(page.locator(one))));
      assert.ok(apart(side, main));
      assert.ok(side.bottom > 0 && side.top < height - 100, `in sight at ${y}`);
    }
    // Whatever in it has the focus can be seen, however low the window is.
    const link = page.locator("#officer a");
    await link.focus();
    await painted(page);
    const { top, bottom } = await box(link);
    assert.ok(top >= 0 && bottom <= height);
  });
}

test("the officer stands where there is room, and keeps standing there in the page's order", async (t) => {
  const page = await it.open(t, { viewport: { width: 1280, height: 900 } });
  const order = () => page.evaluate(() => deepAll("#consents, #grievances, #nominees, #officer").map(({ id }) => id));
  assert.deepEqual(await order(), ["officer", "consents", "grievances", "nominees"]);
  await page.setViewportSize(phone);
  await painted(page);
  assert.deepEqual(await order(), ["consents", "grievances", "nominees", "officer"]);
  const tops = await page.locator("#consents, #grievances, #nominees, #officer").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  assert.deepEqual(tops, [...tops].sort((a, b) => a - b));
  const rights = await page.locator("#consents, #grievances, #nominees, #officer, .points .point").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  assert.ok(Math.max(...rights) <= phone.width, "everything fits the window that became narrow");
});

test("one button of the page stands out, and one of each dialog; to withdraw is as easy as to keep", async (t) => {
  const page = await it.open(t);
  const accent = (await colours(page.locator('[data-act="queue"]')))[0];
  const strong = await page.locator("main button").evaluateAll((all, wanted) => all
    .filter((one) => one.checkVisibility() && getComputedStyle(one).backgroundColor === wanted).map((one) => one.dataset.act), accent);
  assert.deepEqual(strong, ["queue"]);
  const [card] = await colours(page.locator(".point").first());
  assert.deepEqual(new Set(await colours(page.locator(".tag"))), new Set(["rgba(0, 0, 0, 0)"]), "a remark is no button");
  assert.equal(await page.locator(".tag").first().evaluate((one) => getComputedStyle(one).borderTopWidth), "0px");

  await page.locator(`[data-point="${ORDERS}"] [data-act="withdraw"]`).click();
  const answers = page.locator(".sheet-foot button");
  assert.deepEqual(await colours(answers), [accent, card]);
  const [yes, no] = [await box(answers.nth(0)), await box(answers.nth(1))];
  assert.deepEqual([yes.width, yes.height], [no.width, no.height]);
});

test("a purpose reads in a row: its state, which data, who uses them, until when", async (t) => {
  const page = await it.open(t, { viewport: { width: 1280, height: 900 } });
  const rows = await page.locator(".purpose").evaluateAll((all) => all.map((one) => {
    const parts = [one.querySelector(".chip"), ...one.querySelectorAll("dd")].map((part) => part.getBoundingClientRect());
    return parts.every(({ left }, i) => i === 0 || left > parts[i - 1].right - 1)
      && parts.every(({ top, bottom }) => top < parts[0].bottom + 40 && bottom > parts[0].top);
  }));
  assert.ok(rows.length > 10 && rows.every(Boolean));
  // The heads of a table's columns are seen at its top, and read out in every row.
  const heads = await page.locator(`[data-point="${ORDERS}"] dt`).evaluateAll((all) => all.map((one) =>
    [one.textContent, one.getBoundingClientRect().width > 1]));
  assert.equal(heads.length, 12);
  assert.deepEqual(heads.map(([, isSeen]) => isSeen), heads.map((_, i) => i < 3));
});

test("data and organisations that no purpose names are listed, the others are not said twice", async (t) => {
  const page = await it.page(t);
  const element = (id, name) => ({ id, name });
  const banner = (id, more) => ({
    banner_id: id, collection_point: id, title: id, asset: null,
    data_elements: [element("d", "Your shoe size"), element("e", "Your hat size")], legal_entities: [element("l", "Hats Ltd")],
    purposes: [{
      id: "p", name: "Hats", is_mandatory: false, expiry_period: "while you wear it", consented: "declined",
      relationships: { data_elements: ["e", ...more], legal_entities: ["l"] },
    }],
  });
  await answer(page, "all", { json: [banner("one", []), banner("two", ["d"])] });
  await answer(page, "own", { json: [] });
  await answer(page, "status", { status: 404, json: { error: "No consent records" } });
  await page.goto(it.address);
  await settled(page);
  const shown = await points(page);
  assert.deepEqual(shown.map(({ all }) => all), [{ "All data used here": "Your shoe size and Your hat size" }, {}]);
  assert.equal(shown[0].purposes[0].facts["For how long"], "while you wear it", "what is no period stands as it was sent");
});

test("where the states come from is said once, and at each purpose where they differ", async (t) => {
  const page = await it.page(t);
  await answer(page, "status", { status: 404, json: { error: "No consent records" } });
  await answer(page, "own", async (route) => {
    const response = await route.fetch();
    const banners = await response.json();
    // As in an answer that was merged before: the last one has no record.
    Object.assign(banners.find(({ collection_point: id }) => id === ORDERS).purposes.at(-1), { consented: "pending", source: "none" });
    await route.fulfill({ response, json: banners });
  });
  await page.goto(it.address);
  await settled(page);
  const said = (id, one) => page.locator(`[data-point="${id}"] ${one}`).allTextContents();
  const notice = "From the consent notice";
  assert.deepEqual(await said(ORDERS, ".purpose-source"), [notice, notice, notice, "No record"]);
  assert.deepEqual(await said(ORDERS, ".point-source"), []);
  assert.deepEqual([await said(WEBSITE, ".purpose-source"), await said(WEBSITE, ".point-source")], [[], [notice]]);
  assert.deepEqual([await said(SIGNUP, ".purpose-source"), await said(SIGNUP, ".point-source")], [[], []], "as the card says");
});

test("where nothing is on record the page is not stretched", async (t) => {
  const page = await it.page(t, { viewport: phone });
  await answer(page, "all", { json: [] });
  await answer(page, "own", { json: [] });
  await answer(page, "status", { status: 404, json: { error: "none" } });
  await page.goto(it.address);
  await settled(page);
  const [last, next] = await Promise.all(["#consents .section-ask", "#grievances"].map((one) => box(page.locator(one))));
  assert.ok(next.top - last.bottom < 80, `${next.top - last.bottom} px are blank`);
});

test("other sections are not kept waiting for a slow one", async (t) => {
  const page = await it.page(t, { viewport: { width: 390, height: 2_400 } });
  await answer(page, "own", () => {});
  await page.goto(it.address);
  await page.locator("#grievances .record").first().waitFor({ timeout: 4_000 });
  assert.ok(await page.locator("#consents .section").getAttribute("aria-busy"));
});

for (const language of LANGUAGES) {
  test(`the mark of the focus touches neither the label nor what is wrong: ${language}`, async (t) => {
    const page = await it.open(t, { locale: LOCALES[language], viewport: { width: 320, height: 700 } });
    await page.locator("#grievances [data-act=add]").click();
    await page.locator("#grievances button[type=submit]").click();
    const fields = page.locator("#grievances .field");
    for (let i = 0; i < 3; i += 1) {
      const control = fields.nth(i).locator("select, input, textarea").first();
      await control.focus();
      const [ring, label, problem] = await control.evaluate((one) => {
        const { outlineWidth, outlineOffset } = getComputedStyle(one);
        const out = parseFloat(outlineWidth) + parseFloat(outlineOffset);
        const { top, bottom } = one.getBoundingClientRect();
        const field = one.closest(".field");
        const last = one.previousElementSibling.getBoundingClientRect();
        return [[top - out, bottom + out], last.bottom, field.querySelector(".field-problem").getBoundingClientRect().top];
      });
      assert.ok(ring[0] >= label && ring[1] <= problem, `${ring} in ${label} to ${problem}`);
    }
  });
}

test("the four languages are written equally large", async (t) => {
  const page = await it.open(t, { viewport: { width: 1280, height: 900 } });
  const urdu = page.locator("#languages a[lang=ur]");
  assert.match(await urdu.evaluate((one) => getComputedStyle(one).fontFamily), /Nastaliq/);
  const heights = await page.locator("#languages a").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  assert.equal(new Set(heights).size, 1);
});
