// The README's examples, each run as it stands, in a page of its own, against the embedded API.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { demo, root } from "./support.mjs";

const examples = [...readFileSync(`${root}README.md`, "utf8").matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
const it = demo();

/** What each example prints, in order. */
const printed = [
  (lines) => assert.match(lines.join("\n"), /Orders and delivery.*approved/),
  (lines) => assert.match(lines.join("\n"), /^partial_consent /),
  (lines) => assert.deepEqual(lines, ["[subject: required]"]),
];

test("every example has an expectation", () => assert.equal(examples.length, printed.length));

for (const [number, code] of examples.entries()) {
  test(`example ${number + 1} of the README runs and prints what it says`, async () => {
    const context = await it.context();
    const page = await context.newPage();
    const lines = [];
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => lines.push(message.text()));
    await page.goto(it.address); // signs the first person in
    lines.length = 0;
    const map = JSON.stringify({ imports: { "truconsent-wasm": "/pkg/truconsent_wasm.js" } });
    const html = `<!doctype html><script type="importmap">${map}</script>
      <script type="module">${code}\n document.title = "done";</script>`;
    await page.route("**/example", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.goto(`${it.address}/example`);
    await page.waitForFunction(() => document.title === "done");
    assert.deepEqual(errors, []);
    printed[number](lines);
    await context.close();
  });
}
