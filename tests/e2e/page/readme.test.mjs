// The README's examples, each run as it stands against the embedded API: those for a page in a page of their own, those
// for Node there. What a bundler needs (React, Vue, Svelte, the new application) is built by tests/consumers, as are the
// servers that keep the keys.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { target } from "../../../.ci/lib/paths.mjs";
import { scratchDir } from "../../../.ci/lib/script.mjs";
import { startProgram } from "../../../.ci/lib/servers.mjs";
import { demo, root, until } from "../support/demo.mjs";
import { imports } from "../support/entries.mjs";

const SECRET = "a secret of thirty-two characters";
process.env.TRUCONSENT_JWT_SECRET = SECRET; // read by the example, and by the proxy

const readme = readFileSync(`${root}README.md`, "utf8");
const fences = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, language]) => language !== "sh");
const examples = fences.map(([, language, code]) => ({ language, code }));
const it = demo();

/** The receipt that one example made, and another verifies. */
let kept;

/** What each example does, in order. */
const expected = [
  asPage(async ({ page }) => {
    await page.locator(".point").first().waitFor();
    await page.getByRole("heading", { name: "People who may act for you" }).waitFor();
  }),
  asPage(async ({ page, submitted }) => {
    await page.getByRole("textbox").fill("asha@example.com");
    await page.getByRole("button", { name: "Sign up" }).click();
    await page.locator(".sheet-foot button").first().click();
    await until(() => submitted.length > 0, "the form");
    await page.waitForTimeout(300);
    assert.deepEqual(submitted, ["email=asha%40example.com"], "once");
  }, { isFresh: true }),
  inPage(async ({ page, lines }) => {
    await page.getByRole("button", { name: "Withdraw Website Sign-up Consent" }).click();
    await page.locator(".sheet-foot button").first().click();
    await until(() => lines.length === 2, "both events");
    assert.deepEqual(lines, ["a consent is about to be withdrawn", "on record: revoked"]);
  }, { body: () => `${examples[0].code.replace("<truconsent-center", "<truconsent-center id=center")}`, isFresh: true }),
  null, // a style sheet
  inPage(({ text }) => assert.match(text, /Orders and delivery \(Deliver your orders: approved, /)),
  inNode(({ default: config }) => assert.equal(config.server.proxy["/api"].target, "http://127.0.0.1:8787")),
  inPage(({ lines }) => {
    assert.ok(lines.length > 0);
    for (const line of lines) assert.match(line, /^GRV-\w+ \d+\/\d+\/\d{4}$/);
  }),
  inPage(({ lines }) => assert.match(lines.join("\n"), /^partial_consent /)),
  inPage(({ lines }) => {
    for (const line of [/^Delivery time slots: version /, /^Recipe letters: campaign /, / → /]) assert.ok(lines.some((said) => line.test(said)), `${lines}`);
  }),
  inPage(({ lines }) => {
    assert.match(lines[0], /^English, .*தமிழ்/);
    assert.match(lines[1], /^ltr \p{Script=Tamil}.* \d+ texts without translation$/u);
  }),
  inPage(async ({ page, lines }) => {
    await until(() => lines.at(-1) === "ready true", "the first read");
    await page.locator("#withdraw").click();
    await until(() => lines.at(-1) === "ready false", "the withdrawal");
  }, { body: '<button id="withdraw">Withdraw</button>', isFresh: true }),
  null, // React
  null, // Vue
  null, // Svelte
  inPage(({ lines }) => {
    assert.match(lines[0], /^GRV-\w+ withdrawn$/);
    assert.match(lines[1], /^\d nominees \w+/);
  }),
  inPage(({ lines, receipt }) => {
    assert.match(lines.join("\n"), /^true \{valid: true, problems: Array\(0\)\}$/);
    kept = receipt;
  }),
  verifying,
  null, // the page of the next one
  inPage(async ({ page, loaded }) => {
    await until(() => loaded.length > 0, "the script");
    assert.deepEqual(loaded, ["/analytics.js"]);
    assert.equal(await page.locator("iframe").getAttribute("src"), null);
    assert.equal(await page.evaluate(() => window.dataLayer.at(-1)[2].analytics_storage), "granted");
  }, { body: () => examples.find(({ code }) => code.includes("text/plain")).code }),
  null, // the four of the proxy
  null,
  null,
  null,
  inPage(({ lines }) => assert.deepEqual(lines, ["approved", "GRV-00000001 2", "0"])),
  inPage(({ lines }) => assert.deepEqual(lines, ["[subject: required]"])),
  inNode(async ({ tokenFor }) => {
    const [address, stop] = await startProxy();
    const origin = "https://shop.example.com";
    const post = (token) =>
      fetch(`${address}/session`, {
        method: "POST", headers: { "content-type": "application/json", origin }, body: JSON.stringify({ token }),
      });
    const token = tokenFor("usr_asha");
    const answer = await post(token);
    assert.deepEqual([answer.status, (await answer.json()).user_id], [200, "usr_asha"]);
    const cookie = answer.headers.get("set-cookie").split(";")[0];
    const banners = await fetch(`${address}/api/banners/user/usr_asha`, { headers: { cookie } });
    assert.deepEqual([banners.status, (await banners.json()).length > 0], [200, true]);
    assert.equal((await post(`${token}x`)).status, 403);
    await stop();
  }),
  inPage(({ lines, asked }) => {
    assert.match(lines.join("\n"), /^\d+ banners$/);
    assert.deepEqual(asked.map((url) => url.split("/").at(-1)), ["usr_asha", "user-status?userId=usr_asha"], "once each");
  }),
];

/** The proxy, started by the README's own line, but before the embedded API. */
async function startProxy() {
  const [, line] = readme.match(/^target\/release\/truconsent-proxy (.*?)^```$/ms);
  const flags = line.replaceAll("\\\n", "").trim().split(/\s+/);
  const set = (flag, value) => (flags[flags.indexOf(flag) + 1] = value);
  set("--upstream", `${it.address}/api`);
  set("--listen", "127.0.0.1:0");
  const env = {
    TRUCONSENT_CONSENT_KEY: "YOUR_API_KEY",
    TRUCONSENT_ADMIN_KEY: "tck_live_xxxxxxxxxxxx",
    TRUCONSENT_COOKIE_SECRETS: "another secret of thirty-two characters",
  };
  const { address, stop } = await startProgram(join(target, "debug", "truconsent-proxy"), flags, { env });
  return [address, stop];
}

test("every example has an expectation", () => {
  assert.equal(examples.length, expected.length);
  assert.deepEqual(examples.filter((_, at) => !expected[at]).map(({ language }) => language), ["css", "jsx", "js", "js", "html", "js", "js", "js", "js"]);
});

for (const [number, run] of expected.entries()) {
  if (run) test(`example ${number + 1} of the README does what it says`, () => run(examples[number].code));
}

test("the guide for assistants has an example that does what it says", async () => {
  const [[, code]] = readFileSync(join(root, "src/package/AGENTS.md"), "utf8").matchAll(/^```js\n(.*?)^```$/gms);
  await inPage(({ lines }) => {
    assert.ok(lines.some((line) => line.includes(": declined")), `${lines}`);
    for (const line of lines) assert.match(line, /^\[.*\]$|^\w+ (true|false)$/);
  }, { isFresh: true })(code);
});

function inNode(check) {
  return async (code) => check(await import(`data:text/javascript,${encodeURIComponent(code)}`));
}

/** Runs it as a script that has only the file: as it was saved, and with one letter changed. */
function verifying(code) {
  const dir = scratchDir();
  const file = (name, text) => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const said = (text) => spawnSync("node", [file("verify.mjs", code), file("receipt.json", text)], { encoding: "utf8" }).stdout.trim();
  const text = JSON.stringify(kept, null, 2);
  assert.equal(said(text), "as it was made");
  assert.equal(said(text.replace("Sign-up form", "Sign-up Form")), "changed");
}

/** The same for an example that is a page's own HTML. */
function asPage(check, options) {
  return (code) => inPage(check, { ...options, body: code })('import "truconsent-wasm/elements";');
}

/** `isFresh` is for what must not find the decisions of the examples before it. */
function inPage(check, { body = "", isFresh = false } = {}) {
  return async (code) => {
    if (isFresh) {
      await it.server.stop();
      await it.restart();
    }
    const context = await it.context();
    const page = await context.newPage();
    const [lines, asked, loaded, errors, submitted] = [[], [], [], [], []];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => lines.push(message.text()));
    // Not by a page: the demo's own requests, late on a busy machine, would be counted as well.
    const [person = "usr_asha"] = code.match(/usr_\w+/) ?? [];
    const session = { headers: { origin: it.address }, data: { user_id: person } };
    assert.equal((await context.request.post(`${it.address}/session`, session)).status(), 200);
    page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
    const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify({ imports })}</script>
      <body>${typeof body === "string" ? body : body()}</body>
      <script type="module">${code}\n window.kept = typeof receipt === "undefined" ? null : receipt; document.title = "done";</script>`;
    await page.route("**/example", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.route("**/signup", (route) => {
      submitted.push(route.request().postData());
      return route.fulfill({ contentType: "text/html", body: "<title>done</title>" });
    });
    await page.route("**/*.js", (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.startsWith("/pkg/")) return route.fallback();
      loaded.push(pathname);
      return route.fulfill({ contentType: "text/javascript", body: "" });
    });
    await page.goto(`${it.address}/example`);
    await page.waitForFunction(() => document.title === "done");
    assert.deepEqual(errors, []);
    const receipt = await page.evaluate(() => window.kept);
    await check({ page, lines, asked, loaded, receipt, submitted, text: await page.locator("body").innerText() });
    await context.close();
  };
}
