// How the page starts: what it asks for, when, and that nothing waits for what it does not need.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, demo, points, settled, until } from "../support/demo.mjs";

const it = demo();

const HEAD = ["/demo/language.js", "/page.css", "/demo/early.js", "/index.js", "/pkg/truconsent_wasm.js", "/pkg/truconsent_wasm_bg.wasm"];
const WORDS = "/locales/en.json";
const reads = (id) => ["/api/banners", `/api/banners/user/${id}`, `/api/api/v1/external/consents/user-status?userId=${id}`];
const OTHERS = ["/api/grievance/user/usr_asha", "/api/nominee/user/usr_asha", "/api/dpo"];

const place = (request) => request.url().slice(it.address.length);
const who = (page) => page.locator("#who").textContent();
const sorted = (list) => [...list].sort();

/** A page that notes what it asks for; what is in `held` is not answered before `release`. */
async function watched(t, held = []) {
  const page = await it.page(t);
  const asked = [];
  const waiting = [];
  page.on("request", (request) => asked.push(place(request)));
  await page.route((url) => held.includes(url.pathname + url.search), (route) => void waiting.push(route));
  const release = async () => {
    held.length = 0;
    for (const route of waiting) await route.continue();
  };
  const has = (all, what) => until(() => all.every((one) => asked.includes(one)), what);
  return { page, asked, release, has };
}

test("the consents are asked for before the program is there, once, and nothing is fetched twice", async (t) => {
  const { page, asked, release, has } = await watched(t, ["/pkg/truconsent_wasm_bg.wasm"]);
  await page.goto(it.address, { waitUntil: "commit" });
  await has([...HEAD, WORDS, ...reads("usr_asha")], "all that needs no program");
  assert.deepEqual(OTHERS.filter((one) => asked.includes(one)), [], "these the program asks for");
  await release();
  await settled(page);
  assert.deepEqual(sorted(asked), sorted(["/", ...HEAD, WORDS, ...reads("usr_asha"), ...OTHERS]));
  assert.ok((await points(page)).length > 5);
});

for (const [name, held, wanted] of [
  ["what the page names, for one another", HEAD, HEAD],
  ["the words, for anything but the language", HEAD.filter((file) => file !== "/demo/language.js"), [WORDS]],
  ["the first reads, for anything but the script that asks", ["/demo/language.js", "/page.css", "/index.js", "/pkg/truconsent_wasm_bg.wasm"], reads("usr_asha")],
  ["the program's reads, for the first ones or the words", [WORDS, ...reads("usr_asha")], OTHERS],
]) {
  test(`no waiting: ${name}`, async (t) => {
    const { page, release, has } = await watched(t, [...held]);
    await page.goto(it.address, { waitUntil: "commit" });
    await has(wanted, wanted.join(", "));
    await release();
    await settled(page);
  });
}

test("where the script that asks is late, everything is asked once all the same", async (t) => {
  const { page, asked, release, has } = await watched(t, ["/demo/early.js"]);
  await page.goto(it.address, { waitUntil: "commit" });
  await has([...HEAD, WORDS], "all but the reads");
  await page.waitForTimeout(500);
  await release();
  await settled(page);
  assert.deepEqual(sorted(asked), sorted(["/", ...HEAD, WORDS, ...reads("usr_asha"), ...OTHERS]));
});

test("without that script the page works, too", async (t) => {
  const page = await it.page(t);
  await page.route("**/demo/early.js", (route) => route.fulfill({ status: 503, body: "" }));
  await page.goto(it.address);
  await settled(page);
  assert.ok((await points(page)).length > 5);
});

test("an early read that fails is repeated by the program", async (t) => {
  const { page, asked } = await watched(t);
  await answer(page, "own", (route) => {
    const first = asked.filter((one) => one === reads("usr_asha")[1]).length === 1;
    return first ? route.fulfill({ status: 503, json: { error: "Later" } }) : route.continue();
  });
  await page.goto(it.address);
  await settled(page);
  assert.deepEqual(reads("usr_asha").map((one) => asked.filter((other) => other === one).length), [1, 2, 1]);
  assert.ok((await points(page)).length > 5);
});

test("the early reads are those of the person signed in", async (t) => {
  const { page, asked } = await watched(t);
  await page.goto(it.address);
  await settled(page);
  await page.request.post(`${it.address}/session`, { data: { user_id: "usr_lukas" }, headers: { Origin: it.address } });
  asked.length = 0;
  await page.reload();
  await settled(page);
  assert.deepEqual(asked.filter((one) => one.includes("usr_asha")), []);
  for (const read of reads("usr_lukas")) assert.equal(asked.filter((one) => one === read).length, 1, read);
  assert.equal(await who(page), "Lukas Brandt");
  const shown = await points(page);
  await page.request.delete(`${it.address}/session`, { headers: { Origin: it.address } });
  asked.length = 0;
  await page.reload();
  await page.getByRole("button", { name: "Asha Verma" }).waitFor();
  assert.deepEqual(asked.filter((one) => /banners|user-status/.test(one)), [], "nobody: nothing is asked");
  assert.ok(shown.length > 5);
});

test("who is signed in before the program is there sees none of the former person's early answers", async (t) => {
  const { page, asked, release, has } = await watched(t, ["/pkg/truconsent_wasm_bg.wasm"]);
  await page.goto(it.address, { waitUntil: "commit" });
  await has(reads("usr_asha"), "the early reads");
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lukas Brandt" }).click();
  await page.waitForFunction(() => document.getElementById("who").textContent === "Lukas Brandt");
  await release();
  await settled(page);
  const shown = await points(page);
  assert.ok(reads("usr_lukas").every((one) => asked.includes(one)));
  const again = await it.page(t);
  await again.request.post(`${it.address}/session`, { data: { user_id: "usr_lukas" }, headers: { Origin: it.address } });
  await again.goto(it.address);
  await settled(again);
  assert.deepEqual(shown, await points(again));
});
