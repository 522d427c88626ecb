// What goes wrong with requests and complaints: nothing is claimed, nothing typed is lost, nothing is filed twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { POST, PUT, LIST, grievances, write, send } from "../support/grievances.mjs";
import { fault, focused, hold, openAs, records, rows } from "../support/rights.mjs";
import { announced, demo, settled, signInAs, until } from "../support/demo.mjs";

const it = demo("--faults");

test("a second click and Enter while it is being sent file nothing more", async (t) => {
  const page = await openAs(it, t, "Tomás Herrera");
  const { grievances: before } = await rows(it, "usr_tomas");
  const { held, release } = await hold(page, "POST", POST);
  await write(page, { subject: "Only once" });
  const { button, field, form, news } = grievances(page);
  await button("Send the request").dblclick();
  await until(() => held.length > 0, "the request");
  await button("Sending your request").click({ force: true });
  await field("Subject").press("Enter");
  assert.equal(await form.getAttribute("aria-busy"), "true");
  assert.equal(await announced(page), "Sending your request…");
  assert.equal(await news.textContent(), "", "nothing is claimed while it is not known");
  await field("Subject").pressSequentially("!");
  assert.equal(await field("Subject").inputValue(), "Only once", "what is being sent cannot be changed");
  assert.equal(held.length, 1);
  await release();
  await news.getByText("Your request is recorded").waitFor();
  assert.equal((await rows(it, "usr_tomas")).grievances, before + 1);
});

const KEPT = {
  category: "erasure", subject: "A copy, please", description: "Of everything.", attachment_url: "",
};
const UNKNOWN = /Whether your request was recorded is not known\. What you typed is still here\. Look at the list/;
const REFUSED = /Your request was not recorded\. What you typed is still here\./;

for (const [name, response, ...words] of [
  ["400", { status: 400, json: { error: "category is not one of ours" } }, REFUSED,
    /The server did not accept this\./, /The server says: “category is not one of ours”/],
  ["403", { status: 403, json: { error: "no" } }, REFUSED, /The server does not allow this in your session\./],
  ["429", { status: 429, headers: { "Retry-After": "90" }, json: { error: "Rate limit exceeded" } }, REFUSED,
    /Wait 90 seconds, then try again\./],
  ["500", { status: 500, json: { error: "Unexpected" } }, UNKNOWN, /The server had a problem of its own\./],
  ["an HTML page", { contentType: "text/html", body: "<p>Hi</p>" }, UNKNOWN, /could not be understood\./],
]) {
  test(`after ${name} the page says what happened and keeps what is typed`, async (t) => {
    const page = await openAs(it, t, "Fatima");
    const { grievances: before } = await rows(it, "usr_fatima");
    await page.route(POST, (route) => route.fulfill(response), { times: 1 });
    await write(page);
    await send(page);
    const { message, news } = grievances(page);
    await message.locator("strong").waitFor();
    for (const word of words) assert.match(await message.textContent(), word);
    assert.match(await announced(page), words[0]);
    assert.deepEqual(await grievances(page).typed(), KEPT);
    assert.equal(await news.textContent(), "");
    assert.equal((await rows(it, "usr_fatima")).grievances, before);
    await send(page);
    await page.locator(".notice-done").waitFor();
    assert.equal((await rows(it, "usr_fatima")).grievances, before + 1);
  });
}

test("where it is not known whether it is on record, the list can be read again beside the form", async (t) => {
  const page = await openAs(it, t, "Kenji");
  // Carried out, and then neither an answer nor a list to look it up in.
  await fault(page, "POST", POST, "drop-after");
  await page.route(LIST, (route) => route.fulfill({ status: 400, json: { error: "not now" } }), { times: 1 });
  await write(page, { subject: "Did it arrive?" });
  await send(page);
  const { button, message } = grievances(page);
  await message.getByText("is not known").waitFor();
  assert.match(await message.textContent(), /^The server did not answer\./);
  await button("Read the list again").click();
  await page.locator("#grievances .record").waitFor();
  assert.equal((await records(page, "grievances"))[0].title, "Did it arrive?");
  assert.equal((await grievances(page).typed()).subject, "Did it arrive?");
  await button("Clear the form").click();
  assert.equal((await grievances(page).typed()).subject, "");
});

test("a connection that breaks after the server has filed it: found, shown once, one row", async (t) => {
  const page = await openAs(it, t, "Tomás Herrera");
  const { grievances: before } = await rows(it, "usr_tomas");
  await fault(page, "POST", POST, "drop-after");
  await write(page, { subject: "Lost on the way back" });
  await send(page);
  await page.locator(".notice-done").waitFor();
  assert.equal(await grievances(page).card("Lost on the way back").count(), 1);
  assert.equal((await rows(it, "usr_tomas")).grievances, before + 1);
});

