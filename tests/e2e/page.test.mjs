// The page as a whole: its size, its quiet, what it leaves behind, and its words.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answer, demo, root, settled, until, violations } from "./support.mjs";

const it = demo();
const read = (...path) => readFileSync(join(root, ...path), "utf8");

const failing = async (page) => {
  await answer(page, "own", { status: 403, json: { error: "no" } });
  await answer(page, "dpo", { status: 403, json: { error: "no" } });
};
const LOOKS = {
  "as it opens": {},
  dark: { options: { colorScheme: "dark" } },
  failing: { prepare: failing },
  "failing in the dark": { options: { colorScheme: "dark" }, prepare: failing },
  degraded: { prepare: (page) => answer(page, "status", { status: 403, json: { error: "no" } }) },
  loading: { prepare: (page) => answer(page, "own", () => {}), loading: true },
  "with the people open": { then: openPeople },
  "with the people open in the dark": { options: { colorScheme: "dark" }, then: openPeople },
};

async function openPeople(page) {
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lukas" }).waitFor();
}

for (const [name, { options, prepare, loading, then }] of Object.entries(LOOKS)) {
  test(`accessible and without sideways scrolling: ${name}`, async (t) => {
    const page = await it.page(t, { viewport: { width: 320, height: 640 }, reducedMotion: "reduce", ...options });
    await prepare?.(page);
    await page.goto(it.address);
    if (loading) await page.getByText("Alex Singh").waitFor();
    else await settled(page);
    await then?.(page);
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(wide, width, `sideways scroll at ${width} px`);
      assert.deepEqual(await violations(page), [], `at ${width} px`);
    }
  });
}

test("every control is large enough to be hit", async (t) => {
  const page = await it.open(t, { viewport: { width: 320, height: 640 } });
  await openPeople(page);
  const small = await page.locator("a:visible, button:visible").evaluateAll((controls) => controls
    .filter((control) => !control.matches(".skip"))
    .map((control) => [control.textContent, control.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 24 || height < 24)
    .map(([text]) => text));
  assert.deepEqual(small, []);
});

test("states differ in shape, also where colours are the reader's own", async (t) => {
  const page = await it.open(t, { forcedColors: "active" });
  const shapes = await page.locator(".tally .icon").evaluateAll((icons) => icons.map((icon) =>
    [...icon.children].map((path) => path.getAttribute("d")).join()));
  assert.equal(new Set(shapes).size, 3);
  const borders = await page.locator(".chip").first().evaluate((chip) => getComputedStyle(chip).borderTopColor);
  assert.notEqual(borders, "rgba(0, 0, 0, 0)");
});

for (const [name, width, height] of [["narrow", 360, 740], ["tablet", 768, 1024], ["wide", 1280, 900]]) {
  for (const [kind, prepare] of [["full", async () => {}], ["empty", empty], ["failing", failing]]) {
    test(`nothing moves while the page loads: ${name}, ${kind}`, async (t) => {
      const page = await it.page(t, { viewport: { width, height } });
      await prepare(page);
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(it.address);
      await settled(page);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const shift = await page.evaluate(() => window.shift);
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

test("every word stands in the file of words, and the page's first English is the same", async (t) => {
  const words = JSON.parse(read("www", "locales", "en.json"));
  const page = await it.page(t, { javaScriptEnabled: false });
  await page.goto(it.address);
  const texts = await page.locator("[data-t]").evaluateAll((all) => all.map((one) => [one.dataset.t, one.textContent]));
  texts.push(...await page.locator("[data-t-label]").evaluateAll((all) =>
    all.map((one) => [one.dataset.tLabel, one.getAttribute("aria-label")])));
  assert.ok(texts.length > 10);
  for (const [key, text] of texts) assert.equal(text, words[key], key);

  const scripts = readdirSync(join(root, "www")).filter((file) => file.endsWith(".js"));
  const inFile = (file) => [...read("www", file).matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, key]) => key);
  const keys = scripts.flatMap(inFile);
  assert.ok(keys.length > 30);
  // What speaks of a number has a form for each plural.
  const isThere = (key) => Object.hasOwn(words, key) || Object.hasOwn(words, `${key}.other`);
  for (const key of keys) assert.ok(isThere(key), `${key} is missing`);
});
