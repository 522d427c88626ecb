// What the tests of requests and nominees share.

import assert from "node:assert/strict";
import { signInAs } from "./demo.mjs";

/** One of the two sections with what is in it. */
export function section(page, id) {
  const root = page.locator(`#${id} .section`);
  return {
    root,
    add: page.locator(`#${id} [data-act=add]`),
    form: root.getByRole("form"),
    news: root.locator(".section-news"),
    message: root.locator(".form-message"),
    field: (label) => root.getByLabel(label, { exact: false }),
    button: (name) => root.getByRole("button", { name }),
    card: (text) => root.locator(".record").filter({ hasText: text }),
    typed: () => root.locator("form").evaluate((form) => Object.fromEntries(new FormData(form))),
  };
}

/** What a reader sees of the list: words, not the page's own marks. */
export function records(page, id) {
  return page.locator(`#${id} .record`).evaluateAll((cards) => {
    const text = (element) => element?.textContent.trim() ?? null;
    return cards.map((card) => ({
      title: text(card.querySelector("h3")),
      status: text(card.querySelector(".chip")),
      place: text(card.querySelector(".record-place")),
      text: card.querySelector(".record-text")?.textContent ?? null,
      facts: Object.fromEntries([...card.querySelectorAll(":is(.timeline, .facts) > div")].map((row) =>
        [text(row.querySelector("dt")), text(row.querySelector("dd"))])),
      actions: [...card.querySelectorAll("button")].map((button) => text(button.firstElementChild)),
    }));
  });
}

/** A page for one of the people. */
export async function openAs(it, t, name, options) {
  const page = await it.open(t, options);
  if (name !== "Asha Verma") await signInAs(page, name);
  return page;
}

/** How many records the database holds for a person. */
export async function rows(it, userId) {
  return (await fetch(`${it.address}/faults/rows?user_id=${userId}`)).json();
}

/** The server does this to the next requests of a method to a path. */
export async function fault(page, method, path, kind, times = Infinity) {
  let left = times;
  await page.route(path, async (route) => {
    const request = route.request();
    if (request.method() !== method || left === 0) return route.fallback();
    left -= 1;
    return route.continue({ headers: { ...request.headers(), "x-fault": kind } });
  });
}

/** Holds the requests of a method to a path until they are released. */
export async function hold(page, method, path) {
  const held = [];
  await page.route(path, (route) => (route.request().method() === method ? void held.push(route) : route.fallback()));
  return { held, release: () => Promise.all(held.splice(0).map((route) => route.continue().catch(() => {}))) };
}

/** Every body that the page sends with a method. */
export function bodies(page, method) {
  const sent = [];
  page.on("request", (request) => request.method() === method && sent.push(request.postDataJSON()));
  return sent;
}

/** What has the focus, by its words or its name. */
export function focused(page) {
  return page.evaluate(() => {
    const element = deepActive();
    return element.name || element.id || element.textContent.trim();
  });
}

/** The problem that stands beside a field, and is tied to it. */
export async function problemOf(field) {
  return field.evaluate((control) => {
    const texts = control.getAttribute("aria-describedby").split(" ").map((id) => control.getRootNode().getElementById(id));
    const problem = texts.find((element) => element?.classList.contains("field-problem"));
    return control.getAttribute("aria-invalid") === "true" ? problem.textContent : null;
  });
}

/** Presses Tab, or Shift+Tab, until `wanted` has the focus. */
export async function tabTo(page, wanted, key = "Tab") {
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press(key);
    if (await wanted.evaluate((element) => element === deepActive())) return;
  }
  assert.fail(`the keyboard does not reach ${wanted}`);
}
