// Who is signed in: changing the person, late answers, the keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, demo, points, settled, signInAs, until } from "../support/demo.mjs";

const it = demo();
const who = (page) => page.locator("#who").textContent();

/** Presses Tab until `selector` has the focus. */
async function tabTo(page, selector) {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => deepAll(wanted).includes(deepActive()), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

test("a first visit shows the first person, and a reload the person chosen", async (t) => {
  const page = await it.open(t);
  assert.equal(await who(page), "Asha Verma");
  await signInAs(page, "Tomás Herrera");
  await page.reload();
  await settled(page);
  assert.equal(await who(page), "Tomás Herrera");
});

test("a former person's late answer is aborted and never shown", async (t) => {
  const page = await it.page(t);
  const held = [];
  const aborted = [];
  page.on("requestfailed", (request) => {
    if (request.url().includes("usr_asha")) aborted.push(request.failure().errorText);
  });
  await page.route(/usr_asha/, (route) => void held.push(route));
  await page.goto(it.address);
  await page.waitForFunction(() => document.getElementById("who").textContent === "Asha Verma");
  await until(() => held.length === 4, "the person's four calls");

  await signInAsWhileLoading(page, "Lukas Brandt");
  await settled(page);
  const before = await points(page);
  const actions = before.map(({ action }) => action);
  assert.deepEqual(actions.splice(8, 1), ["There is nothing to decide here"]);
  assert.ok(actions.every((action) => action === "No decision on record"), actions.join());
  await until(() => aborted.length === 4, "the end of the four calls");
  assert.deepEqual(aborted, Array(4).fill("net::ERR_ABORTED"));

  for (const route of held) await route.continue().catch(() => {});
  // A further round trip through the page: whatever the late answers could do has happened.
  await page.getByRole("button", { name: "Refresh" }).click();
  await settled(page);
  assert.deepEqual(await points(page), before);
  assert.equal(await who(page), "Lukas Brandt");
});

// A client that answers when it is told to, and cares for no signal: the page must not rely on the abort alone.
const DEAF = `
  export default async () => {};
  export const isConsentError = () => false;
  export const fetchEarly = () => {};
  export const applyDecision = () => {}, apiTime = () => null, decideConsent = () => {}, mergeConsents = () => {};
  export const needsDecision = () => ({ needed: false, purposes: [], changes: [] });
  export const validateGrievance = () => [], validateNominee = () => [], grievanceCategories = [];
  export class ConsentClient {
    dpo() { return Promise.resolve({ full_name: "Alex Singh" }); }
    currentConsents(userId) {
      const banner = { banner_id: userId, title: "Consents of " + userId, purposes: [] };
      const merged = { banners: [banner], unmatched: [], status: "merged", status_error: null };
      return new Promise((resolve) => ((window.answers ??= {})[userId] = () => resolve(merged)));
    }
  }`;

for (const order of [["usr_asha", "usr_lukas"], ["usr_lukas", "usr_asha"]]) {
  test(`answers in the order ${order.join(", ")}: only the person signed in is shown`, async (t) => {
    const page = await it.page(t);
    await page.route("**/pkg/truconsent_wasm.js", (route) => route.fulfill({ contentType: "text/javascript", body: DEAF }));
    await page.route("**/pkg/*.wasm", (route) => route.abort());
    await page.goto(it.address);
    await page.waitForFunction(() => window.answers?.usr_asha);
    // This client answers sooner than the page's own words come, without which its buttons do nothing yet.
    await page.waitForFunction(() => deep("#languages [aria-current]"));
    await signInAsWhileLoading(page, "Lukas Brandt");
    await page.waitForFunction(() => window.answers?.usr_lukas);
    for (const userId of order) await page.evaluate((id) => window.answers[id](), userId);
    await settled(page);
    assert.deepEqual((await points(page)).map(({ title }) => title), ["Consents of usr_lukas"]);
  });
}

async function signInAsWhileLoading(page, name) {
  // By its keyboard: what is still loading moves, and a click may miss.
  await page.getByRole("button", { name: "Change person" }).press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.getByRole("dialog").getByRole("button", { name }).press("Enter");
  await page.waitForFunction((wanted) => document.getElementById("who").textContent === wanted, name);
}

test("nothing of the former person stays while the next one's answer is awaited", async (t) => {
  const page = await it.open(t);
  await page.route(/usr_lukas/, () => {});
  await signInAsWhileLoading(page, "Lukas Brandt");
  assert.equal(await page.locator(".point").count(), 0);
  assert.equal(await page.locator("#consents .section").getAttribute("aria-busy"), "true");
});

test("a second click while the person is being changed does nothing", async (t) => {
  const page = await it.open(t);
  const sent = [];
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/session", async (route) => {
    sent.push(route.request().postDataJSON().user_id);
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lukas" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Fatima" }).click({ force: true });
  release();
  await page.waitForFunction(() => document.getElementById("who").textContent === "Lukas Brandt");
  await settled(page);
  assert.deepEqual(sent, ["usr_lukas"]);
});

