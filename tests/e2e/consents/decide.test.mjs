// Deciding: by one click or key, with the record that it makes.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, card, chosen, CONSENT, deciding, focusedName, NOTICE, openNotice, ORDERS, press, preview, SHOP_MAP, savedAt, sheet,
  SIGNUP, tabToName, WEBSITE,
} from "../support/decisions.mjs";
import { announced, points, settled } from "../support/demo.mjs";

const it = deciding();
const ENDED = {
  approved: "You agreed to everything",
  partial_consent: "You agreed to some of it",
  declined: "You declined everything",
};

for (const [button, action, states] of [
  ["Accept all", "approved", "aaaa"],
  ["Only what is required", "partial_consent", "addd"],
  ["Decline all", "declined", "dddd"],
]) {
  test(`"${button}" by keyboard alone records just that, at that collection point alone`, async (t) => {
    const { page, sent } = await it.as(t, "Lukas Brandt");
    await page.locator("#consents #title").focus();
    await tabToName(page, "Decide about Orders and delivery");
    await page.keyboard.press("Enter");
    await page.locator(".choice").first().waitFor();
    assert.equal(await focusedName(page), "Orders and delivery", "the focus is in the dialog, on its title");
    await tabToName(page, `${button} Orders and delivery`);
    await page.keyboard.press("Enter");
    await savedAt(page, ORDERS);

    const log = await it.log("usr_lukas");
    assert.deepEqual(Object.keys(log.latest), [ORDERS]);
    assert.equal(log.total, 1);
    assert.equal(log.latest[ORDERS].action, action);
    assert.equal(log.latest[ORDERS].states, states);
    assert.deepEqual(sent.map(({ point, userId }) => [point, userId]), [[ORDERS, "usr_lukas"]]);
    assert.equal(await sheet(page).count(), 0);
    assert.equal(await focusedName(page), "Change Orders and delivery", "the focus is back where it came from");
    assert.equal(await announced(page), `Orders and delivery: Saved. ${ENDED[action]}.`);
  });
}

test("a choice for each purpose by keyboard alone: what is left open is declined, and said to be before", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  await act(page, "Decide about Orders and delivery").focus();
  await page.keyboard.press("Enter");
  await page.locator(".choice").first().waitFor();
  // Past "Close" and the required one: the first radio of the second purpose.
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await chosen(page), ["approved", "approved", "declined", null]);
  assert.deepEqual(await preview(page), [
    "Deliver your orders: Not decided → Allowed",
    "Delivery updates on your phone: Not decided → Allowed",
    "Recommendations from past orders: Not decided → Declined",
    "Share orders with partner brands: Not decided → Declined",
  ]);
  await tabToName(page, "Save my choices Orders and delivery");
  await page.keyboard.press("Enter");
  await savedAt(page, ORDERS);
  const { latest, total } = await it.log("usr_lukas");
  assert.deepEqual([latest[ORDERS].action, latest[ORDERS].states, total], ["partial_consent", "aadd", 1]);
});

test("nothing opens by itself, and nothing is chosen beforehand but what is required", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  assert.equal(await sheet(page).count(), 0);
  await openNotice(page, "Decide about Acme app permissions");
  assert.deepEqual(await chosen(page), ["approved", null, null, null]);
  await page.keyboard.press("Escape");
  await openNotice(page, "Decide about Sign-up form");
  assert.deepEqual(await chosen(page), [null]);
});

