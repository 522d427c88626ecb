// Tests that Node runs.

import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { filesBelow, root } from "../lib/paths.mjs";
import { run } from "../lib/processes.mjs";
import { Failure, say } from "../lib/say.mjs";
import { scratchDir } from "../lib/script.mjs";
import { show, verdict } from "./verdict.mjs";

/** Runs every `*.test.mjs` below `tests/<folder>` but those of installed packages, and counts for each file what really ran. */
export async function nodeTests(folder, { chrome }, flags = []) {
  const dir = join(root, "tests", folder);
  const files = (existsSync(dir) ? filesBelow(dir) : [])
    .filter((file) => file.endsWith(".test.mjs") && !relative(dir, file).split(sep).includes("node_modules"))
    .sort();
  if (files.length === 0) throw new Failure(`There are no tests in tests/${folder}.`);
  const scratch = scratchDir();
  const counts = join(scratch, "counts");
  const reporters = [
    ["--test-reporter", "spec", "--test-reporter-destination", "stdout"],
    ["--test-reporter", join(root, ".ci", "check", "count.mjs"), "--test-reporter-destination", counts],
  ].flat();
  const env = { CHROME: chrome, TMPDIR: scratch };
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
