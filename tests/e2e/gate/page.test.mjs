// The page of the demo whose tags wait, and a second window beside it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { demo, flaws, violations } from "../support/demo.mjs";

describe("the page of tags", () => {
  const it = demo();
  const tags = /\/tags\/(visits\.js|map\.svg)$/;

  /** A window of Asha's, beside others of the same browser, and what it asked for of the tags. */
  async function open(page) {
    const asked = [];
    page.on("request", (request) => tags.test(request.url()) && asked.push(request.url().split("/").at(-1)));
    await page.goto(`${it.address}/tags.html`);
    await page.locator("[role=switch]:not(:disabled)").first().waitFor();
    return { page, asked, visits: page.getByRole("switch", { name: "Count visits" }), map: page.getByRole("switch", { name: "Show a map" }) };
  }

  const is = (control, state) => control.and(control.page().locator(`[aria-checked=${state}]`)).waitFor();

  test("nothing is asked for before it is allowed; by keyboard; and a second window follows", async (t) => {
    const first = await it.page(t);
    await first.goto(it.address); // signs the first person in
    const one = await open(first);
    const other = await open(await first.context().newPage());
    await is(one.visits, false);
    assert.deepEqual([...one.asked, ...other.asked], []);
    assert.deepEqual(await violations(one.page), []);

    await one.visits.focus();
    await one.page.keyboard.press("Space");
    await Promise.all([is(one.visits, true), is(other.visits, true), one.page.getByText(/since you allowed it: [12]\./).waitFor()]);
    await one.map.focus();
    await one.page.keyboard.press("Enter");
    await Promise.all([is(other.map, true), other.page.waitForFunction(() => document.querySelector("img").complete && document.querySelector("img").naturalWidth)]);
    assert.deepEqual(one.asked.toSorted(), ["map.svg", "visits.js"]);
    assert.deepEqual(other.asked.toSorted(), ["map.svg", "visits.js"]);
    assert.deepEqual(await violations(one.page), []);

    // What one withdraws, the other loses: it begins anew, without the script, and the cookie is gone.
    const reloaded = other.page.waitForEvent("load");
    await other.map.click();
    await is(one.map, false);
    assert.equal(await one.page.locator("img").getAttribute("src"), null);
    await one.visits.click();
    await reloaded;
    await Promise.all([is(one.visits, false), is(other.visits, false)]);
    await other.page.getByText("The counter has not run.").waitFor();
    assert.equal(await one.page.evaluate(() => document.cookie), "");
  });

  test("a decision that is refused changes nothing, and says so; nobody is nobody's", async (t) => {
    const page = await it.page(t);
    await page.goto(it.address);
    const { visits, asked } = await open(page);
    await page.route(/\/consent$/, (route) => route.fulfill({ status: 403, json: { error: "Not now" } }));
    await visits.click();
    await page.getByText("That was not saved").waitFor();
    await is(visits, false);
    await page.request.delete(`${it.address}/session`, { headers: { origin: it.address } });
    await page.reload();
    await page.getByText("Nobody is signed in").waitFor();
    assert.deepEqual(asked, []);
  });

  test("fits a phone, in the dark as well", async (t) => {
    const page = await it.page(t, { viewport: { width: 320, height: 700 }, colorScheme: "dark" });
    await page.goto(it.address);
    await open(page);
    assert.deepEqual(await flaws(page), []);
    assert.deepEqual(await violations(page), []);
  });
});
