// The API's words reach the page as text, whatever they are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, demo, points, settled } from "../support/demo.mjs";

const it = demo();

const TIME = "2026-04-21T22:34:52.123456";
const purpose = (more) => ({
  id: "p", name: "Purpose", is_mandatory: false, expiry_period: null, consented: "declined", relationships: {}, ...more,
});
const banner = (more) => ({
  banner_id: "b", collection_point: "b", title: "Point", asset: null, purposes: [purpose()],
  data_elements: [], legal_entities: [], ...more,
});
const entry = (more, place) => ({
  collection_point: { id: "b", display_id: "cp_b", name: "Point", description: null, consent_type: null, ...place },
  latest_consent: {
    id: "l", action: "approved", purpose_consents: [], timestamp: TIME, status: "pending", request_id: "r", ...more,
  },
});
const officer = (more) => ({
  id: "o", full_name: "Officer", email: "dpo@acme.example", appointment_date: null, qualifications: null,
  responsibilities: null, created_at: null, updated_at: null, ...more,
});

async function openWith(t, { all = [], own = [], entries, dpo }, options) {
  const page = await it.page(t, options);
  await answer(page, "all", { json: all });
  await answer(page, "own", { json: own });
  await answer(page, "status", entries
    ? { json: { user_id: "usr_asha", total_consents: 1, collection_points: entries, timestamp: null } }
    : { status: 404, json: { error: "No consent records" } });
  if (dpo) await answer(page, "dpo", { json: dpo });
  await page.goto(it.address);
  await settled(page);
  return page;
}

test("markup in every field stays text", async (t) => {
  const evil = (n) => `<img src=x onerror="window.hit=${n}"><script>window.hit=${n}</script>&amp;{n}`;
  const page = await openWith(t, {
    all: [banner({
      title: evil(1),
      asset: { id: "a", name: evil(2), description: null, asset_type: evil(3) },
      purposes: [purpose({
        name: evil(4), expiry_period: evil(5), relationships: { data_elements: ["d"], legal_entities: ["l"] },
      })],
      data_elements: [{ id: "d", name: evil(6) }],
      legal_entities: [{ id: "l", name: evil(7) }],
    })],
    entries: [
      entry(
        { purpose_consents: [{ purpose_id: "p", purpose_name: evil(8), status: evil(9) }] },
        { display_id: evil(10) }),
      entry(
        { action: evil(11), purpose_consents: [{ purpose_id: "q", purpose_name: evil(12), status: "approved" }] },
        { id: "other", display_id: null, name: evil(13) }),
    ],
    dpo: officer({
      full_name: evil(14), email: evil(15), appointment_date: evil(16), qualifications: evil(17),
      responsibilities: evil(18),
    }),
  });
  const text = await page.evaluate(() => deepText(document.querySelector("main"), { folded: true }));
  // The banner's name outranks the record's (8), and in a kind of asset "_" reads as a space (3).
  for (const n of [1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]) {
    assert.ok(text.includes(evil(n)), `field ${n} is shown word for word`);
  }
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.locator("#officer a").count(), 0, "what is no address is no link");
});