test("a change starts from what is on record, and shows what will be different before it is saved", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await openNotice(page, "Change Orders and delivery");
  assert.deepEqual(await chosen(page), ["approved", "approved", "declined", null]);
  const last = "Share orders with partner brands: Not decided → Declined";
  assert.deepEqual(await preview(page), [last]);
  await page.locator(".choice").nth(1).getByLabel("Decline").check();
  assert.deepEqual(await preview(page), ["Delivery updates on your phone: Allowed → Declined", last]);
  assert.equal(await page.locator(".preview").isVisible(), true);
  const described = await sheet(page).getByRole("button", { name: "Save my choices" }).evaluate((button) =>
    button.getRootNode().getElementById(button.getAttribute("aria-describedby")).textContent);
  assert.match(described, /Delivery updates on your phone: Allowed → Declined/);
  assert.deepEqual(sent, [], "choosing is not saving");
  await press(page, "Save my choices");
  await savedAt(page, ORDERS);
  assert.equal((await it.log("usr_asha")).latest[ORDERS].states, "addd");
  assert.equal((await points(page))[0].purposes[1].state, "Declined");
});

test("choosing for all is equally easy in every direction, and saves nothing by itself", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await openNotice(page, "Change Orders and delivery");
  for (const [name, states] of [
    ["Accept all", ["approved", "approved", "approved", "approved"]],
    ["Only what is required", ["approved", "declined", "declined", "declined"]],
    ["Decline all", ["declined", "declined", "declined", "declined"]],
  ]) {
    await press(page, name);
    assert.deepEqual(await chosen(page), states);
  }
  const sizes = await page.locator(".set-all button").evaluateAll((buttons) => buttons.map((button) => {
    const { width, height } = button.getBoundingClientRect();
    return `${Math.round(width)} ${Math.round(height)} ${button.className}`;
  }));
  assert.equal(new Set(sizes).size, 1);
  assert.deepEqual(sent, []);
});

test("saving what is on record already sends nothing, and says so", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await openNotice(page, "Change Website Sign-up Consent");
  await press(page, "Save my choices");
  await sheet(page).getByText("That is already on record: there is nothing to save.").waitFor();
  assert.deepEqual(sent, []);
});

test("what is required is declined only with everything else, which is explained at the purpose", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await openNotice(page, "Change Orders and delivery");
  const required = page.locator(".choice").first();
  await required.getByLabel("Decline").check();
  await press(page, "Save my choices");
  const words = "“Deliver your orders” is required for everything else here. Allow it, or decline all.";
  await required.getByRole("alert").filter({ hasText: words }).waitFor();
  const focused = await page.evaluate(() => [deepActive().name, deepActive().ariaInvalid]);
  assert.deepEqual(focused, ["choice-0", "true"]);
  assert.deepEqual(sent, []);
  await page.locator(".choice").nth(1).getByLabel("Decline").check();
  assert.equal(await required.getByRole("alert").textContent(), "", "the explanation goes when it is answered");
  await press(page, "Save my choices");
  await savedAt(page, ORDERS);
  assert.deepEqual(sent.map(({ action }) => action), ["revoked"]);
});

test("withdrawing takes one confirmation that names what is withdrawn", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await act(page, "Withdraw Website Sign-up Consent").click();
  assert.match(await sheet(page).getByRole("heading").textContent(), /Withdraw your consent: Website Sign-up Consent/);
  assert.match(await sheet(page).textContent(), /Marketing Communications/);
  await press(page, "Keep consent");
  assert.equal(await focusedName(page), "Withdraw Website Sign-up Consent");
  assert.deepEqual(sent, []);

  await page.keyboard.press("Enter");
  await press(page, "Withdraw consent");
  await savedAt(page, WEBSITE);
  assert.deepEqual(sent.map(({ point, action }) => [point, action]), [[WEBSITE, "revoked"]]);
  const { latest } = await it.log("usr_asha");
  assert.deepEqual([latest[WEBSITE].action, latest[WEBSITE].states], ["revoked", "d"]);
  assert.equal((await points(page))[1].purposes[0].state, "Declined");
  assert.equal(await act(page, "Withdraw Website Sign-up Consent").count(), 0, "there is nothing left to withdraw");
  assert.equal(await focusedName(page), "Change Website Sign-up Consent");
});

