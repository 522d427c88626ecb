// Everything there is to check, one step after the other: `npm test`, or `npm test -- browser types` for some of it.
// The last line is `N passed, N failed`. A step in which nothing ran is a failure, and so is a skipped test.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { buildAll } from "./all.mjs";
import { buildServer, Failure, filesBelow, lastLines, must, root, run, say, scratchDir, script, startServer } from "./lib.mjs";
import { withPackage } from "./packed.mjs";
import { setup } from "./setup.mjs";
import { measure, sizeTable } from "./size.mjs";
import { checkTypes } from "./types.mjs";

// The address is compiled into the browser tests, so one that stays the same saves compiling them again.
const PORT = 43117;
// The soak looks at a page's memory, so it has a page of its own.
const BROWSER_TESTS = [{ target: "browser", seconds: "600" }, { target: "soak", seconds: "180" }];

const steps = {
  format, lint, "lint-wasm": lintWasm, native, build: compile, browser, e2e, types, package: packed, consumers, size, figures,
};
const needsBuild = ["e2e", "types", "package", "consumers", "size", "figures"];
const ONE = { passed: 1, failed: 0 };
const locked = process.env.CI ? ["--locked"] : [];
let tools;

async function format() {
  await must("cargo", ["fmt", "--all", "--check", "--", "--color", "never"], "Run `cargo fmt --all`.");
  return ONE;
}

async function lint() {
  const advice = "Clippy objects (above): mend it, or allow it there with a reason.";
  await must("cargo", ["clippy", ...locked, "--workspace", "--all-targets", "--", "-D", "warnings"], advice);
  return ONE;
}

async function lintWasm() {
  const scope = ["--package", "truconsent-wasm", "--target", "wasm32-unknown-unknown", "--all-targets"];
  const advice = "Clippy objects to what is compiled for the browser only (above): mend it, or allow it there with a reason.";
  await must("cargo", ["clippy", ...locked, ...scope, "--", "-D", "warnings"], advice);
  return ONE;
}

async function native() {
  const { code, output } = await run("cargo", ["test", ...locked, "--workspace", "--no-fail-fast"]);
  const result = verdict("cargo test", code, results(output));
  if (result.failed) say(lastLines(output, 200));
  return result;
}

async function compile() {
  await buildAll();
  return ONE;
}

