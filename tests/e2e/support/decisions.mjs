// What the tests of decisions need: the records as the server has them, and the dialog as a visitor meets it.

import assert from "node:assert/strict";
import { beforeEach } from "node:test";
import { openAs } from "./rights.mjs";
import { demo, settled } from "./demo.mjs";

export const ORDERS = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01";
export const WEBSITE = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
export const SIGNUP = "a0b1c2d3-1111-2222-3333-444455556666";
export const APP = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a02";
export const CALLS = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a04";
export const NOTICE = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a05";
/** Asks for consent, and tells of a legitimate use. */
export const LOYALTY = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a06";
export const SHOP_MAP = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a0b";
export const RECIPES = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a09";
export const SLOTS = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a08";
/** Tells, and asks nothing. */
export const PAYMENT = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a07";
/** The purpose that the website and the app share. */
export const SHARED = "b2c3d4e5-f6a7-8901-bcde-f12345678901";
export const CONSENT = /\/api\/consent\/[^/]+\/consent$/;
/** How the server may answer, and what the page then says. */
export const refusal = { status: 403, json: { error: "Not now" } };
export const NOT_SAVED = "Your decision was not saved";

/** As {@link demo}; every test has a server that remembers nothing of another one. */
export function deciding() {
  const it = demo();
  let used = false;
  beforeEach(async () => {
    if (used) {
      await it.server.stop();
      await it.restart();
    }
    used = true;
  });

  /** A page of this person, and every decision that leaves it. */
  it.as = async (t, name, options) => {
    const page = await openAs(it, t, name, options);
    const sent = [];
    page.on("request", (request) => {
      if (CONSENT.test(request.url())) sent.push({ point: request.url().split("/").at(-2), ...request.postDataJSON() });
    });
    return { page, sent };
  };

  /** What the consent log has of a person: the number of entries, and the latest of each collection point. */
  it.log = async (userId) => {
    const headers = { "X-API-Key": "tck_live_xxxxxxxxxxxx", "X-Org-Id": "acme" };
    const answer = await fetch(`${it.address}/api/api/v1/external/consents/user-status?userId=${userId}`, { headers });
    if (answer.status === 404) return { total: 0, latest: {} };
    const { total_consents: total, collection_points: entries } = await answer.json();
    const latest = entries.map(({ collection_point: { id }, latest_consent: consent }) => [id, consent && {
      action: consent.action,
      request_id: consent.request_id,
      timestamp: consent.timestamp,
      states: consent.purpose_consents.map(({ status }) => status[0]).join(""),
      purposes: Object.fromEntries(consent.purpose_consents.map(({ purpose_id: id, status }) => [id, status])),
    }]);
    return { total, latest: Object.fromEntries(latest) };
  };
  return it;
}

export const sheet = (page) => page.getByRole("dialog");
export const problem = (page) => sheet(page).locator(".sheet-problem");
export const act = (page, name) => page.getByRole("button", { name, exact: true });
export const card = (page, id) => page.locator(`.point[data-point="${id}"]`);

/** Opens the notice by its button; the decision can be taken. */
export async function openNotice(page, name) {
  await act(page, name).click();
  await page.locator(".sheet-foot button").first().waitFor();
}

/** Answers in the sheet, by the words on the button: its name goes on with what it is about. */
export async function press(page, words) {
  await sheet(page).getByRole("button").filter({ has: page.getByText(words, { exact: true }) }).click();
}

/** Waits until a decision has been saved, and nothing is on its way any more. */
export async function savedAt(page, id) {
  await card(page, id).locator('[data-outcome="approved"]').waitFor();
  await settled(page);
}

/** The radios of the sheet, in their order: what is chosen of each purpose. */
export function chosen(page) {
  return page.locator(".choice").evaluateAll((choices) =>
    choices.map((choice) => choice.querySelector(":checked")?.value ?? null));
}

/** What the sheet says would change. */
export async function preview(page) {
  const lines = await page.locator(".preview li").allTextContents();
  return lines.map((line) => line.trim());
}

/** Presses Tab until what has the focus has this name. */
export async function tabToName(page, name) {
  for (let i = 0; i < 90; i += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => deepActive().textContent.replace(/\s+/g, " ").trim());
    if (focused === name) return;
  }
  assert.fail(`the keyboard does not reach "${name}"`);
}

/** Waits until the focus is on something that can be seen: a dialog that was just closed has it for a moment more. */
export const focusReturned = (page) => page.waitForFunction(() => deepActive().checkVisibility());

/** The words of what has the focus. */
export async function focusedName(page) {
  await focusReturned(page);
  return page.evaluate(() => deepActive().textContent.replace(/\s+/g, " ").trim());
}
