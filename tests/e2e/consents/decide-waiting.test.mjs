// While a decision is on its way: nothing is claimed, sent twice or mixed up, whatever the person does meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, card, CONSENT, deciding, NOT_SAVED, openNotice, press, refusal, savedAt, sheet, SIGNUP,
} from "../support/decisions.mjs";
import { announced, points, settled, signInAs, until } from "../support/demo.mjs";

const it = deciding();

/** A promise, and what resolves it. */
function gateway() {
  const gate = {};
  gate.promise = new Promise((resolve) => (gate.resolve = resolve));
  return gate;
}

/** Holds every decision back until it is told. */
async function held(page) {
  const gate = gateway();
  await page.route(CONSENT, async (route) => {
    await gate.promise;
    await route.continue().catch(() => {});
  });
  return gate.resolve;
}

/** Decides about the sign-up form, as far as the decision being on its way. */
async function send(page, choice) {
  await openNotice(page, "Decide about Sign-up form");
  const out = page.waitForRequest(CONSENT);
  await press(page, choice);
  await sheet(page).getByText("Sending your decision…").waitFor();
  await out;
}

test("while a decision is on its way further clicks send nothing and close nothing", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  const release = await held(page);
  await send(page, "Decline all");
  for (const name of ["Decline all", "Accept all", "Save my choices"]) {
    await sheet(page).getByRole("button", { name }).click({ force: true });
    await sheet(page).getByRole("button", { name }).press("Enter");
  }
  assert.equal(await sheet(page).isVisible(), true);
  assert.equal(sent.length, 1);
  release();
  await savedAt(page, SIGNUP);
  assert.deepEqual(sent.map(({ action }) => action), ["declined"]);
});

test("closing while a decision is on its way pretends nothing, and the outcome is told at its place", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  const release = await held(page);
  await send(page, "Accept all");
  await page.keyboard.press("Escape");
  assert.equal(await sheet(page).count(), 0);
  await card(page, SIGNUP).getByText("Sending your decision…").waitFor();
  assert.equal((await points(page))[2].purposes[0].state, "Not decided");
  await act(page, "Decide about Sign-up form").click({ force: true });
  assert.equal(await sheet(page).count(), 0, "one decision at a time");
  release();
  await savedAt(page, SIGNUP);
  assert.equal((await points(page))[2].purposes[0].state, "Allowed");
  assert.deepEqual(sent.map(({ action }) => action), ["approved"]);
  assert.equal(await announced(page), "Sign-up form: Saved. You agreed to everything.");
});

test("a failure after the dialog was closed is told at its place", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  const gate = gateway();
  await page.route(CONSENT, (route) => gate.promise.then(() => route.fulfill(refusal)));
  await send(page, "Accept all");
  await page.keyboard.press("Escape");
  gate.resolve();
  await card(page, SIGNUP).getByText(NOT_SAVED).waitFor();
  assert.equal(await announced(page), `Sign-up form: ${NOT_SAVED}`);
});

test("after a change of person nothing of the former one's decision is shown", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  const release = await held(page);
  await act(page, "Withdraw Website Sign-up Consent").click();
  const out = page.waitForRequest(CONSENT);
  await press(page, "Withdraw consent");
  await sheet(page).getByText("Sending your decision…").waitFor();
  await out;
  await page.keyboard.press("Escape");
  const answered = page.waitForResponse(CONSENT);
  await signInAs(page, "மீரா");
  const before = await points(page);
  const news = await announced(page);
  release();
  await (await answered).finished();
  await act(page, "Refresh").click();
  await settled(page);
  assert.deepEqual(await points(page), before);
  assert.doesNotMatch(news, /Website/);
  assert.equal(await page.locator("[data-outcome], .point .notice").count(), 0);
});

test("a decision that is confirmed while the page reads again is not lost to the older answer", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  const release = await held(page);
  await send(page, "Accept all");
  await page.keyboard.press("Escape");
  // The answers are made before the decision is recorded, and arrive after it.
  const gate = gateway();
  const made = [];
  await page.route(/\/banners\/user\/|user-status\?/, async (route) => {
    const response = await route.fetch();
    made.push(route.request().url());
    await gate.promise;
    await route.fulfill({ response });
  });
  await act(page, "Refresh").click();
  await until(() => made.length === 2, "two answers");
  const answered = page.waitForResponse(CONSENT);
  release();
  await (await answered).finished();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  gate.resolve();
  await settled(page);
  // Read once more, which tells.
  await card(page, SIGNUP).locator('[data-state="approved"]').first().waitFor();
});