// What ran is compared with what is written: a file that no `mod` names, or a crate without `run_in_browser`, is left out
// by the compiler and the runner without a word.
async function browser() {
  await buildServer();
  const flags = ["--faults", "--rate-limit", "0"];
  const server = await startServer(["--port", String(PORT), ...flags]).catch(() => startServer(["--port", "0", ...flags]));
  const scratch = scratchDir();
  const capabilities = JSON.parse(readFileSync(join(root, "webdriver.json"), "utf8"));
  capabilities["goog:chromeOptions"].binary = tools.chrome;
  writeFileSync(join(scratch, "webdriver.json"), JSON.stringify(capabilities));
  const env = {
    TMPDIR: scratch, // the driver leaves profiles behind
    TRUCONSENT_TEST_SERVER: server.address,
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: join(scratch, "webdriver.json"),
  };
  const sum = { passed: 0, failed: 0 };
  for (const { target, seconds } of BROWSER_TESTS) {
    const driver = ["test", "--headless", "--chrome", "--chromedriver", tools.chromedriver];
    const test = ["--", "--test", target, "--", "--nocapture"];
    const { code, output } = await run("wasm-pack", [...driver, ...test], { env: { ...env, WASM_BINDGEN_TEST_TIMEOUT: seconds } });
    const result = verdict(`tests/${target}`, code, results(output), " (is `run_in_browser` there?)");
    const written = browserTestsIn(join(root, "tests", target));
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

/** How many tests the Rust files of a folder have. */
function browserTestsIn(dir) {
  const texts = filesBelow(dir).filter((file) => file.endsWith(".rs")).map((file) => readFileSync(file, "utf8"));
  return texts.join("\n").match(/^#\[wasm_bindgen_test\]$/gm)?.length ?? 0;
}

// Two files at a time: each waits for its browser more than it computes.
function e2e() {
  return nodeTests("e2e", ["--test-concurrency=2"]);
}

// What would be published: its files, its types against real answers, and its reference.
function packed() {
  return withPackage("package", () => nodeTests("package"));
}

// One at a time: they are heavy, and a slow machine is no defect of the package.
function consumers() {
  return withPackage("consumers", () => nodeTests("consumers", ["--test-concurrency=1"]));
}

/** Runs `tests/<folder>/*.test.mjs`, also in the folders below, but not what is installed there. */
async function nodeTests(folder, flags = []) {
  const dir = join(root, "tests", folder);
  const files = (existsSync(dir) ? filesBelow(dir) : [])
    .filter((file) => file.endsWith(".test.mjs") && !relative(dir, file).split(sep).includes("node_modules"))
    .sort();
  if (files.length === 0) throw new Failure(`There are no tests here: tests/${folder}/**/*.test.mjs.`);
  const scratch = scratchDir();
  const counts = join(scratch, "counts");
  const reporters = [
    ["--test-reporter", "spec", "--test-reporter-destination", "stdout"],
    ["--test-reporter", join(root, ".ci", "count.mjs"), "--test-reporter-destination", counts],
  ].flat();
  const env = { CHROME: tools.chrome, TMPDIR: scratch };
  const { code, output } = await run("node", ["--test", ...flags, ...reporters, ...files], { env });
  show(output);
  const ran = existsSync(counts) ? readFileSync(counts, "utf8").trim().split("\n").filter(Boolean).map(JSON.parse) : [];
  const sum = { passed: 0, failed: 0 };
  for (const file of files) {
    const here = ran.filter((test) => test.file === file);
    const count = (kind) => here.filter(kind).length;
    const passed = count((test) => test.passed);
    const skipped = count((test) => test.skipped);
    const result = verdict(relative(root, file), 0, [{ passed, failed: here.length - passed - skipped, ignored: skipped }]);
    sum.passed += result.passed;
    sum.failed += result.failed;
  }
  if (code !== 0 && sum.failed === 0) sum.failed = 1;
  if (sum.failed) say(output);
  return sum;
}

async function types() {
  const outcomes = await checkTypes();
  for (const [name, problem] of outcomes) {
    say(`  ${problem === undefined ? "ok" : "FAILED"}: ${name}${problem === undefined ? "" : `\n${problem}`}`);
  }
  const failed = outcomes.filter(([, problem]) => problem !== undefined).length;
  return { passed: outcomes.length - failed, failed };
}

// What the README says about size and speed is what was measured last, of the package as it is.
function figures() {
  return nodeTests("bench");
}

async function size() {
  const sizes = measure();
  say(sizeTable(sizes));
  if (sizes.total > sizes.budget) throw new Failure("The package is over its budget: look at what the last change pulled in.");
  return ONE;
}

/** The closing lines of the test runners, Rust's and the browser's. */
function results(output) {
  const line = /^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored/gm;
  return [...output.matchAll(line)].map(([, passed, failed, ignored]) => ({ passed: +passed, failed: +failed, ignored: +ignored }));
}

/** What a test wants to be seen, it prints behind a bar at the beginning of a line. */
function show(output) {
  for (const [, line] of output.matchAll(/^\| (.*)$/gm)) say(`    ${line.trimEnd()}`);
}

/** Adds up, says so in a line, and lets nothing pass that did not run. */
function verdict(name, code, list, hint = "") {
  const sum = (key) => list.reduce((total, result) => total + result[key], 0);
  const passed = sum("passed");
  const skipped = sum("ignored");
  let failed = sum("failed") + skipped;
  let why = skipped ? ` (${skipped} of them skipped, which is not passing)` : "";
  if (passed + failed === 0) {
    failed = 1;
    why = code === 0 ? `: nothing ran${hint}` : ": it did not get as far as running";
  } else if (code !== 0 && failed === 0) {
    failed = 1;
    why = `: it ended with code ${code}`;
  }
  say(`  ${failed ? "FAILED" : "ok"}: ${name}, ${passed} passed, ${failed} failed${why}`);
  return { passed, failed };
}

await script(async () => {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !Object.hasOwn(steps, name));
  if (unknown) throw new Failure(`There is no step ${unknown}. The steps: ${Object.keys(steps).join(", ")}.`);
  const wanted = (name) =>
    named.length === 0 || named.includes(name) || (name === "build" && named.some((step) => needsBuild.includes(step)));
  tools = await setup({ browser: true });
  const rows = [];
  for (const [name, step] of Object.entries(steps).filter(([name]) => wanted(name))) {
    say(`\n== ${name}`);
    const started = Date.now();
    let result;
    try {
      const built = rows.find((row) => row.name === "build");
      if (needsBuild.includes(name) && built.failed) throw new Failure("Not run, for the build failed.");
      result = await step();
    } catch (error) {
      say(error instanceof Failure ? error.message : error.stack);
      result = { passed: 0, failed: 1 };
    }
    rows.push({ name, ...result, seconds: (Date.now() - started) / 1000 });
  }
  say("\n== summary");
  for (const { name, passed, failed, seconds } of rows) {
    const verdictOf = failed ? `${failed} FAILED` : "";
    say(`  ${name.padEnd(10)}${String(passed).padStart(6)} passed${seconds.toFixed(1).padStart(8)} s  ${verdictOf}`);
  }
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  say(`\n${total("passed")} passed, ${total("failed")} failed`);
  return total("failed") ? 1 : 0;
});
