// A form that waits for consent: submitted exactly once after an approval, and not at all without; what is typed stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deciding, press, SIGNUP } from "../support/decisions.mjs";
import { until } from "../support/demo.mjs";
import { site } from "../support/entries.mjs";

const it = deciding();

const FORM = (attributes = 'action="/sent" method="post"') => `
  <form id="form" ${attributes}>
    <label>E-mail <input name="email" type="email" required></label>
    <label>City <input name="city"></label>
    <button type="submit" name="go" value="on" data-truconsent="cp_signup_form">Sign up</button>
  </form>
  <truconsent-notice manual modal point="cp_signup_form" base-url="/api" user-id="usr_asha"></truconsent-notice>`;
const ELEMENTS = 'import "truconsent-wasm/elements";';

/** A site's page with a form; `sent` has each submission. */
async function open(t, { body = FORM(), script = ELEMENTS } = {}) {
  const page = await it.page(t);
  const sent = [];
  await site(page.context(), "/form", { body, script });
  await page.context().route("**/sent", (route) => {
    sent.push(Object.fromEntries(new URLSearchParams(route.request().postData())));
    return route.fulfill({ contentType: "text/html", body: "<title>Sent</title><link rel=icon href=data:,>" });
  });
  // Whoever comes to the demo first is signed in.
  await page.goto(it.address);
  await page.goto(`${it.address}/form`);
  await page.waitForFunction(() => customElements.get("truconsent-notice"));
  return { page, sent };
}

const email = (page) => page.getByLabel("E-mail");
const dialog = (page) => page.getByRole("dialog");
const settled = (page) => page.waitForTimeout(400);

test("after an approval the form goes on its way, once, as it was filled in", async (t) => {
  const { page, sent } = await open(t);
  await email(page).fill("asha@example.com");
  await page.getByLabel("City").fill("Pune");
  await page.getByRole("button", { name: "Sign up" }).dblclick();
  await dialog(page).getByRole("heading", { name: "Sign-up form" }).waitFor();
  assert.deepEqual(sent, []);
  await press(page, "Accept all");
  await page.waitForURL("**/sent");
  assert.deepEqual(sent, [{ email: "asha@example.com", city: "Pune", go: "on" }]);
  assert.equal((await it.log("usr_asha")).latest[SIGNUP].action, "approved");

  await page.goBack();
  await page.waitForFunction(() => customElements.get("truconsent-notice"));
  await email(page).fill("asha@example.com");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL("**/sent");
  assert.equal(sent.length, 2, "who has agreed is not asked again");
});

test("by keyboard alone: Enter in a field asks, and Enter on the answer sends", async (t) => {
  const { page, sent } = await open(t);
  await email(page).fill("asha@example.com");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: "Accept all" }).waitFor();
  for (let i = 0; i < 10; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => deepActive().textContent.startsWith("Accept all"))) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sent");
  assert.deepEqual(sent.map(({ email: typed }) => typed), ["asha@example.com"]);
});

for (const [end, act] of [
  ["a refusal", (page) => press(page, "Decline all")],
  ["closing", (page) => page.keyboard.press("Escape")],
]) {
  test(`after ${end} nothing is sent, which is said, and what was typed stays; asked again, it can be`, async (t) => {
    const { page, sent } = await open(t);
    await email(page).fill("asha@example.com");
    await page.getByRole("button", { name: "Sign up" }).click();
    await dialog(page).getByRole("button", { name: "Accept all" }).waitFor();
    await act(page);
    await page.getByRole("alert").filter({ hasText: "You did not agree, so the form was not sent." }).waitFor();
    await settled(page);
    assert.deepEqual(sent, []);
    assert.equal(await email(page).inputValue(), "asha@example.com");
    assert.equal(await page.evaluate(() => deepActive().textContent), "Sign up", "the focus is where it was");
    await page.getByRole("button", { name: "Sign up" }).click();
    await dialog(page).locator(".choice, .sheet-foot button").first().waitFor();
    if (end === "closing") await press(page, "Accept all");
    else {
      await dialog(page).getByRole("radio").first().check();
      await press(page, "Save my choices");
    }
    await page.waitForURL("**/sent");
    assert.equal(sent.length, 1);
  });
}

test("what the browser finds wrong with a field comes first", async (t) => {
  const { page, sent } = await open(t);
  await page.getByRole("button", { name: "Sign up" }).click();
  await settled(page);
  assert.equal(await dialog(page).count(), 0);
  assert.deepEqual(sent, []);
  assert.ok(await email(page).evaluate((one) => one === document.activeElement));
});

test("a form that a script handles, and a script that submits it, are held in the same way", async (t) => {
  const handled = `${ELEMENTS}
    window.heard = [];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      heard.push(new FormData(form).get("email"));
    });`;
  const { page } = await open(t, { body: FORM(""), script: handled });
  await email(page).fill("asha@example.com");
  await page.evaluate(() => document.getElementById("form").requestSubmit());
  await dialog(page).getByRole("button", { name: "Accept all" }).waitFor();
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  await press(page, "Accept all");
  await page.waitForFunction(() => window.heard.length > 0);
  await settled(page);
  assert.deepEqual(await page.evaluate(() => window.heard), ["asha@example.com"]);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForFunction(() => window.heard.length === 2);
});

test("a form without a notice on its page has one of its own, in the scope that it stands in", async (t) => {
  const body = FORM().replace(/<truconsent-notice[^]*/, "");
  const { page, sent } = await open(t, { body: `<truconsent-scope base-url="/api" user-id="usr_asha">${body}</truconsent-scope>` });
  await email(page).fill("asha@example.com");
  await page.getByRole("button", { name: "Sign up" }).click();
  await press(page, "Accept all");
  await page.waitForURL("**/sent");
  assert.equal(sent.length, 1);
});

test("where the notice cannot be had nothing is sent, and the page says so", async (t) => {
  const { page, sent } = await open(t, { body: FORM().replaceAll("cp_signup_form", "cp_no_such_thing") });
  await email(page).fill("asha@example.com");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "The notice could not be loaded" }).waitFor();
  await settled(page);
  assert.deepEqual(sent, []);
  assert.equal(await email(page).inputValue(), "asha@example.com");
});

test("a form without the mark is nobody's business", async (t) => {
  const { page, sent } = await open(t, { body: FORM().replace('data-truconsent="cp_signup_form"', "") });
  await email(page).fill("asha@example.com");
  await page.getByRole("button", { name: "Sign up" }).click();
  await until(() => sent.length === 1, "the form");
});
