// The history of a collection point, and its receipt.

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, card, deciding, press, savedAt, SIGNUP, WEBSITE } from "../support/decisions.mjs";

const it = deciding();
const STATUS = /user-status\?/;
const open = (page, id) => card(page, id).locator("summary").press("Enter");
const facts = (page, id) => card(page, id).locator(".history .facts > div").evaluateAll((rows) =>
  Object.fromEntries(rows.map((row) => [...row.children].map(({ textContent }) => textContent.trim()))));

test("the history is read when it is opened, and is the log's latest entry", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  const asked = [];
  page.on("request", (request) => STATUS.test(request.url()) && asked.push(request.url()));
  assert.equal(await card(page, WEBSITE).locator("summary").textContent(), "History Website Sign-up Consent");
  await open(page, WEBSITE);
  await card(page, WEBSITE).getByText("Request number").waitFor();
  const { total, latest } = await it.log("usr_asha");
  const shown = await facts(page, WEBSITE);
  assert.equal(shown["Latest decision"], "You agreed to everything");
  assert.equal(shown.Recorded, "12 January 2026 at 12:14");
  assert.equal(shown["Request number"], latest[WEBSITE].request_id);
  assert.ok((await card(page, WEBSITE).textContent()).includes(`${total} decisions of yours are on record`));
  assert.equal(asked.length, 1);
});

test("closed and opened again at once, it is read anew", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  await open(page, WEBSITE);
  await card(page, WEBSITE).getByText("Request number").waitFor();
  await page.route(STATUS, (route) => route.fulfill({ status: 403, json: { error: "no" } }), { times: 1 });
  await card(page, WEBSITE).locator("details.history").evaluate((details) => {
    details.open = false;
    details.open = true;
  });
  await card(page, WEBSITE).getByText("The history could not be loaded: the server did not answer").waitFor();
});

test("after a decision it is the new entry", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await act(page, "Withdraw Website Sign-up Consent").click();
  await press(page, "Withdraw consent");
  await savedAt(page, WEBSITE);
  await open(page, WEBSITE);
  await card(page, WEBSITE).getByText("Request number").waitFor();
  const shown = await facts(page, WEBSITE);
  assert.equal(shown["Latest decision"], "You withdrew your consent");
  assert.equal(shown["Request number"], sent[0].requestId);
});

test("without a record it says so, for this point and for a person without any", async (t) => {
  for (const name of ["Asha Verma", "Lukas Brandt"]) {
    const { page } = await it.as(t, name);
    await open(page, SIGNUP);
    await card(page, SIGNUP).getByText("Nothing is on record here.").waitFor();
    assert.equal(await card(page, SIGNUP).getByRole("button", { name: "Copy record" }).count(), 0);
  }
});

test("a failure is no empty history, and can be tried again", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  for (const response of [
    { status: 403, json: { error: "no" } }, { status: 404, contentType: "text/html", body: "<h1>Not found</h1>" },
  ]) {
    await page.route(STATUS, (route) => route.fulfill(response), { times: 1 });
    await open(page, WEBSITE);
    await card(page, WEBSITE).getByText("The history could not be loaded: the server did not answer").waitFor();
    await card(page, WEBSITE).getByRole("button", { name: "Try again" }).click();
    await card(page, WEBSITE).getByText("Request number").waitFor();
    await open(page, WEBSITE);
  }
});

test("the record is copied where the browser allows it", async (t) => {
  const { page } = await it.as(t, "Asha Verma", { permissions: ["clipboard-read", "clipboard-write"] });
  await open(page, WEBSITE);
  await card(page, WEBSITE).getByRole("button", { name: "Copy record" }).press("Enter");
  await card(page, WEBSITE).getByRole("status").getByText("The record is copied.").waitFor();
  const receipt = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(receipt.user_id, "usr_asha");
  assert.equal(receipt.collection_point.id, WEBSITE);
  assert.equal(receipt.latest_consent.action, "approved");
  assert.equal(receipt.latest_consent.request_id, (await it.log("usr_asha")).latest[WEBSITE].request_id);
});

test("where it does not, the record can be selected, and is already", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await open(page, WEBSITE);
  await card(page, WEBSITE).getByRole("button", { name: "Copy record" }).click();
  await card(page, WEBSITE).getByRole("status").getByText("The browser did not allow copying.").waitFor();
  const field = card(page, WEBSITE).getByRole("textbox", { name: "Record" });
  const state = await field.evaluate((area) => ({
    all: area.selectionEnd - area.selectionStart === area.value.length, readOnly: area.readOnly,
    focused: deepActive() === area, point: JSON.parse(area.value).collection_point.id,
  }));
  assert.deepEqual(state, { all: true, readOnly: true, focused: true, point: WEBSITE });
});
