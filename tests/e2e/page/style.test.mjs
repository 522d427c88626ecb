// The style sheets: to be restyled in one place, for both directions, for the reader's own settings, and for paper.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ORDERS } from "../support/decisions.mjs";
import { turnTo } from "../support/reach.mjs";
import { answer, demo, flaws, root, settled } from "../support/demo.mjs";
import { LANGUAGES, LOCALES, say } from "../support/words.mjs";

const it = demo();
/** The elements' style sheets, and the demo's pages'; but for one, which is a site's that takes the elements as they come. */
const sheetsIn = (folder) => readdirSync(join(root, folder)).filter((file) => file.endsWith(".css") && file !== "foreign.css")
  .map((file) => [`${folder}/${file}`, readFileSync(join(root, folder, file), "utf8").replace(/\/\*[^]*?\*\//g, "")]);
const FOLDERS = ["src/elements/styles", "www"];
const sheets = FOLDERS.flatMap(sheetsIn);
const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color|color-mix)\(/i;
// Not the bounds that every size has: nothing, all there is, and a share of it.
const SIZE = /(?<![\w#-])[-+]?(?!0(?![.\d])|100%)(?:\d+\.?\d*|\.\d+)(?!fr)(?:%|[a-z]+)/i;
const NAMED = /:[^;{}]*\b(?:white|black|red|green|blue|gr[ae]y|yellow|orange|silver|navy|teal)\b/i;

test("every colour and every size is a custom property of the theme", () => {
  assert.equal(sheets.filter(([file]) => file.endsWith("/theme.css")).length, 2);
  for (const [file, css] of sheets) {
    const rules = file.endsWith("/theme.css") ? css.replace(/--[\w-]+:[^;]*;/g, "") : css;
    assert.doesNotMatch(rules, COLOUR, `${file}: a raw colour`);
    assert.doesNotMatch(rules, NAMED, `${file}: a named colour`);
    // A query hears no custom property.
    const declared = rules.replace(/@(?:media|container)[^{]*/g, "").matchAll(/([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g);
    const raw = [...declared].filter(([, , value]) => SIZE.test(value.replace(/url\([^)]*\)|"[^"]*"/g, "")));
    assert.deepEqual(raw.map(([rule]) => rule), [], `${file}: a raw size`);
    const unset = [...rules.matchAll(/font-size:\s*([^;}]+)/g)].map(([, size]) => size.trim());
    assert.deepEqual(unset.filter((size) => !/var\(--/.test(size)), [], `${file}: a raw size of type`);
  }
  for (const folder of FOLDERS) {
    const all = sheetsIn(folder).map(([, css]) => css).join("");
    const set = new Set([...all.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    // Those that a site sets have its name.
    const used = new Set([...all.matchAll(/var\((--(?!truconsent-)[\w-]+)/g)].map(([, name]) => name));
    // The brand's is set by the element itself.
    assert.deepEqual([...used].filter((name) => !set.has(name)), folder === "www" ? [] : ["--brand"]);
    assert.deepEqual([...set].filter((name) => !used.has(name)), [], `${folder}: set for nothing`);
  }
});

test("nothing is measured from the left or the right", () => {
  const physical = /(?<![\w-])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height)|float:\s*(?:left|right)|text-align:\s*(?:left|right))\b(?=\s*:|;|\s*})/;
  for (const [file, css] of sheets) assert.doesNotMatch(css.replace(/@(?:media|container)[^{]*/g, ""), physical, file);
});

for (const language of LANGUAGES) {
  test(`with letters twice as large everything fits: ${language}`, async (t) => {
    const page = await it.open(t, { locale: LOCALES[language], viewport: { width: 640, height: 900 }, reducedMotion: "reduce" });
    const plain = await page.locator(".intro h1").first().evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    assert.ok(await page.locator(".intro h1").first().evaluate((one) => parseFloat(getComputedStyle(one).fontSize)) > 1.6 * plain);
    await page.locator("#grievances [data-act=add]").click();
    assert.deepEqual(await flaws(page), []);
    await page.locator(`[data-point="${ORDERS}"] [data-act="decide"]`).click();
    await page.locator(".sheet-foot button").first().waitFor();
    assert.deepEqual(await flaws(page), []);
    await turnTo(page, page.locator(".sheet-foot button").first());
  });
}

test("whoever wants no motion gets none", async (t) => {
  const moving = () => deepAll("*").flatMap((one) => one.getAnimations()).filter(({ effect }) => effect.getTiming().duration > 0).length;
  for (const [reducedMotion, isStill, scroll] of [["reduce", true, "auto"], ["no-preference", false, "smooth"]]) {
    const page = await it.page(t, { reducedMotion });
    await answer(page, "own", () => {});
    await page.goto(it.address);
    await page.locator("#officer").getByText("Alex Singh").waitFor();
    assert.equal(await page.evaluate(moving) === 0, isStill, reducedMotion);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), scroll);
  }
});

test("in the reader's own colours, what is chosen and where the focus is can be told", async (t) => {
  const page = await it.open(t, { forcedColors: "active" });
  const border = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).borderBlockEndColor);
  assert.notEqual(await border("#languages a[aria-current]"), await border("#languages a:not([aria-current])"));
  const page_ = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const selector of [".button", ".card", ".chip", ".queue"]) assert.notEqual(await border(selector), page_, selector);
  await page.locator(`[data-point="${ORDERS}"] [data-act="decide"]`).click();
  const option = (is) => page.locator(`.choice-options label:${is}(:has(:checked))`).first()
    .evaluate((one) => getComputedStyle(one).outlineStyle);
  await page.locator(".choice").first().waitFor();
  assert.deepEqual([await option("is"), await option("not")], ["solid", "none"]);
});

test("a receipt is printed alone, with what was decided and by whom", async (t) => {
  const page = await it.page(t);
  await page.addInitScript(() => (window.print = () => (window.printed = true)));
  await page.goto(it.address);
  await settled(page);
  const card = page.locator(`[data-point="${ORDERS}"]`);
  await card.locator("summary").click();
  await card.getByRole("button", { name: "Print receipt" }).click();
  assert.equal(await page.evaluate(() => window.printed), true);
  await page.emulateMedia({ media: "print" });
  const title = await card.evaluate((one) => getComputedStyle(one, "::before").content);
  assert.equal(title, JSON.stringify(say("en", "receipt.title", { name: "Asha Verma" })));
  const seen = await page.evaluate(() => deepText());
  for (const text of ["Orders and delivery", "Deliver your orders", "Allowed", "Request number", "Entry number"]) {
    assert.ok(seen.includes(text), text);
  }
  for (const selector of ["button", "header.top", "h1", "#grievances", "#officer", ".tally"]) {
    const shown = await page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    assert.equal(shown, 0, selector);
  }
  assert.equal(await page.locator(".point").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 1);
  // Afterwards the whole page can be printed again.
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.ok(await page.locator("#officer .section").isVisible());
});
