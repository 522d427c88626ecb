// The crate's tests in each engine, against the embedded server.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildServer } from "../build/server.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { ENGINES } from "../lib/engines.mjs";
import { must } from "../lib/processes.mjs";
import { lastLines, say } from "../lib/say.mjs";
import { freePort, startProgram, startServer } from "../lib/servers.mjs";
import { results, show, verdict } from "./verdict.mjs";

// The address is compiled into the browser tests, so one that stays the same saves compiling them again.
const PORT = 43117;
// The soak looks at a page's memory, so it has a page of its own; only Chromium tells it.
const [BROWSER, SOAK] = [{ target: "browser", seconds: 900 }, { target: "soak", seconds: 180 }];
const CRATES = { chromium: [BROWSER, SOAK], firefox: [BROWSER], webkit: [BROWSER] };
const PAGE_LOADS = { times: 10, seconds: 20 };

/**
 * What ran is compared with what is written: a file that no `mod` names, or a crate without `run_in_browser`, is left out
 * by the compiler and the runner without a word.
 */
export async function browser(engine, tools) {
  await buildServer();
  const flags = ["--faults", "--rate-limit", "0"];
  const server = await startServer(["--port", String(PORT), ...flags]).catch(() => startServer(["--port", "0", ...flags]));
  const { args } = JSON.parse(readFileSync(join(root, "webdriver.json"), "utf8"))["goog:chromeOptions"];
  const window = await ENGINES[engine](tools, { args });
  const sum = { passed: 0, failed: 0 };
  try {
    for (const { target, seconds } of CRATES[engine]) {
      const output = await ran(target, { window, tools, seconds, env: { TRUCONSENT_TEST_SERVER: server.address } });
      const found = results(output);
      const result = verdict(`tests/${target} in ${engine}`, found.length ? 0 : 1, found, " (is `run_in_browser` there?)");
      const written = testsIn(join(root, "tests", target));
      if (result.failed === 0 && result.passed !== written) {
        say(`  FAILED: tests/${target} has ${written} tests, of which ${result.passed} ran: does a \`mod\` name each file?`);
        result.failed = 1;
      }
      show(output);
      if (result.failed) say(lastLines(output, 120));
      sum.passed += result.passed;
      sum.failed += result.failed;
    }
  } finally {
    await window.close();
    await server.stop();
  }
  return sum;
}

/** What a crate's page says: its console, then the list of its tests. */
async function ran(target, { window, tools, seconds, env }) {
  const advice = "The browser tests do not compile (above).";
  // As wasm-pack builds them, which then has nothing left to do.
  await must("cargo", ["build", "--tests", "--target", "wasm32-unknown-unknown"], advice, { env });
  // Not headless: the runner then serves the page, and leaves opening it to us, in any engine. Its own driver waits five
  // minutes for a page that does not load, which happens: the runner's server can leave one of several connections waiting.
  const args = ["test", "--chrome", "--chromedriver", tools.chromedriver, "--", "--test", target, "--", "--nocapture"];
  const address = `127.0.0.1:${await freePort()}`;
  const served = await startProgram("wasm-pack", args, {
    env: { ...env, WASM_BINDGEN_TEST_ADDRESS: address, WASM_BINDGEN_TEST_ONLY_WEB: "1" },
    seconds: 600,
  });
  const page = await window.newPage();
  const list = () => page.evaluate('document.querySelector("#output")?.textContent ?? ""').catch(() => "");
  const until = async (pattern, limit) => {
    for (const end = Date.now() + limit * 1_000; Date.now() < end; ) {
      if (pattern.test(await list())) return true;
      await new Promise((again) => setTimeout(again, 250));
    }
    return false;
  };
  let begun = false;
  for (let left = PAGE_LOADS.times; left > 0 && !begun; left -= 1) {
    page.goto(served.address).catch(() => {}); // it is tried again
    begun = await until(/running \d+ tests?|no tests to run/, PAGE_LOADS.seconds);
  }
  const ended = begun && await until(/test result:/, seconds);
  const said = [...page.said];
  if (!ended) said.push(begun ? `The tests of ${target} did not end in ${seconds} s.` : "The page of the tests did not load.");
  said.push(await list());
  await page.close();
  await served.stop();
  return said.join("\n");
}

/** How many tests the Rust files of a folder have. */
function testsIn(dir) {
  const texts = filesBelow(dir).filter((file) => file.endsWith(".rs")).map((file) => readFileSync(file, "utf8"));
  return texts.join("\n").match(/^#\[wasm_bindgen_test\]$/gm)?.length ?? 0;
}
