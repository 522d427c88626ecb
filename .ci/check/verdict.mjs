// What a step came to: nothing that did not run, or was skipped, counts as passed.

import { say } from "../lib/say.mjs";

/** A step that is one check: it has passed where it returns, and failed where it throws. */
export const ONE = { passed: 1, failed: 0 };

/** The closing lines of the test runners, Rust's and the browser's. */
export function results(output) {
  const line = /^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored/gm;
  return [...output.matchAll(line)].map(([, passed, failed, ignored]) => ({ passed: +passed, failed: +failed, ignored: +ignored }));
}

/** What a test wants to be seen, it prints behind a bar at the beginning of a line. */
export function show(output) {
  for (const [, line] of output.matchAll(/^\| (.*)$/gm)) say(`    ${line.trimEnd()}`);
}

/** Adds up, says so in a line, and lets nothing pass that did not run. */
export function verdict(name, code, list, hint = "") {
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

/** Says what each of some checks found, as pairs of a name and a problem, undefined where all is well. */
export function outcomes(pairs) {
  for (const [name, problem] of pairs) {
    say(`  ${problem === undefined ? "ok" : "FAILED"}: ${name}${problem === undefined ? "" : `\n${problem}`}`);
  }
  const failed = pairs.filter(([, problem]) => problem !== undefined).length;
  return { passed: pairs.length - failed, failed };
}
