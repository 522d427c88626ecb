// What goes wrong with those who may act for a person: nothing is claimed, and nothing typed is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { POST, ONE, LIST, nominees, write, send, press, dialogOf } from "../support/nominees.mjs";
import { fault, hold, openAs, records, rows } from "../support/rights.mjs";
import { demo, settled, signInAs, until } from "../support/demo.mjs";

const it = demo("--faults");

test("an edit that fails keeps what is typed, and the list as it was", async (t) => {
  const page = await it.open(t);
  const before = await records(page, "nominees");
  const dialog = dialogOf(page);
  await press(page, "Sunita Verma", "Edit");
  await dialog.getByLabel("Full name").fill("Sunita Sharma");
  const refusal = { status: 400, json: { error: "nominee_name is not accepted" } };
  await page.route(ONE, (route) => route.fulfill(refusal), { times: 1 });
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Nothing was changed. What you typed is still here.").waitFor();
  assert.match(await dialog.textContent(), /The server says: “nominee_name is not accepted”/);
  assert.equal(await dialog.getByLabel("Full name").inputValue(), "Sunita Sharma");

  await fault(page, "PUT", ONE, "drop");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Whether your changes were recorded is not known.").waitFor();
  assert.equal(await dialog.getByLabel("Full name").inputValue(), "Sunita Sharma");
  await dialog.getByRole("button", { name: "Read the list again" }).click();
  await settled(page);
  assert.deepEqual(await records(page, "nominees"), before);
});

for (const [name, response, words] of [
  ["403", { status: 403, json: { error: "no" } }, "The person was not removed."],
  ["429", { status: 429, headers: { "Retry-After": "75" }, json: { error: "too many" } }, "Wait 75 seconds"],
  ["500", { status: 500, json: { error: "Unexpected server error" } }, "Whether the person was removed is not known."],
]) {
  test(`a removal that ends in ${name} keeps the nominee in the list`, async (t) => {
    const page = await it.open(t);
    const before = await records(page, "nominees");
    const stored = await rows(it, "usr_asha");
    await page.route(ONE, (route) => route.fulfill(response));
    await press(page, "Rohan Verma", "Remove");
    await dialogOf(page).getByRole("button", { name: "Remove the person" }).click();
    await dialogOf(page).getByText(words).waitFor();
    assert.deepEqual(await records(page, "nominees"), before);
    assert.equal(await nominees(page).news.textContent(), "");
    await page.getByRole("button", { name: "Keep the person" }).click();
    assert.deepEqual(await records(page, "nominees"), before);
    assert.deepEqual(await rows(it, "usr_asha"), stored);
  });
}

test("somebody who was removed elsewhere is said to be gone, and the list can be read again", async (t) => {
  const page = await openAs(it, t, "Tomás Herrera");
  const [nominee] = await (await page.request.get(`${it.address}/api/nominee/user/usr_tomas`)).json();
  const headers = { "X-API-Key": "YOUR_API_KEY" };
  await fetch(`${it.address}/api/nominee/${nominee.id}`, { method: "DELETE", headers });
  await press(page, "Lucía Herrera", "Remove");
  await dialogOf(page).getByRole("button", { name: "Remove the person" }).click();
  await dialogOf(page).getByText("The server has no such record any more.").waitFor();
  await dialogOf(page).getByRole("button", { name: "Read the list again" }).click();
  await settled(page);
  assert.equal(await nominees(page).card("Lucía Herrera").count(), 0);
});

test("a second click and Escape while it is being removed neither send nor close", async (t) => {
  const page = await it.open(t);
  const { held } = await hold(page, "DELETE", ONE);
  await press(page, "Rohan Verma", "Remove");
  const dialog = dialogOf(page);
  const confirm = dialog.locator('[type="submit"]');
  await confirm.click();
  await until(() => held.length === 1, "the request");
  await confirm.click({ force: true });
  assert.match(await confirm.textContent(), /^Removing… Rohan Verma$/);
  assert.equal(await dialog.isVisible(), true);
  assert.equal(held.length, 1);
  await page.keyboard.press("Escape");
  await dialog.getByText("Whether the person was removed is not known.").waitFor();
  assert.equal(await nominees(page).card("Rohan Verma").count(), 1);
});

