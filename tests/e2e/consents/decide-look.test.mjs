// The notice's own words and colours: used where they are safe, legible and of this very notice.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, card, chosen, deciding, openNotice, press, savedAt, sheet, WEBSITE, ORDERS,
} from "../support/decisions.mjs";

const it = deciding();
const DETAIL = /\/api\/banners\/cp_website_signup$/;
const colour = (locator, name = "backgroundColor") => locator.evaluate((e, what) => getComputedStyle(e)[what], name);
const save = (page) => sheet(page).getByRole("button", { name: "Save my choices" });
const THEIRS = { light: "rgb(11, 90, 122)", dark: "rgb(134, 203, 233)" };

/** The website's notice with other members, as its dialog shows it. */
async function openWith(t, changes, options) {
  const { page, sent } = await it.as(t, "Asha Verma", options);
  await page.route(DETAIL, async (route) => {
    const response = await route.fetch();
    const detail = await response.json();
    await route.fulfill({ response, json: {
      ...detail, ...changes, banner_settings: { ...detail.banner_settings, ...changes.banner_settings },
    } });
  });
  await openNotice(page, "Change Website Sign-up Consent");
  return { page, sent };
}

test("a notice has its own title, words, colour and logo", async (t) => {
  const { page } = await it.as(t, "Kenji");
  await openNotice(page, "Decide about Acme app permissions");
  assert.equal(await sheet(page).getByRole("heading", { level: 2 }).textContent(), "What the app may use");
  assert.match(await sheet(page).textContent(), /Acme app permissions: you decide/);
  assert.match(await sheet(page).textContent(), /You can change your mind at any time\./);
  assert.match(await sheet(page).textContent(), /Technical reports that help us to repair the app\./);
  // What a button does stands under words that could mean something else.
  assert.equal(await sheet(page).getByRole("button", { name: "Not now Decline all" }).count(), 1);
  const go = sheet(page).getByRole("button", { name: "Continue Save my choices" });
  assert.equal(await colour(go), "rgb(75, 63, 160)");
  const logo = sheet(page).getByRole("img", { name: "Acme Corp Ltd" });
  assert.equal(await logo.evaluate(({ complete, naturalWidth }) => complete && naturalWidth > 0), true);
});

for (const [name, sent] of [
  ["too light for its text", "#ffee00"],
  ["no colour", "red; background: url(/x)"],
  ["a variable", "var(--page)"],
  ["transparent", "#0b5d5700"],
  ["a picture", "url(https://evil.example/x.png)"],
  ["no text", 123],
]) {
  test(`a colour that is ${name} is not used`, async (t) => {
    const { page } = await openWith(t, { banner_settings: { primary_color: sent } });
    assert.equal(await colour(save(page)), THEIRS.light);
  });
}

test("a colour is judged in the theme of the moment, and again when that changes", async (t) => {
  const { page } = await openWith(t, {});
  assert.equal(await colour(save(page)), "rgb(11, 93, 87)");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await colour(save(page)), THEIRS.dark);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await colour(save(page)), "rgb(11, 93, 87)");
});

