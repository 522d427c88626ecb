// Light and dark: the elements are as the page is where they stand, whatever the reader would have elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, flaws, painted, settled, violations } from "../support/demo.mjs";

const it = demo();
const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(26, 34, 41)";

const card = (page) => page.locator(".points .point").first().evaluate((one) => getComputedStyle(one).backgroundColor);

/** The page as it stands, on a phone and on a desk. */
async function look(page) {
  const found = [];
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await painted(page);
    found.push(...await violations(page), ...await flaws(page));
  }
  return found;
}

for (const colorScheme of ["light", "dark"]) {
  for (const [path, ready] of [["/theme.html", ".points .point"], ["/signup.html", "form"], ["/tags.html", "[role=switch]:not([disabled])"]]) {
    test(`${path} is in nobody's way, for a reader of ${colorScheme} pages`, async (t) => {
      const page = await it.open(t, { colorScheme, reducedMotion: "reduce" }); // which signs somebody in
      await page.goto(it.address + path);
      await page.locator(ready).first().waitFor();
      await page.waitForFunction(() => !deep("[aria-busy=true]"));
      assert.deepEqual(await look(page), []);
    });
  }
}

test("they follow the page's color-scheme, there and then", async (t) => {
  const page = await it.open(t, { colorScheme: "dark" });
  assert.equal(await card(page), DARK);
  // Without the page's own word for it.
  await page.evaluate(() => document.querySelector("meta[name=color-scheme]").remove());
  const turn = (scheme) => page.evaluate((one) => (document.documentElement.style.colorScheme = one), scheme);
  for (const [scheme, colour] of [["light", LIGHT], ["dark", DARK], ["normal", LIGHT], ["light dark", DARK]]) {
    await turn(scheme);
    assert.equal(await card(page), colour, scheme);
  }
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await card(page), LIGHT);
  await turn("dark");
  assert.equal(await card(page), DARK);
});

test("on paper they are light", async (t) => {
  const page = await it.open(t, { colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  assert.equal(await card(page), LIGHT);
});

test("a browser without light-dark() draws them light, on a ground of their own, and everything can be read", async (t) => {
  const page = await it.page(t, { colorScheme: "dark", reducedMotion: "reduce" });
  await page.route("**/*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll("light-dark(", "not-there-yet(") });
  });
  await page.goto(it.address);
  await settled(page);
  assert.equal(await card(page), LIGHT);
  assert.deepEqual(await look(page), []);
});
