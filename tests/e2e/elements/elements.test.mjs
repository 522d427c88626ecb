// The elements on a site's own page: what they share, what they tell the page, and what they make of whatever they are told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { card, CONSENT, deciding, ORDERS, press, RECIPES, savedAt, SIGNUP, SLOTS, WEBSITE } from "../support/decisions.mjs";
import { settled, violations } from "../support/demo.mjs";
import { MAP_HASH, site } from "../support/entries.mjs";

const it = deciding();
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' HASH; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
  + "require-trusted-types-for 'script'; trusted-types lit-html";

/** A site's page with this body, under the policy that the README names; what its elements tell is in `window.told`. */
async function open(t, body, { script = "", options, before } = {}) {
  const page = await it.page(t, options);
  const listening = `window.told = [];
    for (const name of ["decide", "recorded", "filed", "error", "changed"]) addEventListener(\`truconsent-\${name}\`, (event) => told.push([name, event.target.localName, event.detail]));`;
  await site(page.context(), "/site", {
    body: `<main><h1>A site</h1>${body}</main>`, script: `import { registerLocale } from "truconsent-wasm/elements";\n${listening}\n${script}`, policy: POLICY.replace("HASH", MAP_HASH),
  });
  await page.goto(it.address); // whoever comes to the demo first is signed in
  await settled(page); // what the demo asks for itself has been asked
  const asked = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url().slice(it.address.length)));
  await before?.(page);
  await page.goto(`${it.address}/site`);
  return { page, asked };
}

const told = (page, name) => page.evaluate((wanted) => window.told.filter(([one]) => one === wanted), name);

test("elements in one scope ask once for what they share, and follow each other", async (t) => {
  const { page, asked } = await open(t, `<truconsent-scope base-url="/api" user-id="usr_asha">
    <truconsent-notice point="${SIGNUP}"></truconsent-notice>
    <truconsent-consents></truconsent-consents><truconsent-grievances></truconsent-grievances><truconsent-officer></truconsent-officer>
  </truconsent-scope>`);
  await card(page, SIGNUP).waitFor();
  await settled(page);
  const reads = asked.filter((url) => !/banners\/[^/]+$/.test(url) || url.includes("/user/"));
  assert.deepEqual(reads.sort(), [
    "/api/api/v1/external/consents/user-status?userId=usr_asha", "/api/banners", "/api/banners/user/usr_asha", "/api/dpo", "/api/grievance/user/usr_asha",
  ].sort());
  // What is decided in one is shown in the other.
  const notice = page.locator("truconsent-notice[point]");
  await notice.getByRole("button", { name: "Accept all" }).click();
  await card(page, SIGNUP).locator('[data-state="approved"]').waitFor();
  await notice.locator(".sheet").waitFor({ state: "detached" });
  assert.equal((await it.log("usr_asha")).latest[SIGNUP].action, "approved");
  const [, , { record }] = (await told(page, "recorded"))[0];
  assert.equal(record.action, "approved");
  assert.ok((await told(page, "changed")).some(([, , { change }]) => change.source === "record"));
});

test("what is on record is asked for while the module is still on its way, and once; an odd id is the client's to judge", async (t) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const before = (page) => page.route(/_bg\.wasm$/, (route) => held.then(() => route.continue()));
  const body = (id) => `<truconsent-consents base-url="/api/" user-id="${id}"></truconsent-consents>`;
  const { page, asked } = await open(t, body("usr_asha"), { before });
  for (let looked = 0; asked.length < 3 && looked < 100; looked += 1) await page.waitForTimeout(50);
  const reads = ["/api/api/v1/external/consents/user-status?userId=usr_asha", "/api/banners", "/api/banners/user/usr_asha"];
  assert.deepEqual(asked.sort(), reads);
  release();
  await card(page, SIGNUP).waitFor();
  await settled(page);
  assert.deepEqual(asked.filter((url) => url !== "/api/dpo").sort(), reads);

  const odd = await open(t, body(".."));
  await odd.page.getByRole("button", { name: /^Try again/ }).waitFor();
  assert.deepEqual(odd.asked.filter((url) => !url.endsWith("/dpo")), []);
  const nobody = await open(t, '<truconsent-notice manual point="cp_signup_form" base-url="/api"></truconsent-notice>');
  assert.equal(await nobody.page.evaluate(() => document.querySelector("truconsent-notice").consent("cp_signup_form")), false);
  assert.deepEqual(nobody.asked, []);
});

