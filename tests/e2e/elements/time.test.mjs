// Rights in time: until when a request must be answered, what can be done afterwards, and whom to ask.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, demo, settled, TODAY } from "../support/demo.mjs";

const it = demo();
const DAY = 24 * 60 * 60 * 1000;
const LIST = /\/api\/grievance\/user\//;

const ticket = (id, filed, more = {}) => ({
  id, ticket_id: `GRV-0000000${id}`, client_user_id: "usr_asha", subject: `Request ${id}`, category: "erasure", description: "All of it.",
  status: "open", attachment_url: null, created_at: new Date(filed).toISOString(), updated_at: new Date(filed).toISOString(), ...more,
});

/** The rights centre with these tickets, told more. */
async function open(t, tickets, told = {}) {
  const page = await it.open(t);
  await page.route(LIST, (route) => route.fulfill({ json: tickets }));
  await page.evaluate((more) => {
    const center = document.querySelector("truconsent-center");
    Object.assign(center, more);
    center.refresh();
  }, told);
  await settled(page);
  return page;
}

const steps = (page, id) => page.locator(`.record[data-id="${id}"] .step`).evaluateAll((all) => all.map((one) =>
  `${one.querySelector("dt").textContent}: ${one.querySelector("dd").textContent}`));
const late = (page, id) => page.locator(`.record[data-id="${id}"] .record-late`);

test("a request says until when it must be answered: 90 days by law, or sooner where the organisation says so", async (t) => {
  const filed = TODAY - 10 * DAY; // 16 November 2026, 11:30 in India
  const page = await open(t, [ticket("1", filed)]);
  assert.deepEqual(await steps(page, "1"), ["Filed: 16 November 2026 at 11:30", "To be answered by: 14 February 2027"]);
  for (const [days, day] of [[30, "16 December 2026"], [90, "14 February 2027"], [400, "14 February 2027"], [0, "14 February 2027"], [-5, "14 February 2027"], [Number.NaN, "14 February 2027"]]) {
    await page.evaluate(async (responseDays) => {
      const center = document.querySelector("truconsent-center");
      center.responseDays = responseDays;
      await center.updateComplete;
      await new Promise(requestAnimationFrame);
      for (const one of center.shadowRoot.querySelectorAll("truconsent-grievances")) await one.updateComplete;
    }, days);
    assert.equal((await steps(page, "1")).at(-1), `To be answered by: ${day}`, `${days}`);
  }
  assert.equal(await late(page, "1").count(), 0);
});

test("once that day is over it says so, and whom to turn to; what is answered or withdrawn waits for nothing", async (t) => {
  const filed = TODAY - 100 * DAY;
  const page = await open(t, [
    ticket("1", filed), ticket("2", filed, { status: "resolved", updated_at: new Date(filed + DAY).toISOString() }), ticket("3", filed, { status: "withdrawn" }),
    ticket("4", filed, { created_at: null, updated_at: null }),
  ]);
  assert.deepEqual(await steps(page, "1"), ["Filed: 18 August 2026 at 11:30", "Was to be answered by: 16 November 2026"]);
  const words = "The time for an answer is over. Write to the data protection officer; you can also complain to the Data Protection Board of India.";
  assert.equal((await late(page, "1").textContent()).trim(), words);
  assert.equal(await late(page, "1").getByRole("link").count(), 0);
  assert.deepEqual(await steps(page, "2"), ["Filed: 18 August 2026 at 11:30", "Last changed: 19 August 2026 at 11:30"]);
  for (const id of ["2", "3", "4"]) assert.equal(await late(page, id).count(), 0, id);
  assert.deepEqual(await steps(page, "4"), []);

  for (const [address, link] of [["https://board.example/complain", 1], ["javascript:alert(1)", 0], ["board.example", 0]]) {
    await page.evaluate(async (boardUrl) => Object.assign(document.querySelector("truconsent-center"), { boardUrl }), address);
    await page.waitForTimeout(100);
    assert.equal(await late(page, "1").getByRole("link").count(), link, address);
  }
});

test("each section of a person's rights names the officer; where there is none nothing is claimed", async (t) => {
  const page = await it.open(t);
  for (const id of ["consents", "grievances", "nominees"]) {
    const line = page.locator(`#${id} .section-ask`);
    assert.equal(await line.textContent(), "Questions about this? Write to Alex Singh and dpo@acmecorp.com.");
  }
  await answer(page, "dpo", { status: 404, json: { error: "No officer is named" } });
  await page.locator("#refresh").click();
  await settled(page);
  await page.reload();
  await settled(page);
  assert.deepEqual(await page.locator(".section-ask").allTextContents(), ["", "", ""]);
});
