// A language that arrives late: no dialog changes under the reader's hands, and nobody loses their place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { card, deciding, ORDERS, SIGNUP, WEBSITE } from "../support/decisions.mjs";
import { hold } from "../support/rights.mjs";
import { painted, settled, until } from "../support/demo.mjs";
import { words } from "../support/words.mjs";

const it = deciding();
const { en, hi } = words;
const focused = (page) => page.evaluate(() => deepActive().textContent.replace(/\s+/g, " ").trim());

/** The elements' words in Hindi, and those of the page around them. */
const ELEMENTS = "**/chunks/hi-*.js";
const PAGE = "**/locales/hi.json";

/** A page that has asked for Hindi; the result lets the words in `file` arrive, and waits until they have. */
async function asked(t, file = ELEMENTS) {
  const page = await it.open(t);
  const { held, release } = await hold(page, "GET", file);
  await page.getByRole("link", { name: "हिन्दी" }).click();
  await until(() => held.length === 1, "the question for Hindi");
  const arrive = async () => {
    const answered = page.waitForResponse(file);
    await release();
    await (await answered).finished();
    await painted(page);
    await painted(page);
  };
  return { page, arrive };
}

/** Each of the elements, and the page. */
const inHindi = (page) => page.waitForFunction(() =>
  document.documentElement.lang === "hi" && deepAll(".root").every(({ lang }) => lang === "hi"));
const point = (id, name) => `[data-point="${id}"] [data-act="${name}"]`;

for (const [name, opener, leave, back] of [
  ["a notice, by Escape", point(SIGNUP, "decide"), (page) => page.keyboard.press("Escape"),
    `${hi["act.decide"]} ${hi["act.decide_what"].replace("{title}", "Sign-up form")}`],
  ["a notice, by its button", point(ORDERS, "decide"), (page) => page.locator(".sheet-leave").press("Enter"),
    `${hi["act.change"]} Orders and delivery`],
  ["a notice, by a decision", point(SIGNUP, "decide"), (page) => page.locator(".sheet-foot button").first().press("Enter"),
    `${hi["act.change"]} Sign-up form`],
  ["all that waits", '[data-act="queue"]', (page) => page.keyboard.press("Escape"), hi["queue.start"]],
  ["a person's details, by Escape", "#nominees .record-actions button", (page) => page.keyboard.press("Escape"),
    `${hi["nominees.edit"]} Sunita Verma`],
  ["a person's details, by saving", "#nominees .record-actions button", async (page) => {
    await page.locator("dialog[open] input").first().fill("Sunita V.");
    await page.keyboard.press("Enter");
  }, "Sunita V."],
  ["the people", "#change", (page) => page.keyboard.press("Escape"), hi["who.change"]],
]) {
  test(`a dialog stays in its language as long as it is open: ${name}`, async (t) => {
    const { page, arrive } = await asked(t, name === "the people" ? PAGE : ELEMENTS);
    await page.locator(opener).first().press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.locator(":is(.sheet-foot, .form-actions, .people) button").first().waitFor();
    const before = await dialog.innerText();
    await arrive();
    if (name === "the people") assert.equal(await page.locator(".intro h1").first().textContent(), en.title);
    assert.equal(await dialog.innerText(), before);
    await leave(page);
    await inHindi(page);
    await settled(page);
    assert.equal(await page.locator(".intro h1").first().textContent(), hi.title);
    await page.waitForFunction((wanted) => deepActive().textContent.replace(/\s+/g, " ").trim() === wanted, back)
      .catch(async () => assert.equal(await focused(page), back, "the focus is at what is there now"));
  });
}

test("an open history stays open, in the new language, with the focus where it was, and is not read again", async (t) => {
  const { page, arrive } = await asked(t);
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  for (const id of [ORDERS, WEBSITE]) {
    await card(page, id).locator("summary").press("Enter");
    await card(page, id).locator(".receipt-line button").first().waitFor();
  }
  await card(page, WEBSITE).locator(".receipt-line button").first().press("Enter");
  const field = card(page, WEBSITE).locator("textarea");
  await field.waitFor();
  const reads = [];
  page.on("request", (request) => /user-status/.test(request.url()) && reads.push(request.url()));
  await arrive();
  await inHindi(page);
  for (const id of [ORDERS, WEBSITE]) {
    assert.equal(await card(page, id).locator(".history").evaluate(({ open }) => open), true);
    await card(page, id).getByText(hi["history.request"]).waitFor();
    await card(page, id).getByRole("button", { name: hi["receipt.print"] }).waitFor();
  }
  assert.ok(await field.evaluate((one) => one === deepActive()), "what is being copied keeps the focus");
  assert.ok(await card(page, WEBSITE).getByRole("textbox", { name: `${hi["receipt.record"]} Website Sign-up Consent` }).count());
  await painted(page);
  assert.deepEqual(reads, []);

  await card(page, WEBSITE).locator("summary").focus();
  await page.getByRole("link", { name: "English" }).evaluate((link) => link.click());
  await page.waitForFunction(() => deepAll(".root").every(({ lang }) => lang === "en"));
  assert.equal(await focused(page), "History Website Sign-up Consent");
  await page.keyboard.press("Enter");
  assert.equal(await card(page, WEBSITE).locator(".history").evaluate(({ open }) => open), false);
  await painted(page); // shut and opened within one moment, it was never shut
  await page.keyboard.press("Enter");
  await until(() => reads.length === 1, "a new reading");
});

test("whatever has the focus in a section keeps it", async (t) => {
  const { page, arrive } = await asked(t);
  const records = page.locator("#grievances .record-actions button");
  await records.nth(1).focus();
  await arrive();
  await inHindi(page);
  assert.match(await focused(page), new RegExp(`^${hi["grievances.withdraw"]} GRV-`));
});
