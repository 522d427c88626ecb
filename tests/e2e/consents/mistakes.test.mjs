// What consent pages are known to get wrong, each as a test of what is right.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act, APP, CALLS, card, chosen, CONSENT, deciding, openNotice, ORDERS, press, preview, savedAt, sheet, SHARED, SIGNUP,
  WEBSITE,
} from "../support/decisions.mjs";
import { answer, points, settled, signInAs } from "../support/demo.mjs";

const it = deciding();

test("a withdrawal is recorded at its own collection point alone, as a withdrawal", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  const before = await it.log("usr_asha");
  await act(page, "Withdraw Acme app permissions").click();
  await press(page, "Withdraw consent");
  await savedAt(page, APP);
  const after = await it.log("usr_asha");
  assert.equal(after.total, before.total + 1);
  assert.deepEqual([after.latest[APP].action, after.latest[APP].states], ["revoked", "dddd"]);
  for (const id of [ORDERS, WEBSITE, CALLS]) assert.deepEqual(after.latest[id], before.latest[id]);
  const words = JSON.stringify(sent);
  assert.ok(!words.includes("approved"), "no purpose leaves as approved");
  const own = Object.keys(after.latest[APP].purposes);
  assert.deepEqual(sent[0].purposes.map(({ id }) => id), own, "no other point's purpose");
});

test("“saved” is shown for what the server has, and for nothing else", async (t) => {
  const { page } = await it.as(t, "Lukas Brandt");
  await page.route(CONSENT, (route) => route.fulfill({ status: 500, json: { error: "no" } }));
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await sheet(page).getByText("It is not known whether your decision was saved").waitFor();
  assert.equal(await page.getByText(/^Saved/).count(), 0);
  assert.deepEqual(await it.log("usr_lukas"), { total: 0, latest: {} });
  await page.unroute(CONSENT);
  await press(page, "Send again");
  await savedAt(page, SIGNUP);
  assert.equal((await it.log("usr_lukas")).latest[SIGNUP].action, "approved");
});

test("declining all while everything is switched on declines everything, in action and in purposes", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await openNotice(page, "Decide about Orders and delivery");
  for (const choice of await page.locator(".choice").all()) await choice.getByLabel("Allow").check();
  assert.deepEqual(await chosen(page), ["approved", "approved", "approved", "approved"]);
  await press(page, "Decline all");
  await savedAt(page, ORDERS);
  assert.deepEqual([sent[0].action, ...sent[0].purposes.map(({ consented }) => consented)],
    ["declined", "declined", "declined", "declined", "declined"]);
  assert.equal((await it.log("usr_lukas")).latest[ORDERS].states, "dddd");
});

test("stored choices are what a notice opens with, and stay what they are unless they are changed", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  await openNotice(page, "Change Orders and delivery");
  assert.deepEqual(await chosen(page), ["approved", "approved", "declined", null]);
  await page.locator(".choice").nth(3).getByLabel("Allow").check();
  assert.deepEqual(await preview(page), ["Share orders with partner brands: Not decided → Allowed"]);
  await press(page, "Save my choices");
  await savedAt(page, ORDERS);
  assert.equal((await it.log("usr_asha")).latest[ORDERS].states, "aada");
  await openNotice(page, "Change Orders and delivery");
  assert.deepEqual(await chosen(page), ["approved", "approved", "declined", "approved"]);
});

test("pending, withdrawn, declined, partial and unheard of are each shown as what they are", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  const all = await (await page.request.get(`${it.address}/api/banners`)).json();
  const banner = all.find(({ banner_id: id }) => id === SIGNUP);
  const [purpose] = banner.purposes;
  const place = { id: SIGNUP, display_id: "cp_signup_form", name: "Form", description: null, consent_type: null };
  const seen = async (action, status) => {
    await page.unrouteAll();
    await answer(page, "all", { json: [banner] });
    await answer(page, "own", { json: [] });
    await answer(page, "status", { json: {
      user_id: "usr_asha", total_consents: 1, timestamp: null,
      collection_points: [{
        collection_point: place,
        latest_consent: {
          id: "l", action, timestamp: "2026-01-01T00:00:00", status: "pending", request_id: "r",
          purpose_consents: status === null ? [] : [{ purpose_id: purpose.id, purpose_name: purpose.name, status }],
        },
      }],
    } });
    await act(page, "Refresh").click();
    await settled(page);
    const [{ action: words, purposes }] = await points(page);
    return [words.split(" on ")[0], purposes[0].state];
  };
  assert.deepEqual(await seen("approved", null), ["You agreed to everything", "Allowed"]);
  assert.deepEqual(await seen("declined", null), ["You declined everything", "Declined"]);
  assert.deepEqual(await seen("revoked", null), ["You withdrew your consent", "Declined"]);
  assert.deepEqual(await seen("partial_consent", null), ["You agreed to some of it", "Not decided"]);
  assert.deepEqual(await seen("partial_consent", "approved"), ["You agreed to some of it", "Allowed"]);
  assert.deepEqual(await seen("no_action", null), ["You closed the notice without deciding", "Not decided"]);
  assert.deepEqual(await seen("partial_consent", "pending"), ["You agreed to some of it", "Not decided"]);
  assert.equal((await seen("something new", null))[1], "Not decided");
  assert.equal((await seen("partial_consent", "something new"))[1], "Not decided");
});

