// What goes wrong with a decision: nothing is claimed that the server has not said, and nothing is recorded twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, card, CONSENT, deciding, focusedName, NOT_SAVED, openNotice, ORDERS, press, problem, refusal, savedAt,
  sheet, SIGNUP, WEBSITE,
} from "../support/decisions.mjs";
import { announced, points, settled } from "../support/demo.mjs";

const it = deciding();
const UNKNOWN = "It is not known whether your decision was saved";

test("a failure leaves the former state and says so; the same choice again is the same request", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  const before = await points(page);
  await page.route(CONSENT, (route) => route.fulfill(refusal), { times: 1 });
  await openNotice(page, "Change Website Sign-up Consent");
  await page.locator(".choice").getByLabel("Decline").check();
  await press(page, "Save my choices");
  await problem(page).getByText(NOT_SAVED).waitFor();
  assert.match(await problem(page).textContent(), /What was on record before still stands\./);
  assert.match(await problem(page).textContent(), /The server says: “Not now”/);
  assert.deepEqual(await points(page), before);
  assert.equal(await page.locator(".choice").getByLabel("Decline").isChecked(), true, "the choice is not lost");

  await press(page, "Save my choices");
  await savedAt(page, WEBSITE);
  assert.equal(sent.length, 2);
  assert.equal(sent[0].requestId, sent[1].requestId);
  assert.deepEqual(sent[0], sent[1]);
});

test("“Send again” in the dialog sends the very same", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await page.route(CONSENT, (route) => route.fulfill(refusal), { times: 1 });
  await act(page, "Withdraw Website Sign-up Consent").click();
  await press(page, "Withdraw consent");
  await press(page, "Send again");
  await savedAt(page, WEBSITE);
  assert.deepEqual(sent[1], sent[0]);
  assert.equal(await announced(page), "Website Sign-up Consent: Saved. You withdrew your consent.");
});

test("another choice after a failure is another request", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, (route) => route.fulfill(refusal), { times: 1 });
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await problem(page).getByText(NOT_SAVED).waitFor();
  await press(page, "Decline all");
  await savedAt(page, SIGNUP);
  assert.notEqual(sent[0].requestId, sent[1].requestId);
  assert.equal((await it.log("usr_lukas")).latest[SIGNUP].action, "declined");
});

test("what failed is forgotten once the records have been read again", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  await page.route(CONSENT, (route) => route.fulfill(refusal), { times: 1 });
  await act(page, "Withdraw Website Sign-up Consent").click();
  await press(page, "Withdraw consent");
  await problem(page).getByText(NOT_SAVED).waitFor();
  await page.keyboard.press("Escape");
  await card(page, WEBSITE).getByText(NOT_SAVED).waitFor();
  await page.getByRole("button", { name: "Refresh" }).click();
  await settled(page);
  assert.equal(await card(page, WEBSITE).getByText(NOT_SAVED).count(), 0);
});

test("a failure stays at its place when the dialog is closed, and can be sent again from there", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, (route) => route.fulfill(refusal), { times: 1 });
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await problem(page).getByText(NOT_SAVED).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await sheet(page).count(), 0);
  await card(page, SIGNUP).getByText(NOT_SAVED).waitFor();
  await card(page, SIGNUP).getByRole("button", { name: "Send again" }).press("Enter");
  await savedAt(page, SIGNUP);
  assert.deepEqual(sent.map(({ action }) => action), ["approved", "approved"], "closing was not recorded");
  assert.equal(sent[0].requestId, sent[1].requestId);
  assert.equal(await announced(page), "Sign-up form: Saved. You agreed to everything.");
  assert.equal(await focusedName(page), "Change Sign-up form", "the focus is not lost with the button");
});

