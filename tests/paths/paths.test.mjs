// The demo's main paths, in whichever engine is asked for, by its keyboard: deciding, changing, withdrawing, filing, naming
// somebody, languages, a server that is away. What an engine draws in a way of its own is measured here, too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, engine } from "./support.mjs";

const it = demo();
const ORDERS = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01";
const WEBSITE = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
const SIGNUP = "a0b1c2d3-1111-2222-3333-444455556666";
const point = (id, rest = "") => `.points .point[data-point="${id}"] ${rest}`;
const states = (id) => it.ask(`[...deepAll('${point(id, ".purpose .chip")}')].map((chip) => chip.textContent.trim())`);
const saved = async (id) => {
  await it.until(`deep('${point(id, '[data-outcome="approved"]')}')`, "the decision to be saved");
  await it.settled();
};

test(`${engine}: what a person has decided is shown, in their words and their zone`, async (t) => {
  await it.open(t);
  assert.equal(await it.text("#who"), "Asha Verma");
  assert.match(await it.text(point(ORDERS, ".point-title")), /Orders and delivery/);
  assert.ok((await states(ORDERS)).includes("Allowed"), `${await states(ORDERS)}`);
  assert.equal(await it.ask('deep("#announcer") !== null'), true);
});

test(`${engine}: deciding for the first time`, async (t) => {
  await it.open(t);
  await it.enter(point(SIGNUP, '[data-act="decide"]'));
  await it.until('deep("dialog[open] .sheet-foot button")', "the notice");
  assert.equal(await it.ask('deep("dialog[open]").contains(deepActive())'), true);
  assert.equal(await it.ask('deepAll("dialog[open] :checked").length'), 0, "nothing is preselected");
  const sets = await it.ask('deep("dialog[open] .set-all") !== null');
  await it.enter("dialog[open] button", "Accept all");
  if (sets) await it.enter("dialog[open] .sheet-foot button", "Save my choices");
  await saved(SIGNUP);
  assert.ok((await states(SIGNUP)).every((state) => state === "Allowed"), `${await states(SIGNUP)}`);
});

test(`${engine}: changing a decision`, async (t) => {
  await it.open(t);
  const before = await states(ORDERS);
  await it.enter(point(ORDERS, '[data-act="decide"]'));
  await it.until('deep("dialog[open] .choice")', "the choices");
  // One that was declined: the other radio, by an arrow.
  const declined = await it.ask(`(() => {
    const all = [...deepAll("dialog[open] .choice")];
    const at = all.findIndex((one) => one.querySelector(":checked")?.value === "declined");
    all[at].querySelector(":checked").focus();
    return at;
  })()`);
  await it.press("ArrowUp");
  assert.equal(await it.ask(`deepAll("dialog[open] .choice")[${declined}].querySelector(":checked").value`), "approved");
  await it.enter("dialog[open] .sheet-foot button", "Save my choices");
  await saved(ORDERS);
  const after = await states(ORDERS);
  assert.notDeepEqual(after, before);
});

test(`${engine}: withdrawing`, async (t) => {
  await it.open(t);
  await it.enter(point(WEBSITE, '[data-act="withdraw"]'));
  await it.enter("dialog[open] button", "Withdraw consent");
  await saved(WEBSITE);
  assert.ok(!(await states(WEBSITE)).includes("Allowed"), `${await states(WEBSITE)}`);
  assert.match(await it.text(point(WEBSITE, ".point-action")), /You withdrew your consent/);
});

test(`${engine}: filing a request`, async (t) => {
  await it.open(t);
  await it.enter("#grievances [data-act=add]");
  await it.until('deepActive().name === "category"', "the form");
  await it.ask(`(() => {
    const field = deep('#grievances #form [name="category"]');
    field.value = "erasure";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  })()`);
  await it.fill("subject", "A copy, please", "#grievances #form");
  await it.fill("description", "Of everything.", "#grievances #form");
  await it.enter("#grievances #form button", "Send the request");
  await it.until(`deep("#grievances .record h3")?.textContent.includes("A copy, please")`, "the request in the list");
  assert.match(await it.text("#grievances .record .record-place"), /GRV-[0-9A-F]{8}/);
});

