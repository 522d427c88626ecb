// The page's languages: chosen from the browser, changed in place; and the API's words keep their own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bodies, section } from "../support/rights.mjs";
import { announced, demo, settled, until } from "../support/demo.mjs";
import { DIRECTIONS, LANGUAGES, LOCALES, say, words } from "../support/words.mjs";

const it = demo();

test("the page's first English is that of its words", async (t) => {
  const page = await it.page(t, { javaScriptEnabled: false });
  await page.goto(it.address);
  const texts = await page.locator("[data-t]").evaluateAll((all) => all.map((one) => [one.dataset.t, one.textContent]));
  texts.push(...await page.locator("[data-t-label]").evaluateAll((all) =>
    all.map((one) => [one.dataset.tLabel, one.getAttribute("aria-label")])));
  assert.ok(texts.length > 10);
  for (const [key, text] of texts) assert.equal(text, words.en[key], key);
});

/** A page of somebody whose browser speaks these languages. */
async function openFor(t, languages, path = "", options = {}) {
  const page = await it.page(t, { locale: languages[0], ...options });
  if (languages.length > 1) {
    await page.addInitScript((all) => Object.defineProperty(Navigator.prototype, "languages", { get: () => all }), languages);
  }
  await page.goto(it.address + path);
  await settled(page);
  return page;
}

const spoken = (page) => page.evaluate(() => {
  const { lang, dir } = document.documentElement;
  return { lang, dir, title: document.title, current: deep("#languages [aria-current]").lang };
});
const visible = (page) => page.evaluate(() => getComputedStyle(document.body).visibility);
const speaking = (lang) => ({ lang, dir: DIRECTIONS[lang], title: words[lang].title, current: lang });

for (const [languages, path, lang] of [
  [["hi-IN"], "", "hi"], [["ur-PK"], "", "ur"], [["fr-FR", "ta-IN", "hi-IN"], "", "ta"], [["de-DE"], "", "en"],
  [["ta-IN"], "?lang=ur", "ur"], [["ta-IN"], "?lang=constructor", "ta"],
]) {
  test(`a browser that speaks ${languages} at "/${path}" gets ${lang}`, async (t) => {
    const page = await openFor(t, languages, path);
    assert.deepEqual(await spoken(page), speaking(lang));
    assert.equal(await visible(page), "visible");
    const texts = await page.locator("[data-t]").evaluateAll((all) => all.map((one) => [one.dataset.t, one.textContent]));
    // The one limit that a hint names.
    for (const [key, text] of texts) assert.equal(text, say(lang, key, { limit: 200 }));
  });
}

test("the words are asked for once, before any module is there", async (t) => {
  const page = await it.page(t, { locale: LOCALES.ta });
  const asked = [];
  const held = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route(/\.js$/, (route) =>
    (route.request().url().endsWith("/language.js") ? route.continue() : void held.push(route)));
  const going = page.goto(it.address);
  await until(() => asked.includes("/locales/ta.json"), "the words");
  for (const route of held) await route.continue();
  await page.unroute(/\.js$/);
  await going;
  await settled(page);
  assert.deepEqual(asked.filter((path) => path.startsWith("/locales/")), ["/locales/ta.json"]);
});

test("the language changes in place: what is typed, what failed and what has the focus stays", async (t) => {
  const page = await it.open(t);
  const part = section(page, "grievances");
  await part.add.click();
  await part.field("Subject").fill("My parcels");
  await part.button("Send the request").click();
  await part.root.getByText(words.en["problem.description.required"]).waitFor();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const urdu = page.getByRole("link", { name: "اردو" });
  await urdu.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.documentElement.lang === "ur");

  assert.deepEqual(await spoken(page), speaking("ur"));
  assert.equal(await page.evaluate(() => deepActive().lang), "ur");
  assert.equal(await announced(page), words.ur["language.changed"]);
  assert.deepEqual(asked.map((one) => one.replace(/-\w+\.js/, "")), ["/locales/ur.json", "/chunks/ur"], "nothing is read again");
  assert.equal(await part.field(words.ur["field.subject"]).inputValue(), "My parcels");
  await part.root.getByText(words.ur["problem.description.required"]).waitFor();
  await part.root.getByText(words.ur["form.problems.other"].replace("{n}", "2")).waitFor();
  const foreign = await page.evaluate(() => {
    const texts = [];
    for (const { data, parentElement: parent } of deepAll("body *").flatMap(({ childNodes }) => [...childNodes]).filter(({ nodeType }) => nodeType === Node.TEXT_NODE)) {
      if (/[A-Za-z]/.test(data.replace(/\b[AP]M\b|https?:\/\/|\+91[\d ]+/g, "")) && !parent.closest("[lang]:not(html, .root), noscript, script, style")) texts.push(data);
    }
    return texts;
  });
  assert.deepEqual(foreign, [], "what is not Urdu says which language it is");

  await page.reload();
  await settled(page);
  assert.deepEqual(await spoken(page), speaking("ur"), "the address keeps it");
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
});