test("a session that has ended is taken up again with one click, and the request is filed", async (t) => {
  const page = await openAs(it, t, "Fatima");
  const refusal = { status: 401, json: { error: "API key required (X-API-Key header)" } };
  await page.route(POST, (route) => route.fulfill(refusal), { times: 1 });
  await write(page, { subject: "Still me" });
  await send(page);
  const { button, message } = grievances(page);
  await message.getByText("Your session has ended.").waitFor();
  await button("Try again").click();
  await page.locator(".notice-done").waitFor();
  assert.equal(await grievances(page).card("Still me").count(), 1);
});

test("to stop waiting does not pretend anything", async (t) => {
  const page = await openAs(it, t, "Fatima");
  const { held } = await hold(page, "POST", POST);
  await write(page);
  await send(page);
  await until(() => held.length === 1, "the request");
  const { button, message } = grievances(page);
  await button("Stop waiting").click();
  await message.locator("strong").waitFor();
  assert.match(await message.textContent(), /^The waiting was stopped\./);
  assert.match(await message.textContent(), UNKNOWN);
  assert.deepEqual(await grievances(page).typed(), KEPT);
  assert.equal(await button("Close").isVisible(), true);
});

test("what is typed outlives closing, other sections, and a reload of the list; not a change of person", async (t) => {
  const page = await it.open(t);
  await write(page);
  const { add, button, field, root } = grievances(page);
  await button("Close").click();
  assert.equal(await focused(page), "Go on with your request");
  assert.equal(await add.textContent(), "Go on with your request");
  await page.route(LIST, (route) => route.fulfill({ status: 403, json: { error: "no" } }), { times: 1 });
  await page.getByRole("button", { name: "Refresh" }).click();
  await settled(page);
  assert.match(await root.textContent(), /Your requests could not be loaded/);
  await add.click();
  assert.deepEqual(await grievances(page).typed(), KEPT);
  await root.locator(".section-body").getByRole("button", { name: "Try again" }).click();
  await settled(page);
  assert.deepEqual(await grievances(page).typed(), KEPT);

  await signInAs(page, "Lukas Brandt");
  assert.equal(await root.locator("form").isVisible(), false);
  assert.equal(await add.textContent(), "New request");
  await add.click();
  assert.equal(await field("Subject").inputValue(), "");
});

test("a change of person ends what is being sent, and its answer is not shown", async (t) => {
  const page = await it.open(t);
  const { held, release } = await hold(page, "POST", POST);
  await write(page, { subject: "From Asha" });
  await send(page);
  await until(() => held.length === 1, "the request");
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Kenji" }).click();
  await settled(page);
  await release();
  await page.getByRole("button", { name: "Refresh" }).click();
  await settled(page);
  const { card, news, root } = grievances(page);
  assert.equal(await card("From Asha").count(), 0);
  assert.equal(await news.textContent(), "");
  assert.equal(await root.locator("form").isVisible(), false);
});

test("without the list a request can be filed all the same, and is then in the list", async (t) => {
  const page = await it.page(t);
  await page.route(LIST, (route) => route.fulfill({ status: 403, json: { error: "no" } }), { times: 1 });
  for (const other of [/\/api\/banners/, /\/api\/nominee\//, /\/api\/dpo$/]) {
    await page.route(other, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  }
  await page.goto(it.address);
  await settled(page);
  await write(page, { subject: "All else fails" });
  await send(page);
  await page.locator(".notice-done").waitFor();
  await settled(page);
  assert.equal((await records(page, "grievances"))[0].title, "All else fails");
});

test("a withdrawal that fails changes nothing on the page, and a second click does not close it", async (t) => {
  const page = await it.open(t);
  const before = await records(page, "grievances");
  const { held } = await hold(page, "PUT", PUT);
  const dialog = page.getByRole("dialog");
  await grievances(page).root.getByRole("button", { name: "Withdraw" }).first().click();
  const confirm = dialog.locator('[type="submit"]');
  await confirm.click();
  await until(() => held.length === 1, "the request");
  await confirm.click({ force: true });
  assert.match(await confirm.textContent(), /^Withdrawing… GRV-[0-9A-F]{8}$/);
  assert.equal(held.length, 1);
  await held.pop().fulfill({ status: 403, json: { error: "not any more" } });
  await dialog.getByText("Your request was not withdrawn.").waitFor();
  assert.match(await dialog.textContent(), /The server says: “not any more”/);
  assert.deepEqual(await records(page, "grievances"), before);
  await dialog.getByRole("button", { name: "Keep the request" }).click();
  assert.equal(await grievances(page).news.textContent(), "");
});

test("Escape while sending stops the waiting and says so", async (t) => {
  const page = await it.open(t);
  const { held } = await hold(page, "PUT", PUT);
  const dialog = page.getByRole("dialog");
  await grievances(page).root.getByRole("button", { name: "Withdraw" }).first().click();
  await dialog.locator('[type="submit"]').click();
  await until(() => held.length === 1, "the request");
  await page.keyboard.press("Escape");
  await page.getByText("Whether your request was withdrawn is not known.").waitFor();
  await page.getByRole("button", { name: "Read the list again" }).click();
  await settled(page);
  assert.equal(await dialog.count(), 0);
});