test("a change that fails says so and changes nothing; the next try works", async (t) => {
  const page = await it.open(t);
  const before = await points(page);
  await page.route("**/session", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Change person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Lukas" }).click();
  await dialog.getByRole("alert").filter({ hasText: "The person could not be changed" }).waitFor();
  assert.equal(await who(page), "Asha Verma");
  assert.deepEqual(await points(page), before);
  await dialog.getByRole("button", { name: "Lukas" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await who(page), "Lukas Brandt");
  await settled(page);
});

test("a list of people that cannot be loaded says so, and can be asked for again", async (t) => {
  const page = await it.open(t);
  await page.route("**/session/people", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
  await page.getByRole("button", { name: "Change person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("The list of people could not be loaded").waitFor();
  assert.match(await dialog.getByRole("alert").first().textContent(), /Nothing was changed\. Try again in a moment/);
  await dialog.getByRole("button", { name: "Load the people again" }).click();
  await dialog.getByRole("button", { name: "Lukas" }).waitFor();
});

test("signed out, the page offers the sign-in, holds nothing of the person and asks nothing", async (t) => {
  const page = await it.open(t);
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await page.evaluate(() => deepActive().textContent), "Sign in");
  assert.equal(await page.locator(".point").count(), 0);
  assert.equal(await page.locator("#consents .section").isVisible(), false);

  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await page.getByRole("region", { name: "Sign in" }).getByRole("button", { name: "Kenji" }).waitFor();
  assert.equal(asked.filter((path) => path.startsWith("/api/")).length, 0);

  await page.getByRole("region", { name: "Sign in" }).getByRole("button", { name: "Kenji" }).click();
  await page.locator(".point").first().waitFor();
  assert.equal(await page.evaluate(() => deepActive().textContent), "Your consents");
  assert.equal(await who(page), "森 健二 (Kenji Mori)");
});

test("the keyboard alone is enough", async (t) => {
  const page = await it.open(t);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => deepActive().textContent), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => deepActive().id), "main");
  await tabTo(page, 'a[href="#officer"]');
  await tabTo(page, "#refresh");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await page.evaluate(() => deepActive().id), "refresh", "the focus stays on the button");
  await tabTo(page, "#officer a");

  await page.keyboard.press("Control+Home");
  await tabTo(page, "#change");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Lukas" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await page.evaluate(() => deepActive().id), "change", "the focus goes back");

  await page.keyboard.press("Space");
  await page.getByRole("dialog").getByRole("button", { name: "Fatima" }).waitFor();
  await tabTo(page, ".person:not([aria-current])");
  const outline = await page.evaluate(() => getComputedStyle(deepActive()).outlineStyle);
  assert.equal(outline, "solid", "the focus can be seen");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("who").textContent === "Lukas Brandt");
  assert.equal(await page.evaluate(() => deepActive().id), "change");
  await settled(page);
});

test("after a failure the keyboard stays where the reader was", async (t) => {
  const page = await it.page(t);
  await answer(page, "dpo", { status: 403, json: { error: "no" } });
  await page.goto(it.address);
  await settled(page);
  await tabTo(page, "#officer button");
  await page.unroute(/\/api\/dpo$/);
  await page.keyboard.press("Enter");
  await page.locator("#officer").getByText("Alex Singh").waitFor();
  assert.equal(await page.evaluate(() => deepActive() === deep("#officer #title")), true);
});
