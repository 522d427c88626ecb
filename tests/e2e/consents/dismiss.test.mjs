// Leaving a notice without a decision: recorded once, and never over a record.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, card, CONSENT, deciding, focusedName, openNotice, press, refusal, savedAt, sheet, SIGNUP,
} from "../support/decisions.mjs";
import { points, settled } from "../support/demo.mjs";

const it = deciding();

test("Escape records once that the notice was closed, and allows nothing", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await openNotice(page, "Decide about Sign-up form");
  await page.keyboard.press("Escape");
  await card(page, SIGNUP).getByText("You closed the notice without deciding").waitFor();
  assert.equal(await focusedName(page), "Decide about Sign-up form");
  await settled(page);
  for (const leave of [() => page.keyboard.press("Escape"), () => press(page, "Close")]) {
    await openNotice(page, "Decide about Sign-up form");
    await leave();
    assert.equal(await sheet(page).count(), 0);
  }
  // A later decision is the very next thing that is sent.
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Decline all");
  await savedAt(page, SIGNUP);
  const told = sent.map(({ action, purposes }) => [action, purposes?.length]);
  assert.deepEqual(told, [["no_action", undefined], ["declined", 1]]);
  assert.equal((await it.log("usr_lukas")).total, 2);
});

test("the button Close does the same", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Close");
  await card(page, SIGNUP).getByText("You closed the notice without deciding").waitFor();
  assert.equal((await it.log("usr_lukas")).latest[SIGNUP].action, "no_action");
});

test("closing is never recorded over a record", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  const before = await it.log("usr_asha");
  // Allowed in part, allowed, and closed before.
  const [partly, wholly] = ["Change Orders and delivery", "Change Website Sign-up Consent"];
  for (const name of [partly, wholly, "Decide about Customer support calls"]) {
    await openNotice(page, name);
    await page.keyboard.press("Escape");
    assert.equal(await sheet(page).count(), 0);
  }
  await openNotice(page, "Change Website Sign-up Consent");
  await press(page, "Leave as it is");
  // Whatever would have been sent has been sent before the next read is answered.
  await act(page, "Refresh").click();
  await settled(page);
  assert.deepEqual(sent, []);
  assert.deepEqual(await it.log("usr_asha"), before);
});

test("closing is not recorded over a decision that was made elsewhere meanwhile", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await openNotice(page, "Decide about Sign-up form");
  const decided = await fetch(`${it.address}/api/consent/${SIGNUP}/consent`, {
    method: "POST",
    headers: { "X-API-Key": "YOUR_API_KEY", "Content-Type": "application/json" },
    body: JSON.stringify({ userId: "usr_lukas", action: "approved" }),
  });
  assert.equal(decided.status, 201);
  const looked = page.waitForResponse(/\/banners\/user\/usr_lukas$/);
  await page.keyboard.press("Escape");
  await (await looked).finished();
  await card(page, SIGNUP).getByText("You agreed to everything").waitFor();
  await page.waitForFunction(() => !deep('[data-outcome], [aria-disabled]'));
  assert.deepEqual(sent, []);
  assert.equal((await it.log("usr_lukas")).latest[SIGNUP].action, "approved");
});

test("closing is not recorded where the records could not be read", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await page.route(/user-status\?/, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  await act(page, "Refresh").click();
  await settled(page);
  await openNotice(page, "Decide about Sign-up form");
  await page.keyboard.press("Escape");
  await act(page, "Refresh").click();
  await settled(page);
  assert.deepEqual(sent, []);
});

test("that a notice was closed and could not be recorded is told calmly", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, (route) => route.fulfill(refusal));
  await openNotice(page, "Decide about Sign-up form");
  await page.keyboard.press("Escape");
  await card(page, SIGNUP).getByText("It could not be recorded that you closed this notice.").waitFor();
  assert.equal((await points(page))[2].action, "No decision on record");
  await page.unroute(CONSENT);
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await savedAt(page, SIGNUP);
});
