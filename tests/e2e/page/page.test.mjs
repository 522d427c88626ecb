// The page as a whole: its size, its quiet, what it leaves behind, and its words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, demo, painted, settled, until, watchShifts } from "../support/demo.mjs";

const it = demo();

const failing = async (page) => {
  await answer(page, "own", { status: 403, json: { error: "no" } });
  await answer(page, "dpo", { status: 403, json: { error: "no" } });
};

test("states differ in shape, also where colours are the reader's own", async (t) => {
  const page = await it.open(t, { forcedColors: "active" });
  const shapes = await page.locator(".tally .icon").evaluateAll((icons) => icons.map((icon) =>
    [...icon.children].map((path) => path.getAttribute("d")).join()));
  assert.equal(new Set(shapes).size, 4);
  const borders = await page.locator(".chip").first().evaluate((chip) => getComputedStyle(chip).borderTopColor);
  assert.notEqual(borders, "rgba(0, 0, 0, 0)");
});

for (const [name, width, height] of [["narrow", 360, 740], ["tablet", 768, 1024], ["wide", 1280, 900]]) {
  for (const [kind, prepare] of [["full", async () => {}], ["empty", empty], ["failing", failing]]) {
    test(`nothing moves while the page loads: ${name}, ${kind}`, async (t) => {
      const page = await it.page(t, { viewport: { width, height } });
      await prepare(page);
      const shifted = await watchShifts(page);
      await page.goto(it.address);
      await settled(page);
      await painted(page);
      const shift = await shifted();
      assert.ok(shift < 0.01, `the layout moved by ${shift}`);
    });
  }
}

async function empty(page) {
  await answer(page, "all", { json: [] });
  await answer(page, "own", { json: [] });
  await answer(page, "status", { status: 404, json: { error: "none" } });
}

test("nothing is kept in the browser, and the session cookie is out of reach", async (t) => {
  const page = await it.open(t);
  const kept = await page.evaluate(async () => ({
    local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, name: window.name,
  }));
  assert.deepEqual(kept, { local: 0, session: 0, cookie: "", databases: 0, caches: 0, name: "" });
});

test("all that the first view asks for is asked for once, and the API's calls leave together", async (t) => {
  const page = await it.page(t);
  const asked = [];
  const waiting = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route(/\/api\//, (route) => void waiting.push(route));
  await page.goto(it.address);
  // Not one is answered before all six are there: none waits for another.
  await until(() => waiting.length === 6, "six calls");
  for (const route of waiting) await route.continue();
  await settled(page);
  assert.deepEqual(asked.filter((path, i) => asked.indexOf(path) !== i), []);
  assert.equal(waiting.length, 6);
  assert.ok(!asked.includes("/session/people"), "the people are asked for when somebody wants them");
});
