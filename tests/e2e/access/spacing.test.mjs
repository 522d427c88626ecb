// Words stay whole: at 320 px, and with the reader's own spacing of letters, words and lines (WCAG 1.4.12).

import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDERS, SIGNUP } from "../support/decisions.mjs";
import { demo, flaws, painted } from "../support/demo.mjs";
import { LANGUAGES, LOCALES } from "../support/words.mjs";

const it = demo();
const SPACED = `* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-block-end: 2em !important; }`;

/** Labels of controls and states of which a word goes on in the next line, or runs out of its box. */
const broken = (page) => page.evaluate(() => {
  const found = [];
  const places = deep("dialog[open]") ?? document.body;
  for (const one of deepAll("button, label, summary, .chip, .tag, dt, h2, h3, legend, nav a", places)) {
    // What only a voice hears is drawn in one pixel.
    if (!one.checkVisibility({ visibilityProperty: true }) || one.getBoundingClientRect().width <= 1) continue;
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline") found.push(`too wide: ${one.textContent}`);
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      if (node.parentElement.closest(".unseen")) continue;
      for (const { index, 0: word } of node.data.matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = [...range.getClientRects()].map(({ bottom }) => Math.round(bottom));
        if (Math.max(...tops) - Math.min(...tops) > 12) found.push(`cut: ${word}`);
      }
    }
  }
  return [...new Set(found)];
});

for (const language of LANGUAGES) {
  for (const spaced of [false, true]) {
    test(`no word is cut${spaced ? " with the reader's own spacing" : ""}: ${language}`, async (t) => {
      const page = await it.open(t, { locale: LOCALES[language], viewport: { width: 320, height: 700 }, reducedMotion: "reduce" });
      // A style sheet of the reader's, which the page's policy does not concern.
      if (spaced) {
        await page.evaluate((css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          for (const one of [document, ...deepAll("*").map(({ shadowRoot }) => shadowRoot).filter(Boolean)]) one.adoptedStyleSheets = [...one.adoptedStyleSheets, sheet];
        }, SPACED);
      }
      const bad = [];
      const look = async (name) => {
        await painted(page);
        for (const flaw of [...await broken(page), ...await flaws(page)]) bad.push(`${name}: ${flaw}`);
      };
      await page.locator("#grievances [data-act=add]").click();
      await page.locator("#grievances button[type=submit]").click();
      for (const width of [320, 390, 768, 1280]) {
        await page.setViewportSize({ width, height: 700 });
        await look(`the page at ${width} px`);
      }
      for (const [name, opener] of [
        ["a notice", `[data-point="${SIGNUP}"] [data-act="decide"]`],
        ["a notice over a record", `[data-point="${ORDERS}"] [data-act="decide"]`],
        ["a withdrawal", `[data-point="${ORDERS}"] [data-act="withdraw"]`],
        ["a removal", "#nominees .record-actions button:nth-child(2)"],
      ]) {
        await page.locator(opener).first().click();
        await page.locator("dialog[open] :is(.sheet-foot button, button[type=submit])").first().waitFor();
        for (const width of [320, 360, 390, 412, 1280]) {
          await page.setViewportSize({ width, height: 700 });
          await look(`${name} at ${width} px`);
        }
        await page.locator("dialog[open] :is(.sheet-leave, .form-actions [type=button])").first().click();
        await page.waitForFunction(() => !deep("dialog[open]"));
      }
      assert.deepEqual(bad, []);
    });
  }
}