test("a second click and Enter while somebody is being added add nobody more", async (t) => {
  const page = await openAs(it, t, "மீரா ஐயர்");
  const before = await rows(it, "usr_meera");
  const { held, release } = await hold(page, "POST", POST);
  await write(page);
  const { button, field, news } = nominees(page);
  await button("Add the person").dblclick();
  await until(() => held.length > 0, "the request");
  await field("Full name").press("Enter");
  assert.equal(await news.textContent(), "");
  assert.equal(held.length, 1);
  await release();
  await news.getByText("is on record").waitFor();
  assert.equal((await rows(it, "usr_meera")).nominees, before.nominees + 1);
});

test("a connection that breaks after the server has recorded it: found, shown once, one row", async (t) => {
  const page = await openAs(it, t, "மீரா ஐயர்");
  const before = await rows(it, "usr_meera");
  await fault(page, "POST", POST, "drop-after");
  await write(page, { name: "Found Again" });
  await send(page);
  await page.locator(".notice-done").waitFor();
  assert.equal(await nominees(page).card("Found Again").count(), 1);
  assert.equal((await rows(it, "usr_meera")).nominees, before.nominees + 1);
});

test("after a failure everything typed is still there", async (t) => {
  const page = await openAs(it, t, "மீரா ஐயர்");
  await page.route(POST, (route) => route.fulfill({ status: 500, json: { error: "Unexpected" } }));
  await write(page, { why: "Just in case" });
  const before = await nominees(page).typed();
  await send(page);
  await nominees(page).message.getByText("Whether the person was added is not known.").waitFor();
  assert.deepEqual(await nominees(page).typed(), before);
  assert.equal(before.purpose_of_appointment, "Just in case");
});

test("neither drafts nor an open dialog nor its answer outlive a change of person", async (t) => {
  const page = await it.open(t);
  await write(page, { name: "A secret" });
  await nominees(page).button("Close").click();
  const { held } = await hold(page, "DELETE", ONE);
  await press(page, "Rohan Verma", "Remove");
  await dialogOf(page).locator('[type="submit"]').click();
  await until(() => held.length === 1, "the request");
  // A dialog is in front of the button: only a script gets there.
  await page.evaluate(() => document.getElementById("change").click());
  await page.locator("#people").getByRole("button", { name: "Kenji" }).click();
  await settled(page);
  await held.pop().continue().catch(() => {});
  assert.equal(await page.locator("dialog[open]").count(), 0);
  const { add, news, root } = nominees(page);
  assert.equal(await news.textContent(), "");
  assert.equal(await add.textContent(), "Add a person");
  const values = await root.locator("input, textarea").evaluateAll((all) => all.map(({ value }) => value).join(""));
  assert.equal(values, "");
  assert.ok(!(await root.textContent()).includes("Rohan Verma"));
  await signInAs(page, "Asha Verma");
  await add.click();
  assert.equal((await nominees(page).typed()).nominee_name, "");
});

test("signed out, nothing typed is left on the page", async (t) => {
  const page = await it.open(t);
  await write(page);
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await page.locator("#nominees :is(form, .record)").count(), 0);
});

test("each section works where the others fail", async (t) => {
  const page = await it.page(t);
  for (const other of [/\/api\/banners/, /\/api\/api\//, /\/api\/grievance\//, /\/api\/dpo$/]) {
    await page.route(other, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  }
  await page.goto(it.address);
  await settled(page);
  assert.equal(await page.getByRole("heading", { name: "could not be loaded" }).count(), 3);
  assert.equal((await records(page, "nominees")).length, 2);
  await page.unrouteAll();
  await page.route(LIST, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  await page.reload();
  await settled(page);
  assert.match(await nominees(page).root.textContent(), /The people who may act for you could not be loaded/);
  assert.equal((await records(page, "grievances")).length, 2);
  assert.equal(await nominees(page).add.isEnabled(), true);
  await page.unrouteAll();
  await nominees(page).root.getByRole("button", { name: "Try again" }).click();
  await nominees(page).card("Rohan Verma").waitFor();
});
