// Consents that have ended, notices that ask again, in the languages that they are there in, and receipts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { verifyReceipt } from "truconsent-wasm/receipt";
import {
  act, CALLS, card, chosen, deciding, focusedName, openNotice, ORDERS, press, preview, RECIPES, savedAt, sheet, SLOTS, WEBSITE,
} from "../support/decisions.mjs";
import { settled, signInAs } from "../support/demo.mjs";
import { say, words } from "../support/words.mjs";

const it = deciding();
const FARHAN = "Farhan Qureshi";
/** Some of his consents ended lately, or end soon, on every day. */
const LATELY = { now: "real" };
const [LETTERS, BY_ORDERS] = ["9c1e6f30-4a52-4d7b-8b11-60d2f7a3c801", "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c802"];
const tally = (page) => page.locator(".consents .tally, .side-tally .tally").filter({ visible: true }).locator("li").allTextContents();
/** The day so many days from now, as the reader's region writes it. */
const inDays = (n) => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "Asia/Kolkata" })
  .format(Date.now() + n * 24 * 60 * 60 * 1000);

test("a consent that has ended says since when, and counts no more until it is given again", async (t) => {
  const { page, sent } = await it.as(t, FARHAN, LATELY);
  const website = card(page, WEBSITE);
  assert.equal(await website.locator(".purpose .chip").textContent(), "Ended");
  const end = await website.locator(".purpose-end").textContent();
  assert.match(end, /^Ended on \d+ \w+ \d{4}\. It no longer counts as allowed\.$/);
  const day = end.match(/on (.+?)\./)[1];
  assert.equal(await website.locator(".point-again").textContent(), `Asked again: your consent ended on ${day}.`);
  const allowed = await page.locator('.points [data-state="approved"]').count();
  assert.deepEqual((await tally(page)).slice(0, 2), [`${allowed} allowed`, "1 ended"]);
  assert.ok((await page.locator(".queue").textContent()).includes("Website Sign-up Consent"));

  await openNotice(page, "Decide again about Website Sign-up Consent");
  assert.deepEqual(await chosen(page), [null], "an ended consent is not chosen beforehand");
  assert.deepEqual(await preview(page), ["Marketing Communications: Ended → Declined"]);
  await press(page, "Accept all");
  await savedAt(page, WEBSITE);
  assert.deepEqual(sent.map(({ point, action }) => [point, action]), [[WEBSITE, "approved"]]);
  assert.equal(await website.locator(".purpose .chip").textContent(), "Allowed");
  assert.equal(await website.locator(".point-again, .purpose-end").count(), 0);
  assert.equal((await tally(page))[0], `${allowed + 1} allowed`);
  assert.equal((await tally(page)).length, 3, "none has ended any more");
});

test("a consent that ends soon says when", async (t) => {
  const { page } = await it.as(t, FARHAN, LATELY);
  const ends = await card(page, CALLS).locator(".purpose-end").allTextContents();
  assert.ok(ends.length > 0);
  const near = [3, 4, 5, 6].map((n) => `Ends soon: on ${inDays(n)}`);
  for (const end of ends) assert.ok(near.includes(end), end);
  assert.equal(await card(page, CALLS).locator(".point-again").count(), 0);
});

