// The browsers that tests run in, each opened by the protocol it speaks best. All give pages of the same few calls.

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";
import { Builder, Capabilities, Key } from "selenium-webdriver";
import { root } from "./paths.mjs";
import { Failure } from "./say.mjs";
import { adopt, signalGroup } from "./script.mjs";
import { freePort } from "./servers.mjs";

/**
 * Each opens its browser and resolves to `{ newPage, close }`; a page has `goto(address)`, `evaluate(script)`,
 * `press(key)`, `type(text)`, `resize({ width, height })`, `picture()` and `close()`, and `said` with what it wrote to its
 * console, where that can be heard. `dark`: as for a reader who wants dark pages.
 */
export const ENGINES = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };

async function openChromium({ chrome }, { args = [], dark = false } = {}) {
  const window = await chromium.launch({ executablePath: chrome, args });
  const options = { colorScheme: dark ? "dark" : "light" };
  return {
    newPage: () => heard(window.newPage(options), { waitUntil: "commit" }, (page, size) => page.setViewportSize(size)),
    close: () => window.close(),
  };
}

async function openFirefox({ firefox }, { dark = false } = {}) {
  const window = await puppeteer.launch({
    browser: "firefox",
    executablePath: firefox,
    headless: true,
    extraPrefsFirefox: {
      // By itself it repeats a request whose connection breaks, up to ten times: the tests count what the module sends.
      "network.http.request.max-attempts": 1,
      // Long tests are no hanging script.
      "dom.max_script_run_time": 0,
      "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
    },
  });
  return {
    newPage: () => heard(window.newPage(), { waitUntil: "domcontentloaded" }, (page, size) => page.setViewport(size)),
    close: () => window.close(),
  };
}

async function heard(opening, options, resize) {
  const page = await opening;
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  return {
    said,
    goto: (address) => page.goto(address, options),
    evaluate: (script) => page.evaluate(script),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    resize: (size) => resize(page, size),
    picture: async () => Buffer.from(await page.screenshot()),
    close: () => page.close(),
  };
}

/** WebDriver's names of the keys. */
const keyOf = (name) => Key[name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()] ?? name;

/** WebKitGTK has no headless mode: its windows are drawn on a screen that nobody sees. */
async function openWebKit({ webkitdriver, xvfb }, { dark = false } = {}) {
  const port = await freePort();
  const screen = ["-a", "-s", "-screen 0 1600x1400x24"];
  const env = { ...process.env, GTK_THEME: dark ? "Adwaita:dark" : "Adwaita" };
  const driver = spawn(xvfb, [...screen, webkitdriver, `--port=${port}`], { cwd: root, env, stdio: "ignore", detached: true });
  adopt(driver);
  const gone = new Promise((_, reject) => {
    driver.once("error", reject);
    driver.once("close", (code) => reject(new Failure(`${webkitdriver} ended (exit code ${code}).`)));
  });
  gone.catch(() => {});
  const address = `http://127.0.0.1:${port}`;
  await Promise.race([gone, listening(address)]);
  const capabilities = new Capabilities({ browserName: "MiniBrowser", pageLoadStrategy: "none" });
  const window = await Promise.race([gone, new Builder().usingServer(address).withCapabilities(capabilities).build()]);
  const page = {
    said: [],
    goto: (to) => window.get(to),
    evaluate: (script) => window.executeScript(`return (${script});`),
    press: (key) => window.actions().sendKeys(keyOf(key)).perform(),
    type: (text) => window.actions().sendKeys(text).perform(),
    resize: async ({ width, height }) => {
      // Of the window; what is around the page stays.
      const [x, y] = await window.executeScript("return [outerWidth - innerWidth, outerHeight - innerHeight];");
      await window.manage().window().setRect({ width: width + x, height: height + y });
    },
    picture: async () => Buffer.from(await window.takeScreenshot(), "base64"),
    close: () => window.get("about:blank"),
  };
  return {
    newPage: async () => page,
    close: () => window.quit().catch(() => {}).finally(() => signalGroup(driver, "SIGTERM")),
  };
}

async function listening(address) {
  for (;;) {
    if (await fetch(`${address}/status`).then((answer) => answer.ok, () => false)) return;
    await new Promise((again) => setTimeout(again, 100));
  }
}
