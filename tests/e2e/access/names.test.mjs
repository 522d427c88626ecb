// The names of controls make sense alone: no two are the same, and each says what it is about.

import assert from "node:assert/strict";
import { test } from "node:test";
import { card, CONSENT, deciding, ORDERS, refusal, SIGNUP, WEBSITE } from "../support/decisions.mjs";
import { settled } from "../support/demo.mjs";
import { LANGUAGES, LOCALES, words } from "../support/words.mjs";

const it = deciding();
const CONTROLS = "button, summary, a[href]";

/** The names of all that can be pressed in a part of the page. */
const names = (page, part) => page.locator(part).locator(CONTROLS).evaluateAll((all) => all
  .filter((one) => one.checkVisibility()).map((one) => one.textContent.replace(/\s+/g, " ").trim()));

async function unique(page, part, where) {
  const all = await names(page, part);
  assert.deepEqual(all.filter((name, i) => !name || all.indexOf(name) !== i), [], `${where}: two have the same name`);
  return all;
}

for (const language of LANGUAGES) {
  const mine = (key) => words[language][key];
  const TITLES = ["consents", "grievances", "nominees", "officer"].map((id) => mine(`${id}.title`));
  const open = async (t) => {
    const page = await it.page(t, { locale: LOCALES[language] });
    await page.goto(it.address);
    await settled(page);
    return page;
  };

  test(`on the page, with all that can be open open: ${language}`, async (t) => {
    const page = await open(t);
    for (const [id, field] of [["grievances", "subject"], ["nominees", "nominee_name"]]) {
      await page.locator(`#${id} [data-act=add]`).click();
      await page.locator(`#${id} input[name=${field}]`).fill("x");
    }
    const points = [[ORDERS, "Orders and delivery"], [WEBSITE, "Website Sign-up Consent"]];
    for (const [id] of points) {
      await card(page, id).locator("summary").click();
      await card(page, id).locator(".receipt-line button").first().waitFor();
    }
    const all = await unique(page, "main", "the page");
    assert.ok(all.length > 40);
    for (const [, title] of points) {
      for (const key of ["act.withdraw", "receipt.copy", "receipt.print"]) {
        assert.ok(all.includes(`${mine(key)} ${title}`), `${key} says of what`);
      }
    }
    for (const kind of ["grievances_new", "nominees_new"]) {
      for (const key of [`${kind}.cancel`, "form.clear"]) {
        assert.ok(all.includes(`${mine(key)} ${mine(`${kind}.title`)}`), `${key} says of what`);
      }
    }
  });

  test(`after a failure: ${language}`, async (t) => {
    const page = await open(t);
    await page.route(/user-status\?/, (route) => route.fulfill({ status: 500, json: { error: "no" } }));
    for (const id of [ORDERS, WEBSITE]) {
      await card(page, id).locator("summary").click();
      await card(page, id).locator(".history-body button").waitFor();
    }
    await page.route(CONSENT, (route) => route.fulfill(refusal));
    for (const id of [ORDERS, WEBSITE]) {
      await card(page, id).locator('[data-act="withdraw"]').click();
      await page.locator(".sheet-foot button").first().click();
      await page.locator(".sheet-problem button").waitFor();
      await page.keyboard.press("Escape");
    }
    const mended = await unique(page, "main", "decisions and histories");
    assert.ok(mended.includes(`${mine("send_again")} Website Sign-up Consent`));

    await page.route(/\/api\//, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
    await page.locator("#refresh").click();
    await settled(page);
    const all = await unique(page, "main", "everything failed");
    for (const title of TITLES) assert.ok(all.includes(`${mine("try_again")} ${title}`), `try again: ${title}`);
  });

  test(`in dialogs: ${language}`, async (t) => {
    const page = await open(t);
    const ticket = page.locator("#grievances .record").first();
    const number = await ticket.locator("code").first().textContent();
    const person = await page.locator("#nominees .record h3").first().textContent();
    for (const [opener, subject] of [
      [`[data-point="${SIGNUP}"] [data-act="decide"]`, "Sign-up form"],
      [`[data-point="${ORDERS}"] [data-act="decide"]`, "Orders and delivery"],
      [`[data-point="${WEBSITE}"] [data-act="withdraw"]`, "Website Sign-up Consent"],
      ["#grievances .record-actions button", number], ["#grievances .record-actions button:nth-child(2)", number],
      ["#nominees .record-actions button", person], ["#nominees .record-actions button:nth-child(2)", person],
    ]) {
      await page.locator(opener).first().click();
      await page.locator("dialog[open] :is(.sheet-foot, .form-actions) button").first().waitFor();
      const all = await unique(page, "dialog[open]", subject);
      assert.ok(all.length >= 2);
      assert.deepEqual(all.filter((name) => !name.endsWith(` ${subject}`)), [], "says what it is about");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !deep("dialog[open]"));
    }
    const { "withdraw.confirm": yes, "withdraw.keep": no, "act.withdraw": act } = words[language];
    assert.equal(new Set([yes, no, act, mine("sheet.close")]).size, language === "en" ? 4 : 3, "the answers differ in their words");
    await page.locator("#change").click();
    await page.locator("#people .person").first().waitFor();
    await unique(page, "#people", "the people");
  });
}