test("one purpose at two collection points is two decisions", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  const states = async () => {
    const shown = page.locator(`[data-purpose="${SHARED}"] .chip`);
    return (await shown.allTextContents()).map((text) => text.trim());
  };
  assert.deepEqual(await states(), ["Allowed", "Not decided"]);
  await act(page, "Withdraw Website Sign-up Consent").click();
  await press(page, "Withdraw consent");
  await savedAt(page, WEBSITE);
  assert.deepEqual(await states(), ["Declined", "Not decided"]);
  await openNotice(page, "Decide again about Acme app permissions");
  await page.locator(`.choice[data-purpose="${SHARED}"]`).getByLabel("Allow").check();
  await sheet(page).getByRole("button", { name: "Continue" }).click();
  await savedAt(page, APP);
  assert.deepEqual(await states(), ["Declined", "Allowed"]);
  const { latest } = await it.log("usr_asha");
  assert.deepEqual([latest[WEBSITE].purposes[SHARED], latest[APP].purposes[SHARED]], ["declined", "approved"]);
});

test("a wrong address is not “no records”: nothing is claimed to be undecided", async (t) => {
  const { page, sent } = await it.as(t, "Asha Verma");
  await answer(page, "status", { status: 404, contentType: "text/html", body: "<h1>Not found</h1>" });
  await act(page, "Refresh").click();
  await settled(page);
  assert.equal(await page.getByText("You have not decided anything yet").count(), 0);
  await page.getByRole("heading", { name: "Your consents could not be loaded" }).waitFor();
  assert.equal(await page.locator(".point, .queue, .tally").count(), 0);
  assert.deepEqual(sent, []);
});

test("nothing about the person is logged, whatever happens", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  const logged = [];
  page.on("console", (message) => {
    // The browser itself names the address of an answer that is no success; a page cannot prevent that.
    if (!message.text().startsWith("Failed to load resource:")) logged.push(message.text());
  });
  const json = { error: "usr_asha may not" };
  await page.route(CONSENT, (route) => route.fulfill({ status: 400, json }), { times: 1 });
  await act(page, "Withdraw Website Sign-up Consent").click();
  await press(page, "Withdraw consent");
  await sheet(page).getByText("Your decision was not saved").waitFor();
  await press(page, "Send again");
  await savedAt(page, WEBSITE);
  assert.deepEqual(logged, []);
});

test("who decides, about what and when comes from the session and the API, never from the page", async (t) => {
  const { page, sent } = await it.as(t, "Lukas Brandt");
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await savedAt(page, SIGNUP);
  await signInAs(page, "Kenji");
  await openNotice(page, "Decide about Sign-up form");
  await press(page, "Accept all");
  await savedAt(page, SIGNUP);
  assert.deepEqual(sent.map(({ userId }) => userId), ["usr_lukas", "usr_kenji"]);
  assert.notEqual(sent[0].requestId, sent[1].requestId);
  const shown = await card(page, SIGNUP).locator(".point-action time").getAttribute("datetime");
  const { timestamp } = (await it.log("usr_kenji")).latest[SIGNUP];
  assert.equal(Math.floor(Date.parse(shown) / 1000), Math.floor(Date.parse(`${timestamp.replace("Z", "")}Z`) / 1000));
});

test("consents that cannot be loaded lock nothing else on the page", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  await answer(page, "own", { status: 403, json: { error: "no" } });
  await act(page, "Refresh").click();
  await settled(page);
  await page.getByRole("heading", { name: "Your consents could not be loaded" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: /could not be loaded/ }).count(), 1);
  await page.locator("#officer").getByText("Alex Singh").waitFor();
  const locked = page.locator("button:disabled, [aria-disabled], [inert]");
  assert.equal(await locked.count(), 0);
});

test("another collection point's notice is never shown for the one that is asked about", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  await page.route(/\/api\/banners\/cp_website_signup$/, async (route) => {
    const other = await route.fetch({ url: `${it.address}/api/banners/mobile-app` });
    await route.fulfill({ response: other });
  });
  await openNotice(page, "Change Website Sign-up Consent");
  assert.equal(await sheet(page).getByRole("heading", { level: 2 }).textContent(), "Website Sign-up Consent");
  assert.equal(await sheet(page).getByText("What the app may use").count(), 0);
  assert.equal(await page.locator(".choice").count(), 1);
  await page.locator(".choice").getByLabel("Decline").check();
  await press(page, "Save my choices");
  await savedAt(page, WEBSITE);
  assert.equal((await it.log("usr_asha")).latest[WEBSITE].action, "revoked");
});

test("after a change of person the former one's history is not shown", async (t) => {
  const { page } = await it.as(t, "Asha Verma");
  const held = [];
  const asked = page.waitForRequest(/user-status\?userId=usr_asha/);
  await page.route(/user-status\?userId=usr_asha/, (route) => void held.push(route));
  await card(page, WEBSITE).locator("summary").click();
  await asked;
  await signInAs(page, "Lukas Brandt");
  for (const route of held) await route.continue().catch(() => {});
  await act(page, "Refresh").click();
  await settled(page);
  assert.equal(await page.locator(".history[open]").count(), 0);
  assert.equal(await page.getByText("Request number").count(), 0);
});
