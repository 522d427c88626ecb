// Everything there is to check, one step after the other: `npm test`, or `npm test -- browser types` for some of it.
// The last line is `N passed, N failed`. All green, it is a line for each step; where something failed, all that its step said
// as well, and with CI=1 or VERBOSE=1 always. A step in which nothing ran is a failure, and so is a skipped test.

import { buildAll } from "./build/all.mjs";
import { withPackage } from "./build/packed.mjs";
import { browser } from "./check/browser.mjs";
import { imports } from "./check/imports.mjs";
import { nodeTests } from "./check/node.mjs";
import { paths } from "./check/paths.mjs";
import { runtime, RUNTIMES } from "./check/runtimes.mjs";
import { format, lint, lintWasm, native } from "./check/rust.mjs";
import { size } from "./check/size.mjs";
import { types } from "./check/types.mjs";
import { ONE } from "./check/verdict.mjs";
import { Failure, quietly, say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { setup } from "./setup/all.mjs";

/** In this order. Each is given the browser and its driver, and returns what passed and what failed. */
const steps = {
  imports,
  format,
  lint,
  "lint-wasm": lintWasm,
  native,
  build: () => buildAll({ proxy: true }).then(() => ONE),
  // The crate's tests: each engine is a row of its own, so that each one's count is seen.
  browser: (tools) => browser("chromium", tools),
  firefox: (tools) => browser("firefox", tools),
  webkit: (tools) => browser("webkit", tools),
  // Two files at a time: each waits for its browser more than it computes.
  e2e: (tools) => nodeTests("e2e", tools, ["--test-concurrency=2"]),
  "paths-chromium": (tools) => paths("chromium", tools),
  "paths-firefox": (tools) => paths("firefox", tools),
  "paths-webkit": (tools) => paths("webkit", tools),
  types,
  // What would be published: its files, its types against real answers, and its reference.
  package: (tools) => withPackage("package", () => nodeTests("package", tools)),
  // One at a time: they are heavy, and a slow machine is no defect of the package.
  consumers: (tools) => withPackage("consumers", () => nodeTests("consumers", tools, ["--test-concurrency=1"])),
  // The same package in each runtime that is promised, a row for each as well.
  ...Object.fromEntries(RUNTIMES.map((name) => [name, () => runtime(name)])),
  size,
  // What the README says about size and speed is what was measured last, of the package as it is.
  figures: (tools) => nodeTests("bench", tools),
};
const needsBuild = ["e2e", "paths-chromium", "paths-firefox", "paths-webkit", "types", "package", "consumers", ...RUNTIMES, "size", "figures"];

/** Runs one step, whose failure is a line of the summary like any other result. */
async function result(name, tools, rows) {
  try {
    const built = rows.find((row) => row.name === "build");
    if (needsBuild.includes(name) && built.failed) throw new Failure("Not run, for the build failed.");
    return await steps[name](tools);
  } catch (error) {
    say(error instanceof Failure ? error.message : error.stack);
    return { passed: 0, failed: 1 };
  }
}

await script(async () => {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !Object.hasOwn(steps, name));
  if (unknown) throw new Failure(`There is no step ${unknown}. The steps: ${Object.keys(steps).join(", ")}.`);
  const wanted = (name) =>
    named.length === 0 || named.includes(name) || (name === "build" && named.some((step) => needsBuild.includes(step)));
  const tools = await setup({ browser: true, engines: ["firefox", "webkit", "paths-firefox", "paths-webkit"].some(wanted), servers: wanted("native") });
  const rows = [];
  for (const name of Object.keys(steps).filter(wanted)) {
    const told = Boolean(process.env.CI || process.env.VERBOSE);
    if (told) say(`\n== ${name}`);
    else process.stdout.write(`  ${name.padEnd(16)}`);
    const started = Date.now();
    const work = () => result(name, tools, rows);
    const [{ passed, failed }, said] = told ? [await work(), []] : await quietly(work);
    const row = { name, passed, failed, seconds: (Date.now() - started) / 1000 };
    rows.push(row);
    if (!told) say(outcome(row));
    if (failed) for (const line of said) say(line);
  }
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  if (process.env.CI || process.env.VERBOSE || total("failed")) {
    say("\n== summary");
    for (const row of rows) say(`  ${row.name.padEnd(16)}${outcome(row)}`);
  }
  say(`\n${total("passed")} passed, ${total("failed")} failed`);
  return total("failed") ? 1 : 0;
});

/** A row, behind its name. */
function outcome({ passed, failed, seconds }) {
  return `${String(passed).padStart(6)} passed${seconds.toFixed(1).padStart(8)} s  ${failed ? `${failed} FAILED` : ""}`.trimEnd();
}
