// Two windows of one person: what one records, the other shows before it records anything over it.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, card, chosen, CONSENT, deciding, focusedName, openNotice, ORDERS, PAYMENT, press, savedAt, sheet, SIGNUP, WEBSITE,
} from "../support/decisions.mjs";
import { announced, points, settled, until } from "../support/demo.mjs";

const it = deciding();
const CHANGED = "Not saved: the record has changed";
const HERE = "Not saved: something else was recorded here meanwhile. Shown is what is on record now.";
const STATUS = /user-status\?/;

/** What the dialog says when it asks again. */
const changed = (page) => sheet(page).getByText(CHANGED, { exact: true });

const windows = async (t, name) => [await it.as(t, name), await it.as(t, name)];

async function withdraw(page, title, id) {
  await act(page, `Withdraw ${title}`).click();
  await press(page, "Withdraw consent");
  await savedAt(page, id);
}

test("what one window withdraws, the other cannot give again without having shown it", async (t) => {
  const [one, other] = await windows(t, "Asha Verma");
  // Before the withdrawal the other window has a notice open, on which everything is to be allowed.
  await openNotice(other.page, "Change Orders and delivery");
  await press(other.page, "Accept all");
  await withdraw(one.page, "Orders and delivery", ORDERS);

  await press(other.page, "Save my choices");
  await changed(other.page).waitFor();
  assert.deepEqual(other.sent, [], "nothing was sent");
  assert.deepEqual(await chosen(other.page), ["declined", "declined", "declined", "declined"], "the new state is what it starts from");
  assert.equal(await sheet(other.page).getByText("On record: Declined").count(), 4);
  assert.equal(await focusedName(other.page), "How we use your order data", "the focus is on the title");
  const heard = await sheet(other.page).locator(".announcer").textContent();
  assert.match(heard, /Not saved: the record has changed\. After this was shown to you, something else was recorded here/);
  assert.match((await points(other.page))[0].action, /^You withdrew your consent on /);
  assert.equal((await it.log("usr_asha")).latest[ORDERS].action, "revoked");

  // Shown what stands, the person can still decide.
  await other.page.locator(".choice").first().getByLabel("Allow").check();
  await press(other.page, "Save my choices");
  await savedAt(other.page, ORDERS);
  assert.deepEqual(other.sent.map(({ action }) => action), ["partial_consent"]);
  assert.equal((await it.log("usr_asha")).latest[ORDERS].states, "addd");
});

test("left after that, nothing is recorded, and the place says what stands", async (t) => {
  const [one, other] = await windows(t, "Asha Verma");
  await openNotice(other.page, "Change Website Sign-up Consent");
  await withdraw(one.page, "Website Sign-up Consent", WEBSITE);
  await other.page.locator(".choice").getByLabel("Decline").check();
  await press(other.page, "Save my choices");
  await changed(other.page).waitFor();
  await other.page.keyboard.press("Escape");
  await card(other.page, WEBSITE).getByText(HERE).waitFor();
  assert.equal(await focusedName(other.page), "Change Website Sign-up Consent");
  assert.equal((await points(other.page))[1].purposes[0].state, "Declined");
  await act(other.page, "Refresh").click();
  await settled(other.page);
  assert.equal(await other.page.getByText(HERE).count(), 0);
  assert.deepEqual(other.sent, []);
});

test("where nothing is left to withdraw, the withdrawal says so", async (t) => {
  const [one, other] = await windows(t, "Asha Verma");
  await act(other.page, "Withdraw Website Sign-up Consent").click();
  await withdraw(one.page, "Website Sign-up Consent", WEBSITE);
  await press(other.page, "Withdraw consent");
  await sheet(other.page).getByText("Nothing is allowed here any more, so there is nothing to withdraw.").waitFor();
  await press(other.page, "Close");
  assert.equal(await focusedName(other.page), "Change Website Sign-up Consent");
  assert.deepEqual(other.sent, []);
});

test("a first decision is not given over one that was made in another window", async (t) => {
  const [one, other] = await windows(t, "Lukas Brandt");
  await openNotice(other.page, "Decide about Sign-up form");
  await openNotice(one.page, "Decide about Sign-up form");
  await press(one.page, "Decline all");
  await savedAt(one.page, SIGNUP);
  await press(other.page, "Accept all");
  await changed(other.page).waitFor();
  assert.deepEqual(await chosen(other.page), ["declined"]);
  assert.deepEqual(other.sent, []);
  assert.equal((await it.log("usr_lukas")).latest[SIGNUP].action, "declined");
});

test("closed while it was being checked, the place and a voice say it", async (t) => {
  const [one, other] = await windows(t, "Asha Verma");
  await openNotice(other.page, "Change Website Sign-up Consent");
  await withdraw(one.page, "Website Sign-up Consent", WEBSITE);
  await other.page.locator(".choice").getByLabel("Decline").check();
  const held = [];
  await other.page.route(STATUS, (route) => void held.push(route), { times: 1 });
  await press(other.page, "Save my choices");
  await until(() => held.length > 0, "the check");
  await other.page.keyboard.press("Escape");
  await held[0].continue();
  await card(other.page, WEBSITE).getByText(HERE).waitFor();
  assert.equal(await announced(other.page), `Website Sign-up Consent: ${HERE}`);
  assert.deepEqual(other.sent, []);
});

test("where the new state cannot be read, nothing is claimed of it", async (t) => {
  const [one, other] = await windows(t, "Asha Verma");
  await openNotice(other.page, "Change Website Sign-up Consent");
  await withdraw(one.page, "Website Sign-up Consent", WEBSITE);
  await other.page.locator(".choice").getByLabel("Decline").check();
  // The check is answered, what is read after it is not.
  await other.page.route(/\/api\/banners$/, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  await press(other.page, "Save my choices");
  await sheet(other.page).getByText("Something else was recorded here meanwhile").waitFor();
  assert.doesNotMatch(await sheet(other.page).textContent(), /What was on record before still stands/);
  assert.deepEqual(other.sent, []);
  await other.page.unroute(/\/api\/banners$/);
  await press(other.page, "Send again");
  await changed(other.page).waitFor();
  assert.deepEqual(other.sent, []);
});

test("what was read again is also what another language shows", async (t) => {
  const [one, other] = await windows(t, "Asha Verma");
  await openNotice(other.page, "Change Website Sign-up Consent");
  await withdraw(one.page, "Website Sign-up Consent", WEBSITE);
  await other.page.locator(".choice").getByLabel("Decline").check();
  await press(other.page, "Save my choices");
  await changed(other.page).waitFor();
  await other.page.keyboard.press("Escape");
  await other.page.getByRole("link", { name: "हिन्दी" }).click();
  await other.page.waitForFunction(() => document.documentElement.lang === "hi");
  assert.equal((await points(other.page))[1].purposes[0].state, "अस्वीकृत");
});

test("a notice read in both windows is no contradiction", async (t) => {
  const [one, other] = await windows(t, "Lukas Brandt");
  const name = "I have read this Payments: what the law asks of us";
  await act(one.page, name).click();
  await savedAt(one.page, PAYMENT);
  await act(other.page, name).click();
  await card(other.page, PAYMENT).getByText("You saw this notice").waitFor();
  assert.equal(await other.page.locator(".point .notice, [data-outcome]").count(), 0);
  assert.equal((await it.log("usr_lukas")).total, 1);
});
