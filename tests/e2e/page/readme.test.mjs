// The README's examples, each run as it stands against the embedded API: those for a page in a page of their own, those
// for a server in Node. The React hook and the new application are built by tests/consumers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { demo, root } from "../support/demo.mjs";

const SECRET = "a secret of thirty-two characters";
// Read by the second server, and by the example for it.
Object.assign(process.env, {
  TRUCONSENT_CONSENT_KEY: "key",
  TRUCONSENT_ADMIN_KEY: "key",
  TRUCONSENT_ORG_ID: "acme",
  TRUCONSENT_SESSION_SECRET: SECRET,
});

const readme = readFileSync(`${root}README.md`, "utf8");
const fences = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, language]) => language !== "sh");
const examples = fences.map(([, language, code]) => ({ language, code }));
const it = demo();
const proxy = demo("--upstream", "http://127.0.0.1:9");

/** What each example does, in order. */
const expected = [
  inPage(({ text }) => assert.match(text, /Orders and delivery \(Deliver your orders: approved, /)),
  inNode(({ default: config }) => assert.equal(config.server.proxy["/api"].target, "http://127.0.0.1:8787")),
  inPage(({ lines }) => assert.match(lines.join("\n"), /^partial_consent /)),
  inPage(({ lines }) => {
    assert.ok(lines.length > 0);
    for (const line of lines) assert.match(line, /^GRV-\w+ \d+\/\d+\/\d{4}$/);
  }),
  null, // jsx
  inPage(({ lines }) => assert.deepEqual(lines, ["[subject: required]"])),
  inNode(async ({ statement }) => {
    const post = (data) =>
      fetch(`${proxy.address}/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: proxy.address },
        body: JSON.stringify(data),
      });
    const signed = statement("usr_asha");
    const answer = await post(signed);
    assert.deepEqual([answer.status, (await answer.json()).user_id], [200, "usr_asha"]);
    assert.equal((await post({ ...signed, user_id: "usr_lukas" })).ok, false);
  }),
  inPage(({ lines, asked }) => {
    assert.match(lines.join("\n"), /^\d+ banners$/);
    assert.deepEqual(asked.map((url) => url.split("/").at(-1)), ["usr_asha", "user-status?userId=usr_asha"], "once each");
  }),
];

test("every example has an expectation", () => {
  assert.deepEqual(examples.map(({ language }) => language), expected.map((run) => (run ? "js" : "jsx")));
});

for (const [number, run] of expected.entries()) {
  if (run) test(`example ${number + 1} of the README does what it says`, () => run(examples[number].code));
}

function inNode(check) {
  return async (code) => check(await import(`data:text/javascript,${encodeURIComponent(code)}`));
}

function inPage(check) {
  return async (code) => {
    const context = await it.context();
    const page = await context.newPage();
    const lines = [];
    const asked = [];
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => lines.push(message.text()));
    // Signs the first person in. Not a page: the demo's own requests, late on a busy machine, would be counted as well.
    assert.equal((await context.request.get(it.address)).status(), 200);
    page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
    const map = JSON.stringify({ imports: { "truconsent-wasm": "/pkg/truconsent_wasm.js" } });
    const html = `<!doctype html><body></body><script type="importmap">${map}</script>
      <script type="module">${code}\n document.title = "done";</script>`;
    await page.route("**/example", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.goto(`${it.address}/example`);
    await page.waitForFunction(() => document.title === "done");
    assert.deepEqual(errors, []);
    check({ lines, asked, text: await page.locator("body").innerText() });
    await context.close();
  };
}