test("an answer that is lost on the way is found out: one record, and the page says saved", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await savedAt(page, SIGNUP);
  assert.equal(new Set(sent.map(({ requestId }) => requestId)).size, 1);
  assert.equal(sent.length, 2);
  const { total, latest } = await it.log("usr_lukas");
  assert.deepEqual([total, latest[SIGNUP].action, latest[SIGNUP].request_id], [1, "approved", sent[0].requestId]);
});

test("an answer that is lost, of a decision that is on record, is found there", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await savedAt(page, SIGNUP);
  assert.equal((await it.log("usr_lukas")).total, 1);
});

test("while every answer is lost nothing is claimed; sent again, it is still one record", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, async (route) => {
    await route.fetch();
    await page.route(/\/api\/(api|banners)/, (read) => read.abort());
    await route.abort();
  });
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await problem(page).getByText(UNKNOWN).waitFor();
  assert.deepEqual(await points(page), [], "what stands now is not known");
  assert.equal(await page.getByText("Saved at").count(), 0);
  await page.unrouteAll();
  await press(page, "Send again");
  await savedAt(page, SIGNUP);
  assert.equal(new Set(sent.map(({ requestId }) => requestId)).size, 1);
  assert.equal((await it.log("usr_lukas")).total, 1);
});

const record = {
  id: "r", action: "approved", collection_point_id: SIGNUP, timestamp: "2026-01-01T00:00:00", status: "pending",
  request_id: null,
  purpose_consents: [{
    purpose_id: "3d6e2f1a-bc74-4e9a-a801-123456789abc", purpose_name: "Marketing emails", status: "approved",
    is_mandatory: false, purpose_type: "marketing",
  }],
};
for (const [name, response] of [
  ["204 without a record", { status: 204 }],
  ["200 with a page", { status: 200, contentType: "text/html", body: "<h1>Thank you</h1>" }],
  ["200 with nothing in it", { status: 200, json: {} }],
  ["a record of another collection point", { status: 201, json: { ...record, collection_point_id: ORDERS } }],
  ["a record of another decision", { status: 201, json: { ...record, action: "declined" } }],
  ["a record of another request", { status: 201, json: { ...record, request_id: "another" } }],
  ["a record that leaves the purpose open", {
    status: 201, json: { ...record, purpose_consents: [{ ...record.purpose_consents[0], status: "pending" }] },
  }],
]) {
  test(`${name} is not taken for "saved"`, async (t) => {
    const { page } = await it.as(t, "Lukas Brandt");
    const before = await points(page);
    await page.route(CONSENT, (route) => route.fulfill(response));
    await openNotice(page, "Decide about Sign-up form");
    await press(page, "Accept all");
    await problem(page).getByText(UNKNOWN).waitFor();
    assert.deepEqual(await points(page), before);
    assert.equal(await page.getByText("Saved at").count(), 0);
    assert.deepEqual(await it.log("usr_lukas"), { total: 0, latest: {} });
  });
}

for (const [status, words] of [
  [400, "The server does not accept this decision."],
  [404, "The server does not know this place any more."],
  [409, "The server has another decision under the same number."],
]) {
  test(`${status} says what it means`, async (t) => {
    const { page } = await it.as(t, "Lukas Brandt");
    await page.route(CONSENT, (route) => route.fulfill({ status, json: { error: "so it is" } }));
    await openNotice(page, "Decide about Sign-up form");
    await press(page, "Accept all");
    await problem(page).getByText(NOT_SAVED).waitFor();
    assert.ok((await problem(page).textContent()).includes(words));
    assert.ok((await problem(page).textContent()).includes("so it is"));
  });
}

test("a session that has ended is taken up again by “Send again”, as the same person", async (t) => {
  const { page, sent } = await it.as(t, "Tomás Herrera");
  await it.server.stop();
  await it.restart();
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await problem(page).getByText("Your session has ended.").waitFor();
  await press(page, "Send again");
  await savedAt(page, SIGNUP);
  assert.equal(sent.length, 1, "the check before it had told already");
  assert.equal((await it.log("usr_tomas")).latest[SIGNUP].action, "approved");
});
