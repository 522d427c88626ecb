// What goes wrong, and what the page says and does about it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, demo, points, settled, signInAs } from "../support/demo.mjs";

const it = demo();
const consents = (page) => page.getByRole("region", { name: "Your consents", exact: true });
const officer = (page) => page.getByRole("region", { name: "Who is responsible" });

async function openWith(t, answers) {
  const page = await it.page(t);
  for (const [call, response] of Object.entries(answers)) await answer(page, call, response);
  await page.goto(it.address);
  await settled(page);
  return page;
}

test("with the server stopped the page says so, and recovers with one click when it is back", async (t) => {
  const page = await it.open(t);
  await signInAs(page, "Tomás Herrera");
  const before = await points(page);
  await it.server.stop();

  await page.getByRole("button", { name: "Refresh" }).click();
  await consents(page).getByRole("heading", { name: "Your consents could not be loaded" }).waitFor();
  await officer(page).getByRole("heading", { name: "The data protection officer could not be loaded" }).waitFor();
  const words = "The server did not answer. Nothing was changed. "
    + "Check that you are online, then try again.";
  assert.ok((await consents(page).textContent()).includes(words));
  assert.equal(await page.locator(".point, .tally").count(), 0, "no consent is claimed, and none denied");

  // Still stopped: one more try says the same.
  await consents(page).getByRole("button", { name: "Try again" }).click();
  await settled(page);
  assert.ok((await consents(page).textContent()).includes(words));

  // Without a file it has forgotten its sessions: the page goes on as the same person.
  await it.restart();
  await consents(page).getByRole("button", { name: "Try again" }).click();
  await page.locator(".point").first().waitFor();
  await officer(page).getByText("Alex Singh").waitFor();
  await settled(page);
  assert.deepEqual(await points(page), before);
  assert.equal(await page.locator("#who").textContent(), "Tomás Herrera");
});

test("a session that ended elsewhere is not taken up again without a click", async (t) => {
  const page = await it.open(t);
  await page.context().clearCookies();
  const sessions = [];
  page.on("request", (request) => request.method() === "POST" && sessions.push(request.url()));
  await answer(page, "own", { status: 401, json: { error: "API key required (X-API-Key header)" } });
  await page.goto(it.address);
  await settled(page);
  const words = "Your session has ended. Nothing was changed. Try again to go on as the same person.";
  assert.ok((await consents(page).textContent()).includes(words));
  assert.deepEqual(sessions, []);
});

test("degraded: the banners' states, a notice of what is missing, and the whole after a click", async (t) => {
  const page = await openWith(t, { status: { status: 403, json: { error: "API key lacks the admin scope" } } });
  const notice = consents(page).locator(".notice");
  assert.match(await notice.textContent(), /Your consent records could not be read/);
  assert.match(await notice.textContent(), /Nothing was changed\. Reload the page to see who is signed in, then try again\./);
  assert.match(await notice.textContent(), /The server says: “API key lacks the admin scope”/);
  const shown = await points(page);
  assert.deepEqual(shown[0].purposes.map(({ state, meta }) => [state, meta[1]]), [
    ["Allowed", "From the consent notice"],
    ["Allowed", "From the consent notice"],
    ["Declined", "From the consent notice"],
    ["Not decided", "From the consent notice"],
  ]);
  assert.equal(shown[0].action, "A decision is on record; the date is not known.");
  assert.deepEqual(shown[2].purposes.map(({ state, meta }) => [state, meta[1]]), [["Not decided", "No record"]]);
  assert.equal(await page.getByText("You have not decided anything yet").count(), 0);

  await page.unroute(/\/api\/api\/v1\/external\/consents\/user-status\?/);
  await notice.getByRole("button", { name: "Try again" }).click();
  await page.getByText("on 2 April 2026").waitFor();
  await settled(page);
  assert.equal(await consents(page).locator(".notice").count(), 0);
});

test("degraded without a banner of one's own does not say that nothing was ever decided", async (t) => {
  const page = await openWith(t, {
    own: { json: [] },
    status: { status: 403, json: { error: "API key lacks the admin scope" } },
  });
  assert.equal(await page.getByText("You have not decided anything yet").count(), 0);
  assert.equal(await page.getByText("Nothing yet").count(), 0);
  const shown = await points(page);
  // One asks nothing, and a purpose of the one before it is told and not asked.
  const told = shown.flatMap(({ purposes }) => purposes.map(({ state }) => state)).filter((state) => state !== "Not decided");
  assert.deepEqual(told, ["Not asked", "Not asked", "Not asked"]);
  assert.equal(shown.splice(8, 1)[0].action, "There is nothing to decide here");
  assert.ok(shown.every(({ action }) => action === "What you decided here could not be read."));
});

