// The crate's tests in a browser, against the embedded server.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildServer } from "../build/server.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { run } from "../lib/processes.mjs";
import { lastLines, say } from "../lib/say.mjs";
import { scratchDir } from "../lib/script.mjs";
import { startServer } from "../lib/servers.mjs";
import { results, show, verdict } from "./verdict.mjs";

// The address is compiled into the browser tests, so one that stays the same saves compiling them again.
const PORT = 43117;
// The soak looks at a page's memory, so it has a page of its own.
const PAGE_LOADS = { times: 5, milliseconds: 30_000 };
const CRATES = [{ target: "browser", seconds: "600" }, { target: "soak", seconds: "180" }];

/**
 * What ran is compared with what is written: a file that no `mod` names, or a crate without `run_in_browser`, is left out
 * by the compiler and the runner without a word.
 */
export async function browser({ chrome, chromedriver }) {
  await buildServer();
  const flags = ["--faults", "--rate-limit", "0"];
  const server = await startServer(["--port", String(PORT), ...flags]).catch(() => startServer(["--port", "0", ...flags]));
  const scratch = scratchDir();
  const capabilities = JSON.parse(readFileSync(join(root, "webdriver.json"), "utf8"));
  capabilities["goog:chromeOptions"].binary = chrome;
  capabilities.timeouts = { pageLoad: PAGE_LOADS.milliseconds };
  writeFileSync(join(scratch, "webdriver.json"), JSON.stringify(capabilities));
  const env = {
    TMPDIR: scratch, // the driver leaves profiles behind
    TRUCONSENT_TEST_SERVER: server.address,
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: join(scratch, "webdriver.json"),
  };
  const sum = { passed: 0, failed: 0 };
  for (const { target, seconds } of CRATES) {
    const driver = ["test", "--headless", "--chrome", "--chromedriver", chromedriver];
    const test = ["--", "--test", target, "--", "--nocapture"];
    const once = () => run("wasm-pack", [...driver, ...test], { env: { ...env, WASM_BINDGEN_TEST_TIMEOUT: seconds } });
    let { code, output } = await once();
    // The runner's server can leave one of several connections waiting for good: then the page never loads, and no test runs.
    for (let left = PAGE_LOADS.times - 1; left > 0 && isStuck(output); left -= 1) {
      say("  (The runner's page did not load; once more.)");
      ({ code, output } = await once());
    }
    const result = verdict(`tests/${target}`, code, results(output), " (is `run_in_browser` there?)");
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
  await server.stop();
  return sum;
}

/** Whether the driver gave up waiting for the page, before any test. */
const isStuck = (output) => results(output).length === 0 && /timed? ?out/i.test(output);

/** How many tests the Rust files of a folder have. */
function testsIn(dir) {
  const texts = filesBelow(dir).filter((file) => file.endsWith(".rs")).map((file) => readFileSync(file, "utf8"));
  return texts.join("\n").match(/^#\[wasm_bindgen_test\]$/gm)?.length ?? 0;
}
