// Legitimate uses: what is done with data is told, and nothing is asked about it.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, card, chosen, CONSENT, deciding, focusedName, LOYALTY, openNotice, PAYMENT, press, preview, refusal, savedAt,
  sheet, tabToName,
} from "../support/decisions.mjs";
import { announced, points, settled } from "../support/demo.mjs";

const it = deciding();
const READ = "I have read this Payments: what the law asks of us";
const MISUSE = "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c504";

/** Everything that a card says, as a reader gets it. */
const words = (page, id) => card(page, id).evaluate(({ innerText }) => innerText);

test("a point that asks nothing says what is done with data and why, and has nothing to answer", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  const text = await words(page, PAYMENT);
  assert.match(text, /There is nothing to decide here/);
  assert.match(text, /This notice asks nothing of you: the law allows these uses of your data without consent/);
  assert.match(text, /Prevent payment fraud.*Order History and Device Identifier.*Acme Corp Ltd/s);
  assert.doesNotMatch(text, /Not decided|Declined|Allowed|Required|Optional|your decision/);
  const buttons = await card(page, PAYMENT).getByRole("button").allTextContents();
  assert.deepEqual(buttons, [READ]);
  const shown = (await points(page))[8];
  assert.deepEqual(shown.purposes.map(({ state, facts }) => [state, facts["For how long"]]),
    [["Not asked", "No end stated"], ["Not asked", "8 Years"]]);
});

test("it is in no queue, and counts for nothing", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  assert.equal(await page.getByRole("region", { name: "12 places ask for your decision" }).count(), 1);
  assert.doesNotMatch(await page.locator(".queue").textContent(), /Payments/);
  const tally = await page.getByRole("list", { name: "Purposes" }).getByRole("listitem").allTextContents();
  // Of 29 purposes three are told and not asked.
  assert.deepEqual(tally, ["0 allowed", "0 declined", "26 not decided"]);
});

test("that it was read is recorded by keyboard, once, and decides nothing", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await page.locator("#consents #title").focus();
  await tabToName(page, READ);
  await page.keyboard.press("Enter");
  await savedAt(page, PAYMENT);
  assert.deepEqual(sent.map(({ point, action, purposes, metadata }) => [point, action, purposes, metadata.event_type]),
    [[PAYMENT, "no_action", undefined, "notice_shown"]]);
  assert.equal(await announced(page), "Payments: what the law asks of us: Saved. You saw this notice.");
  assert.equal(await focusedName(page), "History Payments: what the law asks of us", "the focus is not lost with the button");
  assert.match((await points(page))[8].action, /^You saw this notice on /);
  assert.equal(await act(page, READ).count(), 0);
  const before = await points(page);
  await page.reload();
  await settled(page);
  const place = ({ place: _, ...rest }) => rest;
  assert.deepEqual((await points(page)).map(place), before.map(place), "a fresh load shows the same");
  await card(page, PAYMENT).locator("summary").press("Enter");
  await card(page, PAYMENT).getByText("Request number").waitFor();
  assert.match(await words(page, PAYMENT), /You saw this notice/);
});

test("that it could not be recorded is told calmly, and can be tried again", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, (route) => route.fulfill(refusal), { times: 1 });
  await act(page, READ).click();
  await card(page, PAYMENT).getByText("It could not be recorded that you have read this.").waitFor();
  assert.equal(await focusedName(page), READ);
  await act(page, READ).click();
  await savedAt(page, PAYMENT);
  assert.equal(sent[0].requestId, sent[1].requestId);
  assert.equal((await it.log("usr_lukas")).total, 1);
});

test("at a mixed point consent alone is asked, and the rest stands apart with its reason", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await openNotice(page, "Decide about Loyalty card");
  assert.deepEqual(await chosen(page), ["approved", null, null]);
  const apart = sheet(page).locator(".uses");
  assert.match(await apart.textContent(), /What needs no consent.*The law allows the following without your consent.*Stop misuse of points/s);
  assert.equal(await apart.getByRole("radio").count(), 0);
  assert.ok(!(await preview(page)).some((line) => line.includes("Stop misuse")));
  await press(page, "Decline all");
  await savedAt(page, LOYALTY);
  assert.deepEqual(sent[0].purposes.map(({ consented }) => consented), ["declined", "declined", "declined"]);
  assert.ok(!JSON.stringify(sent).includes(MISUSE), "what is not asked is not sent");
  const shown = (await points(page))[7];
  assert.deepEqual(shown.purposes.map(({ state }) => state), ["Declined", "Declined", "Declined", "Not asked"]);
  assert.match(shown.action, /^You declined everything on /);
});

test("all that is asked and allowed can be withdrawn, and no more than that", async (t) => {
  const { page, sent } = await it.as(t, "Ingrid Solberg");
  assert.match((await points(page))[7].action, /^You withdrew a part of your consent on /);
  await act(page, "Withdraw Loyalty card").click();
  const named = await sheet(page).locator(".withdrawn li").allTextContents();
  assert.deepEqual(named.map((name) => name.trim()), ["Keep your points account", "Study what cardholders buy"]);
  await press(page, "Withdraw consent");
  await savedAt(page, LOYALTY);
  assert.deepEqual(sent.map(({ action, purposes }) => [action, purposes.length]), [["revoked", 3]]);
  assert.match((await points(page))[7].action, /^You withdrew your consent on /);
});

test("a closed notice is asked again, and is nowhere told as declined", async (t) => {
  const { page, sent } = await it.as(t, "Ravi Nair");
  assert.match(await page.locator(".queue").textContent(), /12 places ask for your decision.*Loyalty card/s);
  assert.match(await words(page, LOYALTY), /You closed the notice without deciding/);
  assert.doesNotMatch(await words(page, LOYALTY), /declined|refused/i);
  await card(page, LOYALTY).locator("summary").press("Enter");
  await card(page, LOYALTY).getByText("Request number").waitFor();
  assert.doesNotMatch(await words(page, LOYALTY), /declined|refused/i);
  const tally = await page.getByRole("list", { name: "Purposes" }).getByRole("listitem").allTextContents();
  assert.equal(tally[1], "0 declined");
  await openNotice(page, "Decide about Loyalty card");
  assert.deepEqual(await chosen(page), ["approved", null, null]);
  assert.equal(await sheet(page).getByText("On record").count(), 0);
  await page.keyboard.press("Escape");
  await act(page, "Refresh").click();
  await settled(page);
  assert.deepEqual(sent, [], "closing it once more says nothing new");
  await openNotice(page, "Decide about Loyalty card");
  await press(page, "Accept all");
  await savedAt(page, LOYALTY);
  assert.deepEqual((await points(page))[7].purposes.map(({ state }) => state), ["Allowed", "Allowed", "Allowed", "Not asked"]);
});