test("the points that wait are offered at the top, and asked about one after the other", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  const offer = page.getByRole("region", { name: "11 places ask for your decision" });
  await offer.getByRole("button", { name: "Decide now" }).press("Enter");
  await sheet(page).getByText("1 of 11").waitFor();
  await press(page, "Save my choices");
  await sheet(page).getByRole("heading", { name: "Saved" }).waitFor();
  assert.equal(await focusedName(page), "Saved");
  assert.match(await sheet(page).textContent(), /about Orders and delivery is on record\.10 more places/);
  await press(page, "Go on");
  await sheet(page).getByText("2 of 11").waitFor();
  assert.equal(await focusedName(page), "Sign-up form");
  await press(page, "Decline all");
  await press(page, "Done for now");
  assert.equal(await page.getByRole("region", { name: "9 places ask for your decision" }).count(), 1);
  assert.equal(await focusedName(page), "Decide now");
  const told = sent.map(({ point, action }) => [point, action]);
  assert.deepEqual(told, [[ORDERS, "partial_consent"], [SIGNUP, "declined"]]);
});

test("when nothing waits any more, nothing is offered", async (t) => {
  const { page } = await it.as(t, "மீரா");
  const accept = async () => {
    await press(page, "Accept all");
    // Over a record it is chosen first, and saved then.
    if (await page.locator(".set-all").count() > 0) await press(page, "Save my choices");
  };
  // Five were never decided, and at four a consent has ended.
  await page.getByRole("region", { name: "9 places ask for your decision" }).getByRole("button").click();
  for (let more = 8; more > 0; more -= 1) {
    await accept();
    await press(page, "Go on");
  }
  await accept();
  await savedAt(page, SHOP_MAP);
  assert.equal(await page.locator(".queue").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Withdraw" }).count(), 12);
});

test("a notice without purposes is accepted, withdrawn and declined as a whole", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await openNotice(page, "Decide about Privacy notice 2026");
  await press(page, "Accept");
  await savedAt(page, NOTICE);
  await act(page, "Withdraw Privacy notice 2026").click();
  await press(page, "Withdraw consent");
  await card(page, NOTICE).getByText("You withdrew your consent").waitFor();
  await settled(page);
  await openNotice(page, "Change Privacy notice 2026");
  await press(page, "Decline");
  await sheet(page).getByText("That is already on record").waitFor();
  const told = sent.map(({ action, purposes }) => [action, purposes]);
  assert.deepEqual(told, [["approved", undefined], ["revoked", undefined]]);
});

test("after each kind of decision the page shows what a fresh load shows", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  await openNotice(page, "Decide about Customer support calls");
  await press(page, "Accept all");
  await sheet(page).waitFor({ state: "detached" });
  await openNotice(page, "Change Orders and delivery");
  await press(page, "Save my choices");
  await sheet(page).waitFor({ state: "detached" });
  await act(page, "Withdraw Acme app permissions").click();
  await press(page, "Withdraw consent");
  await sheet(page).waitFor({ state: "detached" });
  await openNotice(page, "Decide about Privacy notice 2026");
  await page.keyboard.press("Escape");
  await card(page, NOTICE).getByText("You closed the notice without deciding").waitFor();
  await settled(page);
  const tally = page.getByRole("list", { name: "Purposes" }).getByRole("listitem");
  // The answer to a decision does not have the display id: a first one is known after the next read.
  const seen = async () => [await tally.allTextContents(), (await points(page)).map(({ place, ...rest }) => rest)];
  const before = await seen();
  await page.reload();
  await settled(page);
  assert.deepEqual(await seen(), before);
});

test("every answer of the server is asked for once: whether the record has changed, then the decision itself", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await savedAt(page, SIGNUP);
  const kinds = [/\/banners\/user\/usr_lukas$/, /user-status\?userId=usr_lukas$/, CONSENT];
  assert.deepEqual(asked.map((url) => kinds.findIndex((kind) => kind.test(url))), [0, 1, 2]);
});
