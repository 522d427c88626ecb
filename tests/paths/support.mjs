// What the main paths need in any engine: a server of their own, one page, its keys, and a way to ask what it shows.

import { after, before, beforeEach } from "node:test";
import { ENGINES } from "../../.ci/lib/engines.mjs";
import { startServer } from "../../.ci/lib/servers.mjs";
import { ask, until } from "../../.ci/lib/deep.mjs";

export const engine = process.env.ENGINE || "chromium";
const tools = JSON.parse(process.env.ENGINE_TOOLS ?? '{"chrome": "/usr/bin/chromium"}');

/** Registers a server that each test has to itself, and the engine's browser. */
export function demo() {
  const it = { address: null };
  let server;
  let window;
  let page;
  it.stop = () => server.stop();
  it.start = async () => {
    const port = it.address ? new URL(it.address).port : "0";
    server = await startServer(["--port", port, "--rate-limit", "0"]);
    it.address = server.address;
  };

  before(async () => {
    window = await ENGINES[engine](tools, { args: ["--no-sandbox", "--headless=new"] });
    page = await window.newPage();
  });
  beforeEach(it.start);
  // Each test's server is another one: a session of the one before is nobody's.
  it.end = (t) => t.after(it.stop);
  after(() => window?.close());

  /** Opens a page of the server, English unless it says otherwise, and waits for it. */
  it.open = async (t, path = "/?lang=en") => {
    it.end(t);
    await page.goto("about:blank");
    await it.until('location.href === "about:blank"', "the page before to go");
    page.goto(it.address + path).catch(() => {}); // it is waited for by what it shows
    await it.until('location.protocol === "http:" && deep(".points .point")', "the demo");
    await it.settled();
  };
  it.ask = (script) => ask(page, script);
  it.until = (script, what) => until(page, script, what);
  it.press = (key) => page.press(key);
  it.type = (text) => page.type(text);

  it.settled = () => it.until('!deep("[aria-busy]") && !deepAll(".skeleton").some((one) => one.checkVisibility())', "the page to settle");

  /** Puts the focus on the first of a selector, of those with these words, and presses Enter there. */
  it.enter = async (selector, words = "") => {
    const found = `[...deepAll(${JSON.stringify(selector)})].find((one) =>
      one.checkVisibility() && one.textContent.includes(${JSON.stringify(words)}))`;
    await it.until(found, `${selector} ${words}`);
    await it.ask(`(() => { const one = ${found}; one.scrollIntoView({ behavior: "instant", block: "center" }); one.focus(); })()`);
    await page.press("Enter");
  };

  /** Puts the focus into a field, and types. */
  it.fill = async (name, text, where = "") => {
    await it.ask(`deep(${JSON.stringify(`${where} [name="${name}"]`)}).focus()`);
    await page.type(text);
  };

  it.text = (selector) => it.ask(`deep(${JSON.stringify(selector)})?.textContent.replace(/\\s+/g, " ").trim() ?? null`);
  return it;
}