test("a decision that failed is still that decision in the other language", async (t) => {
  const page = await it.open(t);
  const sent = bodies(page, "POST");
  await page.route(/\/consent$/, (route) => route.fulfill({ status: 400, json: { error: "no" } }), { times: 1 });
  const card = page.locator(".point").nth(1);
  await card.locator('[data-act="withdraw"]').click();
  await page.locator(".sheet-foot button").first().click();
  await page.locator(".sheet-problem button").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "हिन्दी" }).click();
  await card.getByText(words.hi["unsaved.bad_request"]).waitFor();
  await card.getByRole("button", { name: words.hi.send_again }).click();
  await card.locator('[data-outcome="approved"]').waitFor();
  assert.equal(new Set(sent.map(({ requestId }) => requestId)).size, 1);
});

test("a language that does not arrive changes nothing and says so; the last one asked for wins", async (t) => {
  const page = await it.open(t);
  await page.route("**/locales/hi.json", (route) => route.abort(), { times: 1 });
  await page.getByRole("link", { name: "हिन्दी" }).click();
  await page.getByRole("alert").filter({ hasText: words.en["language.failed"] }).waitFor();
  assert.deepEqual(await spoken(page), speaking("en"));
  let late;
  await page.route("**/locales/hi.json", (route) => (late = route), { times: 1 });
  await page.getByRole("link", { name: "हिन्दी" }).click();
  await until(() => late, "the question for Hindi");
  await page.getByRole("link", { name: "தமிழ்" }).click();
  await page.waitForFunction(() => document.documentElement.lang === "ta");
  await Promise.all([page.waitForResponse("**/locales/hi.json"), late.continue()]);
  assert.equal(await page.getByRole("alert").filter({ hasText: /./ }).count(), 0);
  assert.deepEqual(await spoken(page), speaking("ta"));
});

test("without its words the page is seen in the English of its HTML", async (t) => {
  const page = await it.page(t, { locale: LOCALES.ur });
  await page.route("**/locales/*.json", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(it.address);
  await page.waitForFunction(() => document.documentElement.hasAttribute("data-broken"));
  assert.equal(await page.locator(".intro h1").first().textContent(), "Your privacy choices");
  assert.equal(await visible(page), "visible");
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["en", "ltr"]);
  await settled(page);
  assert.ok(await page.locator(".point").count() > 5, "the elements have English built in");
});

for (const [locale, timezoneId] of [["hi-IN", "Asia/Kolkata"], ["ta-IN", "America/New_York"], ["ur-IN", "Asia/Karachi"]]) {
  test(`times and numbers are those of ${locale} in ${timezoneId}`, async (t) => {
    const page = await openFor(t, [locale], "", { timezoneId });
    const time = page.locator(".points time").first();
    const expected = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: timezoneId })
      .format(new Date(await time.getAttribute("datetime")));
    assert.equal(await time.textContent(), expected);
    const number = new Intl.NumberFormat(locale);
    const allowed = await page.locator('.points [data-state="approved"]').count();
    assert.ok((await page.locator(".side .tally").textContent()).includes(number.format(allowed)));
    const year = new Intl.NumberFormat(locale, { style: "unit", unit: "year", unitDisplay: "long" }).format(1);
    await page.locator(".facts").getByText(year, { exact: true }).first().waitFor();
  });
}

test("limits are written with the reader's own digits, also after a change of the language", async (t) => {
  const page = await openFor(t, ["hi-IN-u-nu-deva", "ta-IN-u-nu-tamldec"]);
  const part = section(page, "grievances");
  await part.add.click();
  await part.field(words.hi["field.description"]).fill("x".repeat(5_001));
  await part.field(words.hi["field.subject"]).fill("x".repeat(201));
  await part.form.locator("button[type=submit]").click();
  for (const language of ["hi", "ta"]) {
    await page.locator(`#languages a[lang=${language}]`).click();
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
    const number = new Intl.NumberFormat(language === "hi" ? "hi-IN-u-nu-deva" : "ta-IN-u-nu-tamldec");
    // The elements have their words from a file of their own.
    await part.form.getByText(say(language, "hint.subject", { limit: number.format(200) })).waitFor();
    const text = await part.form.textContent();
    assert.ok(text.includes(say(language, "problem.subject.too_long", { limit: number.format(200) })));
    assert.ok(text.includes(say(language, "problem.description.too_long", { limit: number.format(5_000) })));
    assert.doesNotMatch(text.replaceAll("https://", ""), /[0-9]/);
  }
});

