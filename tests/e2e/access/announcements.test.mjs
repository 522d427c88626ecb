// What is said to somebody who cannot see it: every result, once, also where much happens at the same time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { card, deciding, SIGNUP, WEBSITE } from "../support/decisions.mjs";
import { hear, listen } from "../support/hearing.mjs";
import { hold } from "../support/rights.mjs";
import { settled, until } from "../support/demo.mjs";
import { say, words } from "../support/words.mjs";

const it = deciding();
const STATUS = /user-status\?/;
const en = words.en;
const active = (page) => page.evaluate(() => deepActive().id || deepActive().textContent);

/** A page that is listened to from its beginning. */
async function open(t) {
  const page = await it.page(t);
  const heard = await listen(page);
  await page.goto(it.address);
  await settled(page);
  return { page, heard };
}

test("when everything fails at once, each section's failure is said, and none takes another one's place", async (t) => {
  const { page, heard } = await open(t);
  await heard();
  await page.route(/\/api\//, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  await page.locator("#refresh").click();
  await settled(page);
  const failures = ["consents", "grievances", "nominees", "officer"].map((id) => `${en[`${id}.failed`]}. ${en["failed.forbidden"]}`);
  assert.deepEqual((await heard()).sort(), failures.sort());
  const waiting = (await page.locator(".announcer").allTextContents()).join(" ");
  for (const failure of failures) assert.equal(waiting.split(failure).length, 2, "there for as long as it takes to say them all");
});

test("how a history's question ended is said, and the focus stays at it", async (t) => {
  const { page, heard } = await open(t);
  await heard();
  const told = (key) => `Website Sign-up Consent: ${en[key]}`;
  const summary = card(page, WEBSITE).locator("summary");
  const again = card(page, WEBSITE).locator(".history-body button").first();
  await page.route(STATUS, (route) => route.fulfill({ status: 400, json: { error: "no" } }), { times: 2 });
  await summary.press("Enter");
  assert.deepEqual(await hear(page, told("history.failed")), [told("history.failed")]);
  for (const end of ["history.failed", "history.loaded"]) {
    await again.press("Enter");
    assert.deepEqual(await hear(page, told(end)), [told(end)]);
    assert.equal(await active(page), "History Website Sign-up Consent");
  }
  await card(page, SIGNUP).locator("summary").press("Enter");
  const none = `Sign-up form: ${en["history.none"]}`;
  assert.deepEqual(await hear(page, none), [none]);
});

test("a history that is closed before it is there says nothing", async (t) => {
  const { page, heard } = await open(t);
  const { held, release } = await hold(page, "GET", STATUS);
  await card(page, WEBSITE).locator("summary").press("Enter");
  await until(() => held.length === 1, "the question");
  await card(page, WEBSITE).locator("summary").press("Enter");
  await heard();
  const answered = page.waitForResponse(STATUS);
  await release();
  await (await answered).finished();
  await page.unroute(STATUS);
  await page.locator("#refresh").click();
  await settled(page);
  assert.deepEqual(await heard(), [en["consents.loaded"]]);
});

test("in a dialog that it is being sent is said there", async (t) => {
  const { page, heard } = await open(t);
  const { held, release } = await hold(page, "PUT", /\/api\/nominee\//);
  await page.locator("#nominees .record-actions button").first().click();
  await page.locator("dialog[open] input").first().fill("Sunita V.");
  await heard();
  await page.locator("dialog[open] button[type=submit]").click();
  await until(() => held.length === 1, "the change");
  assert.deepEqual(await heard(), [en["nominee_edit.sending"]]);
  await release();
  const sent = say("en", "nominee_edit.sent", { name: "Sunita Verma" });
  assert.equal((await hear(page, sent)).filter((text) => text === sent).length, 1);
});

test("what an element has to say while the page has a dialog open is said after it", async (t) => {
  const { page, heard } = await open(t);
  const { held, release } = await hold(page, "GET", STATUS);
  await page.locator("#refresh").click();
  await until(() => held.length === 1, "the records");
  await page.locator("#change").click();
  await page.locator("#people .person").first().waitFor();
  const people = say("en", "people.loaded.other", { n: 9 });
  assert.ok((await heard()).includes(people));
  await release();
  await settled(page);
  await page.keyboard.press("Escape");
  assert.deepEqual(await hear(page, en["consents.loaded"]), [en["consents.loaded"]]);
});

for (const [name, id, title, begin] of [
  ["in the dialog", "#people-list", "people-title", async (page, prepare) => {
    await prepare?.();
    await page.locator("#change").click();
  }],
  ["signed out", "#sign-in-people", "sign-in-title", async (page, prepare) => {
    await page.locator("#change").click();
    await page.locator("#people .person").first().waitFor();
    await prepare?.();
    await page.locator("#sign-out").click();
  }],
]) {
  test(`the list of people: what failed is said, and trying again loses no focus: ${name}`, async (t) => {
    const { page } = await open(t);
    const fail = (route) => route.fulfill({ status: 500, body: "" });
    await begin(page, () => page.route("**/session/people", fail, { times: 2 }));
    await hear(page, en["people.failed"]);
    const again = page.locator(id).getByRole("button", { name: en["people.again"] });
    await again.press("Enter");
    await hear(page, en["people.failed"]);
    assert.equal(await active(page), title, "it failed again");
    await again.press("Enter");
    await hear(page, say("en", "people.loaded.other", { n: 9 }));
    assert.equal(await active(page), title, "it is there");
    assert.equal(await page.locator(`${id} .problem`).textContent(), "");
  });

  test(`while the person is being changed the page says so, and sends nothing else: ${name}`, async (t) => {
    const { page, heard } = await open(t);
    await begin(page);
    const list = page.locator(id);
    await list.getByRole("button", { name: "Lukas" }).waitFor();
    await heard();
    const sent = [];
    await page.route("**/session", (route) => void sent.push(route));
    await list.getByRole("button", { name: "Lukas" }).click();
    const changing = say("en", "people.changing", { name: "Lukas Brandt" });
    assert.deepEqual(await hear(page, changing), [changing]);
    assert.ok(await list.getByRole("button", { name: "Lukas" }).getByText(changing).isVisible());
    assert.equal(await list.getAttribute("aria-busy"), "true");
    assert.match(await list.locator(".person:not([aria-disabled])").textContent(), /^Lukas/);
    const press = async () => {
      for (const one of ["Lukas", "Fatima"]) await list.getByRole("button", { name: one }).press("Enter");
      if (id === "#people-list") await page.locator("#sign-out").press("Enter");
    };
    await press();
    if (id === "#people-list") {
      // In another opening of the dialog it is still the same change.
      await page.keyboard.press("Escape");
      await page.locator("#change").click();
      await list.getByRole("button", { name: "Fatima" }).waitFor();
      await press();
    }
    assert.equal(sent.length, 1);
    await sent[0].continue();
    await page.waitForFunction(() => document.getElementById("who").textContent === "Lukas Brandt");
    await settled(page);
    assert.equal(await list.textContent().then((text) => text.includes(changing)), false);
    assert.equal(sent.length, 1);
  });
}

test("a change that fails after the dialog was closed is said all the same", async (t) => {
  const { page, heard } = await open(t);
  const { held } = await hold(page, "POST", "**/session");
  await page.locator("#change").click();
  await page.locator("#people").getByRole("button", { name: "Lukas" }).click();
  await until(() => held.length === 1, "the change");
  await page.keyboard.press("Escape");
  await heard();
  await held[0].fulfill({ status: 500, body: "" });
  assert.deepEqual(await hear(page, en["people.change_failed"]), [en["people.change_failed"]]);
  await page.locator("#change").click();
  await page.locator("#people").getByText(en["people.change_failed"]).waitFor();
});