test("what has changed is shown, old beside new, and a changed purpose is not chosen beforehand", async (t) => {
  const { page, sent } = await it.as(t, FARHAN, LATELY);
  assert.equal(await card(page, SLOTS).locator(".point-again").textContent(), words.en["again.version"]);
  await openNotice(page, "Decide again about Delivery time slots");
  const changes = sheet(page).getByRole("region", { name: "What has changed" });
  assert.deepEqual(await changes.locator("li").allTextContents(),
    ["New: Learn when you are at home", "No longer asked: Call you before delivery"]);
  assert.equal(await changes.locator("h4").textContent(), "Changed: Tell the courier your door code");
  const rows = await changes.locator("dl > div").evaluateAll((all) =>
    all.map(({ children: [what, value] }) => [what.textContent, value.textContent]));
  assert.deepEqual(rows, [
    ["Text at the end, before", "You can change your mind at any time."],
    ["Text at the end, now", "You can change your mind at any time, also on the phone."],
    ["Description, before", "The courier reads it on the day of delivery."],
    ["Description, now", "The courier reads it on the day of delivery, and keeps it for the next one."],
    ["For how long, before", "6 months"], ["For how long, now", "5 years"],
  ]);
  assert.deepEqual(await chosen(page), ["approved", null, null]);
  await press(page, "Save my choices");
  await savedAt(page, SLOTS);
  assert.deepEqual(sent[0].purposes.map(({ consented }) => consented), ["approved", "declined", "declined"]);
  assert.equal(sent[0].metadata.collection_point_version, "v2.0");
  assert.equal(await card(page, SLOTS).locator(".point-again").count(), 0);
});

test("a campaign asks anew, and the same answer is put on record for it", async (t) => {
  const { page, sent } = await it.as(t, FARHAN, LATELY);
  assert.equal(await card(page, RECIPES).locator(".point-again").textContent(), words.en["again.campaign"]);
  await openNotice(page, "Decide again about Recipe letters");
  assert.deepEqual(await chosen(page), [null, "declined"]);
  await page.locator(".choice").first().locator("[value=approved]").check();
  assert.ok((await page.locator(".preview").textContent()).includes(words.en["preview.again"]));
  await press(page, "Save my choices");
  await savedAt(page, RECIPES);
  assert.equal(sent[0].metadata.reconsent_campaign_id, "rc-2026-autumn");
  assert.equal(sent[0].metadata.consent_language, "en");
  assert.equal(await card(page, RECIPES).locator(".point-again").count(), 0);
});

/** The texts of the notice that are the organisation's, with what says their language. */
const marked = (page, text) => sheet(page).getByText(text, { exact: true }).first().evaluate((one) => {
  const { lang, dir } = one.closest("[lang]");
  return [lang, dir];
});

async function inTamil(t) {
  const { page, sent } = await it.as(t, FARHAN, LATELY);
  await page.goto(`${it.address}?lang=ta`);
  await settled(page);
  return { page, sent };
}

test("the notice is in the page's language, and in another one at once, with what was chosen", async (t) => {
  const { page, sent } = await inTamil(t);
  await card(page, RECIPES).locator('[data-act="decide"]').click();
  await page.locator(".choice").first().waitFor();
  const select = page.getByLabel(words.ta["notice.language"]);
  assert.equal(await select.inputValue(), "ta");
  assert.deepEqual(await select.locator("option").evaluateAll((all) => all.map(({ lang, text }) => `${lang} ${text}`)),
    ["en English", "hi हिन्दी", "ta தமிழ்", "ur اردو", "bn বাংলা", "te తెలుగు"]);
  assert.deepEqual(await marked(page, "மின்னஞ்சலில் சமையல் குறிப்புகளை அனுப்புதல்"), ["ta", "ltr"]);
  assert.deepEqual(await marked(page, "உங்கள் சமையலறைக்கான குறிப்புகள்"), ["ta", "ltr"]);

  await page.locator(".choice").first().locator("[value=approved]").check();
  await select.focus();
  await select.selectOption("ur");
  assert.deepEqual(await marked(page, "ای میل سے ترکیبیں بھیجنا"), ["ur", "rtl"]);
  await select.selectOption("te");
  assert.deepEqual(await marked(page, "ఇమెయిల్ ద్వారా వంటకాలు పంపడం"), ["te", "ltr"]);
  assert.deepEqual(await marked(page, "Choose recipes by what you bought"), ["en", "auto"], "without a translation");
  assert.deepEqual(await chosen(page), ["approved", "declined"]);
  assert.ok(await select.evaluate((one) => one === deepActive()));
  const heard = await page.locator(".sheet .announcer > :last-child").textContent();
  assert.equal(heard, say("ta", "notice.language_changed", { language: "తెలుగు" }));
  await page.locator(".sheet-foot button").first().click();
  await savedAt(page, RECIPES);
  assert.equal(sent[0].metadata.consent_language, "te");
  assert.deepEqual(sent[0].purposes.map(({ id, consented }) => [id, consented]), [[LETTERS, "approved"], [BY_ORDERS, "declined"]]);
  assert.deepEqual(sent[0].purposes.map(({ name }) => name), ["Send recipes by email", "Choose recipes by what you bought"]);
});

