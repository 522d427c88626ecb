// Everybody can use the page, in every state, every language, every theme: what axe finds, what can be hit, what fits.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { deciding } from "../support/decisions.mjs";
import { walk } from "../support/states.mjs";
import { flaws, painted, violations } from "../support/demo.mjs";
import { LANGUAGES, LOCALES } from "../support/words.mjs";

const it = deciding();
const looks = [
  ...LANGUAGES.map((language) => ({ language, colorScheme: "light", widths: language === "en" ? [320, 1280] : [320] })),
  { language: "en", colorScheme: "dark", widths: [320] },
  { language: "ur", colorScheme: "dark", widths: [320] },
  { language: "en", colorScheme: "light", forcedColors: "active", widths: [320] },
];

const checked = [];

// `npm test` shows what is printed behind a bar.
after(() => {
  console.log(`| axe found nothing in ${checked.map(({ look, widths }) => `${look}, ${widths.join(" and ")} px`).join("; ")}:`);
  for (const state of checked[0]?.seen ?? []) console.log(`|   ${state}`);
});

for (const { language, colorScheme, forcedColors, widths } of looks) {
  const look = [language, colorScheme, forcedColors && "the reader's own colours"].filter(Boolean).join(", ");
  test(`nothing is in anybody's way: ${look}`, async (t) => {
    const page = await it.page(t, { locale: LOCALES[language], colorScheme, forcedColors, reducedMotion: "reduce" });
    const seen = [];
    const bad = [];
    await page.setViewportSize({ width: widths[0], height: 800 });
    await walk(it, page, async (name, part) => {
      for (const width of widths) {
        if (widths.length > 1) await page.setViewportSize({ width, height: 800 });
        await painted(page);
        const found = [...await violations(page, part), ...await flaws(page)];
        bad.push(...found.map((flaw) => `${name}, ${width} px: ${flaw}`));
      }
      seen.push(name);
    });
    assert.deepEqual(bad, []);
    assert.ok(seen.length > 40);
    assert.deepEqual(seen, checked[0]?.seen ?? seen, "the same states as in every other look");
    checked.push({ look, widths, seen });
  });
}

for (const [look, options] of [
  ["light", {}], ["dark", { colorScheme: "dark" }], ["the reader's own colours", { forcedColors: "active" }],
]) {
  test(`nothing is in anybody's way without JavaScript: ${look}`, async (t) => {
    // axe is JavaScript itself: the page is given to it as a browser without it draws it.
    const page = await it.page(t, options);
    const turn = (path, change) => page.route(path, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
    await turn(`${it.address}/`, (html) => html.replace(/<script[^]*?<\/script>|<link rel="modulepreload"[^>]*>/g, "").replace(/(<\/?)noscript>/g, "$1div>"));
    await turn("**/page.css", (css) => css.replace(/\(scripting:\s*none\)/g, " all"));
    await page.goto(it.address);
    assert.ok(await page.locator(".no-script").isVisible());
    assert.equal(await page.locator("#consents .section").isVisible(), false);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual([...await violations(page), ...await flaws(page)], [], `${width} px`);
    }
  });
}