test("a notice in its place has nothing preselected, is usable by all, and goes once it is answered", async (t) => {
  const { page } = await open(t, `<truconsent-notice point="${RECIPES}" base-url="/api" user-id="usr_asha"></truconsent-notice>`);
  const notice = page.locator("truconsent-notice");
  await notice.getByRole("button", { name: "Save my choices" }).waitFor();
  assert.equal(await notice.locator(":checked").count(), 1, "the language alone");
  assert.deepEqual(await violations(page), []);
  await notice.getByLabel("Read this notice in").selectOption("hi");
  await notice.locator('bdi[lang="hi"]').first().waitFor();
  await notice.getByRole("radio").first().check();
  await notice.getByRole("button", { name: "Save my choices" }).press("Enter");
  await notice.locator(".sheet").waitFor({ state: "detached" });
  const { latest } = await it.log("usr_asha");
  assert.equal(latest[RECIPES].action, "partial_consent");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("truconsent-notice").session?.store?.get().phase === "ready");
  await page.waitForTimeout(300);
  assert.equal(await notice.locator(".sheet").count(), 0, "there is nothing more to ask");
});

test("as a dialog a notice comes by itself, once, and what its closing means is recorded", async (t) => {
  const { page } = await open(t, `<truconsent-notice modal point="${SIGNUP}" base-url="/api" user-id="usr_asha"></truconsent-notice>`);
  await page.getByRole("dialog").getByRole("button", { name: "Accept all" }).waitFor();
  const recorded = page.waitForResponse(CONSENT);
  await page.keyboard.press("Escape");
  await recorded;
  assert.equal((await it.log("usr_asha")).latest[SIGNUP]?.action, "no_action");
  assert.equal(await page.getByRole("dialog").count(), 0);
  const closed = page.evaluate(() => document.querySelector("truconsent-notice").show().then((record) => record?.action ?? null));
  await press(page, "Decline all");
  assert.equal(await closed, "declined");
});

test("asked for another notice, it leaves the first, and decides nothing about the second", async (t) => {
  const { page } = await open(t, '<truconsent-notice manual base-url="/api" user-id="usr_asha"></truconsent-notice>');
  const show = (name, point) => page.evaluate(([key, id]) => {
    window[key] = document.querySelector("truconsent-notice").show([id]).then((record) => record?.action ?? null);
  }, [name, point]);
  const answer = (name) => page.evaluate((key) => window[key], name);
  await show("first", SIGNUP);
  await page.getByRole("dialog").getByText("Sign-up form").first().waitFor();
  const recorded = page.waitForResponse(CONSENT);
  await show("second", SLOTS);
  assert.equal(await answer("first"), null);
  await recorded;
  await page.getByRole("dialog").getByText("Delivery time slots").first().waitFor();
  await press(page, "Accept all");
  assert.equal(await answer("second"), "approved");
  const { latest } = await it.log("usr_asha");
  assert.deepEqual([latest[SIGNUP].action, latest[SLOTS].action], ["no_action", "approved"]);
});

test("a notice in its place goes with the person", async (t) => {
  const { page } = await open(t, `<truconsent-notice point="${SIGNUP}" base-url="/api" user-id="usr_asha"></truconsent-notice>`);
  const sheet = page.locator(".sheet");
  await sheet.waitFor();
  await page.evaluate(() => (document.querySelector("truconsent-notice").userId = null));
  await sheet.waitFor({ state: "detached" });
  assert.equal((await it.log("usr_asha")).latest[SIGNUP], undefined);
});

test("a page that says no keeps a decision from being sent", async (t) => {
  const { page } = await open(t, '<truconsent-center base-url="/api" user-id="usr_asha"></truconsent-center>', {
    script: 'addEventListener("truconsent-decide", (event) => event.preventDefault());',
  });
  await settled(page);
  const before = await it.log("usr_asha");
  await page.getByRole("button", { name: "Withdraw Website Sign-up Consent" }).click();
  await press(page, "Withdraw consent");
  await page.waitForTimeout(300);
  const [[, , { decision, banner }]] = await told(page, "decide");
  assert.deepEqual([decision.action, banner.collection_point], ["revoked", WEBSITE]);
  assert.deepEqual(await it.log("usr_asha"), before);
});