test("a notice without translations offers no language, and claims none", async (t) => {
  const { page, sent } = await inTamil(t);
  await card(page, ORDERS).locator('[data-act="decide"]').click();
  await page.locator(".choice").first().waitFor();
  assert.equal(await page.locator("#notice-language").count(), 0);
  await page.locator(".sheet-foot button").first().click();
  await savedAt(page, ORDERS);
  assert.equal(sent[0].metadata?.consent_language, undefined);
});

test("the receipt is looked at, and saved as a file that proves itself and names nobody by its name", async (t) => {
  const { page } = await it.as(t, FARHAN, LATELY);
  const recipes = card(page, RECIPES);
  await recipes.locator("summary").press("Enter");
  await act(page, "Show receipt Recipe letters").press("Enter");
  assert.equal(await focusedName(page), "Hide receipt Recipe letters");
  const shown = recipes.getByRole("group", { name: "Receipt" });
  assert.deepEqual(await shown.locator(".receipt-purpose .chip").allTextContents(), ["Allowed", "Declined"]);
  const [download] = await Promise.all([page.waitForEvent("download"), act(page, "Save receipt Recipe letters").click()]);
  const receipt = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.deepEqual(await verifyReceipt(receipt), { valid: true, problems: [] });
  assert.match(download.suggestedFilename(), /^consent-receipt-[\da-f]{12}\.json$/);
  assert.equal(receipt["dpv:hasDataSubject"]["dpv:hasIdentifier"], "usr_farhan");
  const [{ "dct:identifier": request }] = receipt["dpv:hasRecordOfActivity"];
  assert.equal(request, (await it.log("usr_farhan")).latest[RECIPES].request_id);
  assert.equal(receipt["dct:language"], "ur", "in which it was read then");
  const text = await shown.textContent();
  for (const part of [receipt.receipt_hash, receipt.notice.title, receipt["dpv:hasIdentifier"], "Acme Corp Ltd", "اردو"]) {
    assert.ok(text.includes(part), part);
  }

  await page.getByRole("link", { name: "हिन्दी" }).click();
  await recipes.getByRole("group", { name: words.hi["receipt.label"] }).getByText(words.hi["receipt.rights"]).waitFor();
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  await signInAs(page, "Asha Verma");
  assert.ok(!(await page.content()).includes(receipt.receipt_hash), "nothing of it is left to the next person");
});

test("there is no receipt of a notice that has changed since, and a sentence where making one fails", async (t) => {
  const { page } = await it.as(t, FARHAN, LATELY);
  await card(page, SLOTS).locator("summary").press("Enter");
  await card(page, SLOTS).getByText(words.en["receipt.outdated"]).waitFor();
  await page.route("**/receipt.js", (route) => route.abort());
  await card(page, WEBSITE).locator("summary").press("Enter");
  await card(page, WEBSITE).getByText(words.en["receipt.failed"]).waitFor();
  await card(page, WEBSITE).getByText("Request number").waitFor();
  for (const name of ["Delivery time slots", "Website Sign-up Consent"]) {
    assert.equal(await act(page, `Save receipt ${name}`).count(), 0);
    assert.equal(await act(page, `Copy record ${name}`).count(), 1);
  }
});
