// The crate's tests in a browser, against the embedded server.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildServer } from "../build/server.mjs";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/processes.mjs";
import { Failure, lastLines, say } from "../lib/say.mjs";
import { scratchDir } from "../lib/script.mjs";
import { startServer } from "../lib/servers.mjs";
import { results, show, verdict } from "./verdict.mjs";

// The address is compiled into the browser tests, so one that stays the same saves compiling them again.
const PORT = 43117;
const SECONDS_PER_FILE = "180";

/**
 * One run for each file: its count says whether the browser ran it. Without `run_in_browser` in a file the runner skips it
 * and is content.
 */
export async function browser({ chrome, chromedriver }) {
  const files = readdirSync(join(root, "tests")).filter((file) => file.endsWith(".rs"));
  if (files.length === 0) throw new Failure("There are no browser tests (tests/*.rs).");
  await buildServer();
  const flags = ["--faults", "--rate-limit", "0"];
  const server = await startServer(["--port", String(PORT), ...flags]).catch(() => startServer(["--port", "0", ...flags]));
  const scratch = scratchDir();
  const capabilities = JSON.parse(readFileSync(join(root, "webdriver.json"), "utf8"));
  capabilities["goog:chromeOptions"].binary = chrome;
  writeFileSync(join(scratch, "webdriver.json"), JSON.stringify(capabilities));
  const env = {
    TMPDIR: scratch, // the driver leaves profiles behind
    TRUCONSENT_TEST_SERVER: server.address,
    WASM_BINDGEN_TEST_TIMEOUT: SECONDS_PER_FILE,
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: join(scratch, "webdriver.json"),
  };
  const sum = { passed: 0, failed: 0 };
  for (const file of files) {
    const driver = ["test", "--headless", "--chrome", "--chromedriver", chromedriver];
    const test = ["--", "--test", file.replace(/\.rs$/, ""), "--", "--nocapture"];
    const { code, output } = await run("wasm-pack", [...driver, ...test], { env });
    const result = verdict(`tests/${file}`, code, results(output), " (is `run_in_browser` there?)");
    show(output);
    if (result.failed) say(lastLines(output, 120));
    sum.passed += result.passed;
    sum.failed += result.failed;
  }
  await server.stop();
  return sum;
}