test("ten thousand characters and words without a space stay inside the page", async (t) => {
  const page = await openWith(t, {
    all: [banner({
      title: "w".repeat(10_000),
      purposes: [purpose({ name: "नमस्ते".repeat(2_000), expiry_period: "x".repeat(10_000) })],
    })],
  }, { viewport: { width: 320, height: 640 } });
  assert.equal((await points(page))[0].title.length, 10_000);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

test("right-to-left words run right to left, and do not turn the rest around", async (t) => {
  const purposes = [purpose({ name: "שיווק (abc)", expiry_period: "1 Year" })];
  const page = await openWith(t, { all: [banner({ title: "آپ کی معلومات", purposes })] });
  const title = page.locator(".point-title bdi");
  assert.equal(await title.evaluate((element) => getComputedStyle(element).direction), "rtl");
  assert.equal(await title.getAttribute("lang"), "ur");
  assert.equal(await page.locator(".point").evaluate((element) => getComputedStyle(element).direction), "ltr");
  const name = page.locator(".purpose-name bdi");
  assert.equal(await name.evaluate((element) => getComputedStyle(element).direction), "rtl");
});

test("a word that was read as another is shown as it was sent", async (t) => {
  const words = ["ACCEPTED", "rejected", "maybe", true, "approved"];
  const page = await openWith(t, {
    all: [banner({ purposes: words.map((_, i) => purpose({ id: String(i) })) })],
    entries: [entry({ purpose_consents: words.map((status, i) => ({ purpose_id: String(i), status })) })],
  });
  const shown = (await points(page))[0].purposes.map(({ state, remarks }) => [state, ...remarks]);
  assert.deepEqual(shown, [
    ["Allowed", "On record as “ACCEPTED”, shown here as “Allowed”."],
    ["Declined", "On record as “rejected”, shown here as “Declined”."],
    ["Not decided", "On record as “maybe”, shown here as “Not decided”."],
    ["Allowed", "On record as “true”, shown here as “Allowed”."],
    ["Allowed"],
  ]);
});

test("records without a banner are shown, by the same rules", async (t) => {
  const page = await openWith(t, {
    all: [banner()],
    entries: [
      entry({ action: "partial_consent", purpose_consents: [
        { purpose_id: "1", purpose_name: "Newsletter", status: "approved", is_mandatory: false },
        { purpose_id: "2", purpose_name: "Letters", status: "No", is_mandatory: true },
        { purpose_id: "3", purpose_name: "Calls", status: "who knows", is_mandatory: null },
      ] }, { id: "gone", display_id: "cp_gone", name: "Old newsletter" }),
      { collection_point: { id: "empty", display_id: null, name: null }, latest_consent: null },
    ],
  });
  const orphans = await points(page, ".orphans .point");
  assert.equal(await page.getByRole("heading", { name: "Records without a notice" }).isVisible(), true);
  assert.equal(orphans[0].title, "Old newsletter");
  assert.equal(orphans[0].place, "cp_gone");
  assert.equal(orphans[0].action, "You agreed to some of it on 22 April 2026 at 04:04");
  assert.deepEqual(orphans[0].purposes.map(({ name, state, meta }) => [name, state, ...meta]), [
    ["Newsletter", "Allowed", "Optional", "From your consent record"],
    ["Letters", "Declined", "Required", "From your consent record"],
    ["Calls", "Not decided", "From your consent record"],
  ]);
  assert.deepEqual([orphans[1].title, orphans[1].action], ["A place without a name", "No decision on record"]);
  const tally = await page.getByRole("list", { name: "Purposes" }).getByRole("listitem").allTextContents();
  assert.deepEqual(tally, ["0 allowed", "0 declined", "1 not decided"], "they are not counted among the current ones");
});

// A merged time is a moment or nothing; in the history the record's own stands as it was sent.
for (const [sent, merged, shown = merged] of [
  ["2026-04-21T22:34:52", "22 April 2026 at 04:04"],
  ["2026-04-21T22:34:52.123456", "22 April 2026 at 04:04"],
  ["2026-04-21T22:34:52.123456Z", "22 April 2026 at 04:04"],
  ["2026-04-21T22:34:52+05:30", "21 April 2026 at 22:34"],
  ["2026-04-21 22:34:52+00", "22 April 2026 at 04:04"],
  ["2026-04-21 22:34:52.5+0530", "21 April 2026 at 22:34"],
  ["2026-04-21t22:34:52z", "22 April 2026 at 04:04"],
  ["Tue Apr 21 2026 22:34:52 GMT+0000 (Coordinated Universal Time)", "22 April 2026 at 04:04"],
  [1776810892, "22 April 2026 at 04:04"],
  ["2026-04-21", "21 April 2026 at 05:30", "21 April 2026"],
  ["last spring", null, "last spring"],
]) {
  test(`the time ${JSON.stringify(sent)} is read as it is meant`, async (t) => {
    const page = await openWith(t, { all: [banner()], entries: [entry({ timestamp: sent })] });
    const agreed = "You agreed to everything";
    assert.equal((await points(page))[0].action, merged ? `${agreed} on ${merged}` : agreed);
    await page.locator(".history summary").press("Enter");
    await page.locator(".history dl").waitFor();
    assert.equal(await page.locator('.history [data-fact="history.time"] dd').textContent(), shown);
  });
}

for (const [email, link] of [
  ["dpo@acme.example", "mailto:dpo@acme.example"],
  ["a+b?bcc=x@acme.example", "mailto:a%2Bb%3Fbcc%3Dx@acme.example"],
  ["javascript:alert(1)", null],
  ["dpo@acme.example?cc=other@evil.example", null],
  ["not an address", null],
  ["\u200bdpo@acme.example\u200b", "mailto:dpo@acme.example"],
  ["mailto:dpo@acme.example", null],
]) {
  test(`the officer's address "${email}" is ${link ? "a link" : "text"}`, async (t) => {
    const page = await openWith(t, { dpo: officer({ email, appointment_date: "2026-01-15" }) });
    const links = await page.locator("#officer a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, link ? [link] : []);
    assert.match(await page.locator("#officer .section").textContent(), /15 January 2026/);
    assert.ok((await page.locator("#officer .section").textContent()).includes(email));
  });
}

test("an officer's address with half a character in it is text, and the rest is shown", async (t) => {
  const page = await openWith(t, { dpo: officer({ email: "\ud83ddpo@acme.example" }) });
  await page.locator("#officer .section").getByText("dpo@acme.example").waitFor();
  assert.equal(await page.locator("#officer a").count(), 0);
  assert.match(await page.locator("#officer .section").textContent(), /Officer/);
});
