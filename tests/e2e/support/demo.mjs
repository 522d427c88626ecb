// What every end-to-end test needs: a server of its own, a browser, and pages that are watched.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { launch, settled } from "../../../.ci/lib/browser.mjs";
import { root } from "../../../.ci/lib/paths.mjs";
import { startServer } from "../../../.ci/lib/servers.mjs";
import { install, installHearing } from "../../../.ci/lib/deep.mjs";

export { root, settled };
const PATIENCE_MS = 20_000;

/** The day on which the demo is looked at. Most of its records have fixed dates, and consents end. */
export const TODAY = Date.UTC(2026, 10, 26, 6);

/** Starts the embedded server on the demo as it is built. */
function serve(more, port = 0) {
  assert.ok(existsSync(join(root, "dist")), "There is no dist/: run `npm run build`.");
  return startServer(["--port", String(port), "--rate-limit", "0", ...more]);
}

/** Registers the file's server, with `more` flags, and a browser; both are there while its tests run. */
export function demo(...more) {
  const it = { address: null, server: null };
  let browser;

  before(async () => {
    it.server = await serve(more);
    it.address = it.server.address;
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await it.server?.stop();
  });

  /** The server again, under the address it had. */
  it.restart = async () => {
    it.server = await serve(more, new URL(it.address).port);
  };

  /** A new visitor's browser, for pages that are not the demo's. */
  it.context = () => browser.newContext();

  /**
   * A page of a new visitor. At the test's end it must have logged nothing and broken no policy. `bare`: it stays without its
   * scripts, and the browser says of what they need that nobody used it.
   */
  it.page = async (t, { bare = false, ...options } = {}) => {
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "Asia/Kolkata", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const noise = [];
    page.on("pageerror", (error) => noise.push(`uncaught: ${error}`));
    page.on("console", (message) => {
      // The browser's own line about an answer that is no success: the page cannot prevent it.
      const isExpected = message.text().startsWith("Failed to load resource:") || (bare && / was preloaded .* but not used /.test(message.text()));
      if (!isExpected) noise.push(`${message.type()}: ${message.text()}`);
    });
    if (options.javaScriptEnabled !== false) {
      await page.addInitScript(install);
      await page.addInitScript(installHearing);
      await page.addInitScript(() => {
        window.violations = [];
        addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
          window.violations.push(`${violatedDirective} ${blockedURI}`));
      });
    }
    t.after(async () => {
      const violations = options.javaScriptEnabled === false ? [] : await page.evaluate(() => window.violations ?? []);
      await context.close();
      assert.deepEqual(noise, [], "the console stays empty");
      assert.deepEqual(violations, [], "the content security policy is kept");
    });
    return page;
  };

  /** The same, opened and loaded, on a day of the tests' own or, with `now: "real"`, on the day of the test. */
  it.open = async (t, { now = TODAY, ...options } = {}) => {
    const page = await it.page(t, options);
    if (now !== "real") await page.addInitScript(startAt, now);
    await page.goto(it.address);
    await settled(page);
    return page;
  };

  return it;
}

/** In the page: time goes on from here. */
function startAt(time) {
  const Real = Date;
  const ahead = time - Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [Real.now() + ahead]));
    }
    static now() {
      return Real.now() + ahead;
    }
  };
}

/** Waits until the page as it is now is on the screen. */
export async function painted(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Waits for something that happens outside the page. */
export async function until(check, what) {
  const end = Date.now() + PATIENCE_MS;
  while (!check()) {
    assert.ok(Date.now() < end, `waited too long for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a screen reader was told last. */
export const announced = (page) => page.evaluate(() => window.announced ?? "");

/** Adds up how far the layout moves from the page's next load on; the result gives the sum so far. */
export async function watchShifts(page) {
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) window.shift += value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => window.shift);
}

/** Signs in as one of the people, as a visitor would. */
export async function signInAs(page, name) {
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("dialog").getByRole("button", { name }).click();
  await page.waitForFunction((wanted) => document.getElementById("who").textContent.includes(wanted), name);
  await settled(page);
}

/** What a reader sees of the collection points: words, not the page's own marks. */
export function points(page, selector = ".points .point") {
  return page.locator(selector).evaluateAll((articles) => {
    const text = (element) => element?.textContent.trim() ?? null;
    const fact = (row) => [text(row.querySelector("dt")), text(row.querySelector("dd"))];
    const facts = (element) => Object.fromEntries([...(element?.children ?? [])].map(fact));
    return articles.map((article) => ({
      title: text(article.querySelector(".point-title")),
      place: text(article.querySelector(".point-place")),
      action: text(article.querySelector(".point-action")),
      all: facts(article.querySelector(".point-all")),
      whole: text(article.querySelector(".point-whole")),
      purposes: [...article.querySelectorAll(".purpose")].map((purpose) => ({
        name: text(purpose.querySelector(".purpose-name")),
        state: text(purpose.querySelector(".chip")),
        // Said at the purpose, or once for all of the card that are asked.
        meta: [
          ...purpose.querySelectorAll(".purpose-meta > span"),
          ...(purpose.closest(".uses") ? [] : article.querySelectorAll(".point-source")),
        ].map(text),
        facts: facts(purpose.querySelector(".facts")),
        remarks: [...purpose.querySelectorAll(".remark")].map(text),
      })),
    }));
  });
}

/** Answers one of the API's calls in the server's place. */
export function answer(page, call, response) {
  const paths = {
    all: /\/api\/banners$/,
    own: /\/api\/banners\/user\//,
    status: /\/api\/api\/v1\/external\/consents\/user-status\?/,
    dpo: /\/api\/dpo$/,
  };
  return page.route(paths[call], typeof response === "function" ? response : (route) => route.fulfill(response));
}

const axe = readFileSync(join(root, "node_modules", "axe-core", "axe.min.js"), "utf8");

/** What axe finds on the page as it stands, or in a part of it. */
export async function violations(page, part) {
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
  const { violations: found } = await page.evaluate((selector) => window.axe.run(selector ? { include: deepAll(selector) } : document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
  }), part);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** Sideways scrolling, and controls that are too small to hit or do not show all their words. */
export const flaws = (page) => page.evaluate(() => {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`scrolls sideways: ${scrollWidth} in ${clientWidth}`);
  const dialog = deep("dialog[open]");
  if (dialog && dialog.scrollWidth > dialog.clientWidth) found.push("the dialog scrolls sideways");
  for (const control of deepAll("a, button, input, select, textarea, summary", dialog ?? document)) {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.matches(".skip")) continue;
    const target = control.closest("label") ?? control;
    const { width, height } = target.getBoundingClientRect();
    if (Math.min(width, height) < 24) found.push(`too small: ${control.outerHTML}`);
    if (control.matches("button, summary") && control.scrollWidth > control.clientWidth + 1) found.push(`cut off: ${control.outerHTML}`);
  }
  return found;
});