test("no officer: a finished sentence, not an error, and the consents beside it", async (t) => {
  const page = await openWith(t, { dpo: { status: 404, json: { error: "No DPO configured" } } });
  assert.match(await officer(page).textContent(), /No data protection officer is named\./);
  assert.equal(await officer(page).getByRole("button").count(), 0);
  assert.equal(await page.locator(".point").count(), 13);
});

test("a 404 that is not the API's is a failure, not an absent officer", async (t) => {
  const page = await openWith(t, { dpo: { status: 404, contentType: "text/html", body: "<h1>Not found</h1>" } });
  assert.match(await officer(page).textContent(), /could not be loaded/);
});

test("the officer shows even if the consents fail, and the consents if the officer fails", async (t) => {
  const refused = { status: 403, json: { error: "Not for you" } };
  const first = await openWith(t, { all: refused });
  assert.match(await consents(first).textContent(), /The server does not show these records in this session\./);
  assert.match(await consents(first).textContent(), /The server says: “Not for you”/);
  assert.match(await officer(first).textContent(), /Alex Singh/);
  assert.equal(await first.locator(".point, .empty").count(), 0);

  const second = await openWith(t, { dpo: refused });
  assert.match(await officer(second).textContent(), /could not be loaded/);
  assert.equal(await second.locator(".point").count(), 13);
});

test("one is shown while the other is still awaited", async (t) => {
  const page = await it.page(t);
  await answer(page, "own", () => {});
  await page.goto(it.address);
  await officer(page).getByText("Alex Singh").waitFor();
  assert.equal(await page.locator("#consents .section").getAttribute("aria-busy"), "true");
  assert.equal(await page.locator("#consents .skeleton").isVisible(), true);
});

const html = { contentType: "text/html", body: "<p>Hello</p>" };
const tooMany = { status: 429, headers: { "Retry-After": "90" }, json: { error: "Rate limit exceeded" } };
for (const [name, response, words] of [
  ["an answer that is no JSON", html, "The server’s answer could not be understood."],
  ["a wrong address", { ...html, status: 404 }, "The server’s answer could not be understood."],
  ["too many requests", tooMany, "Wait 90 seconds, then try again."],
  ["a bad request", { status: 400, json: { error: "No tenant" } }, "The server could not make sense of the request."],
]) {
  test(`${name} is an error that says so, never an empty page`, async (t) => {
    const page = await openWith(t, { own: response });
    const text = await consents(page).textContent();
    assert.ok(text.includes(words), text);
    assert.ok(text.includes("Nothing was changed."), text);
    assert.equal(await page.locator(".point, .empty, .tally").count(), 0);
    assert.equal(await consents(page).getByRole("button", { name: "Try again" }).isVisible(), true);
  });
}

test("without the module the elements say so, and go on with one click", async (t) => {
  const page = await it.page(t);
  await page.route("**/pkg/truconsent_wasm_bg.wasm", (route) => route.fulfill({ status: 503, body: "" }));
  await page.goto(it.address);
  await settled(page);
  assert.match(await consents(page).textContent(), /A part of this page could not be loaded\. Nothing was changed\./);
  await page.unroute("**/pkg/truconsent_wasm_bg.wasm");
  await consents(page).getByRole("button", { name: "Try again" }).click();
  await page.locator(".point").first().waitFor();
  await officer(page).getByText("Alex Singh").waitFor();
  await settled(page);
});

for (const part of ["pkg/truconsent_wasm.js", "index.js"]) {
  test(`without ${part} the page says what to do`, async (t) => {
    const page = await it.page(t, { bare: true });
    await page.route(`**/${part}`, (route) => route.fulfill({ status: 503, body: "" }));
    await page.goto(it.address);
    await page.getByText("If nothing happens, reload the page.").waitFor();
  });
}

test("without its own words the page still has the rights centre", async (t) => {
  const page = await it.page(t);
  await page.route("**/locales/en.json", (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto(it.address);
  await settled(page);
  assert.ok(await page.locator(".point").count() > 5);
});

test("a person without any collection point sees that there is nothing yet", async (t) => {
  const page = await openWith(t, {
    all: { json: [] }, own: { json: [] }, status: { status: 404, json: { error: "No consent records" } },
  });
  assert.match(await consents(page).textContent(), /Nothing yet/);
  assert.equal(await consents(page).getByRole("button", { name: "Try again" }).count(), 0);
});