test("what is filed and what fails is told, and nothing personal is in an error", async (t) => {
  const { page } = await open(t, '<truconsent-nominees base-url="/api" user-id="usr_asha"></truconsent-nominees>');
  await settled(page);
  await page.getByRole("button", { name: "Remove Sunita Verma" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the person Sunita Verma" }).click();
  await page.waitForFunction(() => window.told.some(([name]) => name === "filed"));
  await page.getByText("is removed.").first().waitFor();
  const [[, target, { kind, change, record }]] = await told(page, "filed");
  assert.deepEqual([target, kind, change, record.nominee_name], ["truconsent-nominees", "nominee", "deleted", "Sunita Verma"]);
  await page.route(/nominee\/user/, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  await page.evaluate(() => document.querySelector("truconsent-nominees").refresh());
  const [[, , { error }]] = await told(page, "error");
  assert.doesNotMatch(JSON.stringify(error), /usr_asha|Verma/);
});

test("another person is another page: nothing of the former one stays", async (t) => {
  const { page } = await open(t, '<truconsent-center base-url="/api" user-id="usr_asha"></truconsent-center>');
  await settled(page);
  await page.getByRole("button", { name: "New request" }).click();
  await page.getByLabel("Subject").fill("My address");
  await page.route(/usr_lukas/, () => {});
  await page.evaluate(() => document.querySelector("truconsent-center").setAttribute("user-id", "usr_lukas"));
  await page.locator(".skeleton").first().waitFor();
  assert.equal(await page.locator(".point, .record").count(), 0);
  assert.deepEqual(await page.locator("input, textarea").evaluateAll((all) => all.map(({ value }) => value).filter(Boolean)), []);
  await page.evaluate(() => document.querySelector("truconsent-center").removeAttribute("user-id"));
  await page.getByText("Nobody is signed in, so there is nothing to show.").first().waitFor();
});

test("a site's own words, in a language of its own, wherever the element stands", async (t) => {
  const words = { "consents.title": "तुमची संमती", "state.approved": "परवानगी <b>आहे</b>" };
  const { page } = await open(t, '<div lang="mr"><truconsent-consents base-url="/api" user-id="usr_asha"></truconsent-consents></div>', {
    script: `registerLocale("mr", ${JSON.stringify(words)});
      for (const [tag, messages] of [["", {}], ["no tag", {}], ["mr", null], [null, {}]]) {
        try { registerLocale(tag, messages); window.told.push(["accepted"]); } catch (error) { if (!(error instanceof TypeError)) throw error; }
      }`,
  });
  await page.getByRole("heading", { name: "तुमची संमती" }).waitFor();
  await settled(page);
  await card(page, ORDERS).getByText("परवानगी <b>आहे</b>").first().waitFor();
  assert.deepEqual(await told(page, "accepted"), []);
  await page.evaluate(() => document.querySelector("[lang=mr]").setAttribute("lang", "ur"));
  await page.getByRole("heading", { name: "آپ کی رضامندیاں" }).waitFor();
  assert.equal(await page.locator("truconsent-consents .root").first().getAttribute("dir"), "rtl");
});

test("whatever it is told, an element neither throws nor stops the others", async (t) => {
  const { page } = await open(t, '<truconsent-center id="one"></truconsent-center><truconsent-officer base-url="/api"></truconsent-officer>');
  await page.locator("truconsent-officer").getByText("Alex Singh").waitFor();
  for (const value of [null, undefined, "", 0, 1e9, {}, [], "x".repeat(100_000), "\ud800", "../..", Symbol.iterator.toString()]) {
    for (const name of ["baseUrl", "userId", "include", "responseDays", "boardUrl", "personName", "sourceLanguage", "client", "store", "renew"]) {
      await page.evaluate(async ([key, sent]) => {
        const element = document.getElementById("one");
        element[key] = sent;
        await element.updateComplete;
        element[key] = null;
        await element.updateComplete;
      }, [name, value]);
    }
  }
  await page.evaluate(() => Object.assign(document.getElementById("one"), { baseUrl: "/api", userId: "usr_asha" }));
  await card(page, ORDERS).waitFor();
  await page.evaluate(() => {
    const one = document.createElement("truconsent-notice");
    Object.assign(one, { baseUrl: "/api", userId: "usr_asha", point: "no such point" });
    document.querySelector("main").append(one);
  });
  await page.getByRole("heading", { name: "The notice could not be loaded" }).first().waitFor();
});

test("an element that is told nothing says so to the page, and one that is moved goes on", async (t) => {
  const { page, asked } = await open(t, '<truconsent-officer></truconsent-officer><section><truconsent-consents base-url="/api" user-id="usr_asha"></truconsent-consents></section><aside></aside>');
  await card(page, ORDERS).waitFor();
  await page.waitForFunction(() => window.told.some(([name, , { error }]) => name === "error" && error instanceof TypeError));
  await page.evaluate(() => document.querySelector("truconsent-officer").remove());
  const before = asked.length;
  await page.evaluate(() => document.querySelector("aside").append(document.querySelector("truconsent-consents")));
  await page.waitForTimeout(200);
  assert.equal(asked.length, before, "it is not read anew");
  await page.getByRole("button", { name: "Withdraw Website Sign-up Consent" }).click();
  await press(page, "Withdraw consent");
  await savedAt(page, WEBSITE);
});