test("the API's own words keep their language and their direction", async (t) => {
  const page = await openFor(t, ["ur-PK"]);
  const said = await page.locator(".point-title bdi, .purpose-name bdi").evaluateAll((all) =>
    all.map(({ lang, dir, textContent }) => [textContent, lang, dir]));
  const of = (text) => said.find(([own]) => own === text)?.slice(1);
  assert.deepEqual(of("Orders and delivery"), ["en", "auto"]);
  assert.deepEqual(new Set(said.map(([, lang]) => lang)), new Set(["en", "hi", "ta"]));
  assert.ok(said.every(([, , dir]) => dir === "auto"));
});

test("from right to left the page is mirrored", async (t) => {
  const page = await openFor(t, ["ur-PK"]);
  const at = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().x);
  assert.ok(await at(".brand") > await at("#change"));
  assert.ok(await at(".sections") > await at(".side"));
  assert.ok(await at(".purpose .chip") > await at(".purpose dd"));
  const turned = await page.locator("summary").first().evaluate((one) => getComputedStyle(one, "::before").rotate);
  assert.equal(turned, "45deg");
});

for (const language of LANGUAGES) {
  test(`failures say what happened, what is on record and what to do: ${language}`, async (t) => {
    const page = await it.page(t, { locale: LOCALES[language] });
    const mine = (key, values) => say(language, key, values);
    const seconds = (n) => mine("next.wait.other", { n });
    const refuse = (path, status, more = {}) => page.route(path, (route) =>
      (route.request().method() === "GET" ? route.fulfill({ status, json: { error: "x" }, ...more }) : route.fallback()));
    await refuse(/\/banners\/user\//, 403);
    await refuse(/\/grievance\/user\//, 409);
    await refuse(/\/nominee\/user\//, 429, { headers: { "Retry-After": "90" } });
    await refuse(/\/dpo$/, 400);
    await page.goto(it.address);
    await settled(page);
    const notices = await page.locator(".notice-problem").evaluateAll((all) =>
      all.map((one) => [one.querySelector("h3").textContent, one.querySelector("p").textContent]));
    assert.deepEqual(notices, [
      ["officer", "bad_request", mine("next.other")], ["consents", "forbidden", mine("next.forbidden")],
      ["grievances", "conflict", mine("next.other")], ["nominees", "rate_limited", seconds(90)],
    ].map(([id, code, next]) => [mine(`${id}.failed`), [mine(`failed.${code}`), mine("failed.unchanged"), next].join(" ")]));

    // A form, whose problems come from the module as codes; refused, then unclear.
    const part = section(page, "grievances");
    await part.add.click();
    await part.form.locator("button[type=submit]").click();
    const problems = await part.root.locator(".field-problem:not(:empty)").allTextContents();
    assert.deepEqual(problems, ["category", "subject", "description"].map((name) => mine(`problem.${name}.required`)));
    await part.form.locator("select").selectOption("erasure");
    await part.field(mine("field.subject")).fill("Delete");
    await part.field(mine("field.description")).fill("Please");
    const send = part.form.locator("button[type=submit]");
    for (const [status, expected] of [
      [400, [mine("refused.bad_request"), mine("grievances_new.refused"), mine("refused_next.bad_request")]],
      [403, [mine("refused.forbidden"), mine("grievances_new.refused"), mine("refused_next.forbidden")]],
    ]) {
      await page.route(/\/grievance$/, (route) => route.fulfill({ status, json: { error: "x" } }), { times: 1 });
      await send.click();
      await part.message.getByText(expected[0]).waitFor();
      const told = await part.message.locator("p").allTextContents();
      assert.equal(told.slice(0, 2).join(" "), expected.join(" "));
      assert.equal(await announced(page), told.join(" "), "said once, as a whole");
    }
    await page.route(/\/grievance$/, (route) => route.fulfill({ contentType: "text/html", body: "<p>?</p>" }), { times: 1 });
    await send.click();
    await part.message.getByText(mine("grievances_new.unknown")).waitFor();

    assert.doesNotMatch(await page.evaluate(() => deepText(document.querySelector("main"))), /[a-z]_[a-z]/, "no code is shown");
  });
}