test(`${engine}: naming somebody who acts for one`, async (t) => {
  await it.open(t);
  await it.enter("#nominees [data-act=add]");
  await it.until('deepActive().name === "nominee_name"', "the form");
  for (const [name, text] of [["nominee_name", "Jane Doe"], ["relationship", "spouse"], ["nominee_email", "jane.doe@example.com"], ["nominee_mobile", "+91 98765-43210"]]) {
    await it.fill(name, text, "#nominees #form");
  }
  await it.enter("#nominees #form button", "Add the person");
  await it.until(`[...deepAll("#nominees .record h3")].some((head) => head.textContent.includes("Jane Doe"))`, "the person in the list");
});

test(`${engine}: languages change in place, and go with the address`, async (t) => {
  await it.open(t);
  const spoken = () => it.ask('[document.documentElement.lang, document.documentElement.dir || "ltr"].join(" ")');
  await it.ask('location.hash = "grievances"');
  await it.enter('#languages a[lang="ur"]');
  await it.until('document.documentElement.lang === "ur"', "Urdu");
  assert.equal(await spoken(), "ur rtl");
  assert.match(await it.ask("location.search + location.hash"), /^\?lang=ur#grievances$/);
  // Back is where English was.
  await it.ask("history.back()");
  await it.until('document.documentElement.lang === "en"', "English");
  assert.deepEqual([await spoken(), await it.ask("location.search")], ["en ltr", "?lang=en"]);
  await it.ask("history.forward()");
  await it.until('document.documentElement.lang === "ur"', "Urdu again");
});

test(`${engine}: with the server away the page says so, and recovers with one key`, async (t) => {
  await it.open(t);
  await it.stop();
  await it.enter("#refresh");
  await it.until('deep("#consents .section").textContent.includes("could not be loaded")', "the failure");
  assert.equal(await it.ask('deepAll(".points .point").length'), 0, "no consent is claimed");
  await it.start();
  await it.enter("#consents button", "Try again");
  await it.until('deep(".points .point")', "the consents");
});

test(`${engine}: the keyboard reaches what there is, in the page's order`, async (t) => {
  await it.open(t);
  await it.ask('deep(".skip").focus()');
  const found = [];
  for (let i = 0; i < 25; i += 1) {
    await it.press("Tab");
    found.push(await it.ask(`(() => {
      const all = [...deepAll("a, button, input, select, textarea, summary")].filter((one) => one.checkVisibility() && !one.disabled);
      const one = deepActive();
      return [all.indexOf(one), getComputedStyle(one).outlineStyle].join(" ");
    })()`));
  }
  assert.deepEqual(found, Array.from({ length: 25 }, (_, i) => `${i + 1} solid`));
});

test(`${engine}: dialogs take the focus to their title, and give it back`, async (t) => {
  await it.open(t);
  await it.enter("#change");
  await it.until('deep("#people[open]")', "the list of people");
  assert.equal(await it.ask("deepActive().id"), "people-title");
  await it.press("Escape");
  await it.until('!deep("dialog[open]")', "the dialog to close");
  assert.equal(await it.ask("deepActive().id"), "change");
});

test(`${engine}: a purpose's title stands inside of its card`, async (t) => {
  await it.open(t);
  await it.enter(point(ORDERS, '[data-act="decide"]'));
  await it.until('deep("dialog[open] .choice")', "the choices");
  const places = await it.ask(`[...deepAll("dialog[open] .choice")].map((choice) => {
    const [outer, title, next] = [choice, choice.firstElementChild, choice.children[1]].map((one) => one.getBoundingClientRect());
    return [title.top - outer.top, next.top - title.bottom, outer.bottom - choice.lastElementChild.getBoundingClientRect().bottom].map(Math.round);
  })`);
  assert.ok(places.length > 1);
  for (const [above, between, below] of places) {
    assert.ok(above >= 8 && between >= 0 && below >= 8, `${above} above the title, ${between} below it, ${below} at the end`);
  }
});

test(`${engine}: the module is downloaded once, but in WebKit, which takes no preload for a fetch`, async (t) => {
  await it.open(t);
  const loads = await it.ask('performance.getEntriesByType("resource").filter(({ name }) => /_bg.*\\.wasm$/.test(name)).length');
  assert.equal(loads, engine === "webkit" ? 2 : 1);
});