for (const url of [
  "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://evil.example/logo.png",
  "//evil.example/logo.png", "blob:null/1", "http://127.0.0.1:1/logo.png", "\u0000", null,
  "data:image/png;base64,AAAA", "/there/is/none.png",
]) {
  test(`instead of the logo ${JSON.stringify(url)} there is the name`, async (t) => {
    const { page } = await it.as(t, "Asha Verma");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.route(DETAIL, async (route) => {
      const response = await route.fetch();
      const organization = { name: "Acme <b>Corp</b>", logo_url: url };
      await route.fulfill({ response, json: { ...await response.json(), organization } });
    });
    await openNotice(page, "Change Website Sign-up Consent");
    await page.waitForFunction(() => !deep(".sheet img"));
    const name = sheet(page).getByText("Acme <b>Corp</b>", { exact: true });
    assert.equal(await name.isVisible(), true);
    assert.equal(await name.getAttribute("aria-hidden"), null);
    assert.deepEqual(asked.filter((address) => /evil|127\.0\.0\.1:1\//.test(address)), []);
  });
}

test("markup in a notice's own words stays text", async (t) => {
  const evil = "<img src=x onerror='window.hit=1'>";
  const { page } = await openWith(t, { banner_settings: {
    banner_title: evil, footer_text: evil, action_button_text: evil, reject_all_text: evil,
  } });
  assert.equal(await sheet(page).getByRole("heading", { level: 2 }).textContent(), evil);
  assert.equal(await sheet(page).locator("img[src=x]").count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
});

for (const [name, word] of [
  ["too long for a button", "w".repeat(10_000)], ["blank", "  "], ["null", null], ["a number", 5], ["an object", {}],
]) {
  test(`a label that is ${name} is left out`, async (t) => {
    const { page } = await openWith(t, { banner_settings: { action_button_text: word } });
    assert.equal(await sheet(page).getByRole("button", { name: "Save my choices Website Sign-up Consent", exact: true }).count(), 1);
  });
}

for (const [name, answer] of [
  ["cannot be loaded", (route) => route.fulfill({ status: 500, json: { error: "no" } })],
  ["is missing", (route) => route.fulfill({ status: 404, json: { error: "Banner not found" } })],
  ["does not come", () => {}],
]) {
  test(`a notice whose details ${name} is still decided on, in the page's own words`, async (t) => {
    const { page } = await it.as(t, "Asha Verma");
    await page.route(DETAIL, answer);
    await openNotice(page, "Change Website Sign-up Consent");
    assert.equal(await sheet(page).getByRole("heading", { level: 2 }).textContent(), "Website Sign-up Consent");
    assert.equal(await colour(save(page)), THEIRS.light);
    await page.locator(".choice").getByLabel("Decline").check();
    await press(page, "Save my choices");
    await savedAt(page, WEBSITE);
  });
}

test("a notice that is waited for can be left, and its late answer changes nothing", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  const held = [];
  await page.route(DETAIL, (route) => void held.push(route));
  await act(page, "Change Website Sign-up Consent").click();
  await sheet(page).getByText("Loading the notice…").waitFor();
  await page.keyboard.press("Escape");
  await openNotice(page, "Change Orders and delivery");
  for (const route of held) await route.continue().catch(() => {});
  assert.equal(await sheet(page).getByRole("heading", { level: 2 }).textContent(), "How we use your order data");
  assert.equal(await page.locator(".choice").count(), 4);
  assert.deepEqual(sent, []);
});

test("with large letters in a small window everything can be reached and read", async (t) => {
  const { page } = await it.as(t, "Asha Verma", { viewport: { width: 320, height: 256 } });
  await openNotice(page, "Change Orders and delivery");
  const last = sheet(page).getByRole("button", { name: "Leave as it is" });
  await last.scrollIntoViewIfNeeded();
  const box = await last.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 256);
  assert.equal((await chosen(page)).length, 4);
  await page.keyboard.press("Escape");
  await card(page, ORDERS).waitFor();
});

test("declining is drawn as accepting is, and takes as many clicks", async (t) => {
  for (const options of [{}, { viewport: { width: 320, height: 640 } }, { colorScheme: "dark" }]) {
    const { page } = await it.as(t, "Kenji", options);
    await openNotice(page, "Decide about Acme app permissions");
    const drawn = await page.locator(".sheet-foot button").evaluateAll((buttons) => buttons.map((button) => {
      const { width, height } = button.getBoundingClientRect();
      const { color, backgroundColor, borderColor, fontSize, fontWeight, opacity } = getComputedStyle(button);
      const look = { color, backgroundColor, borderColor, fontSize, fontWeight, opacity };
      return { width: Math.round(width), height: Math.round(height), ...look };
    }));
    assert.equal(drawn.length, 4);
    for (const other of drawn) assert.deepEqual(other, drawn[0]);
  }
});
