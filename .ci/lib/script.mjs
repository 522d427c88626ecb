// A script's beginning and its end: whatever it started or left lying about goes with it, however it ends.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "./say.mjs";

const children = new Set();
const scratch = new Set();
let ending = false;

/** Runs a script's `main` and turns whatever goes wrong into a sentence and an exit code. */
export async function script(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = 1;
  } finally {
    cleanUp();
  }
}

/** A directory that is gone when the script is. */
export function scratchDir() {
  const dir = mkdtempSync(join(tmpdir(), "truconsent-"));
  scratch.add(dir);
  return dir;
}

/** Remembers a child, which must lead a process group, until it has ended. */
export function adopt(child) {
  children.add(child);
  child.once("close", () => children.delete(child));
}

/** Sends a signal to a child and to all that it started: a browser started by a driver started by a test runner. */
export function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Whether the script was asked to end, so that what fails now is no news. */
export const isEnding = () => ending;

function cleanUp() {
  for (const child of children) signalGroup(child, "SIGKILL");
  for (const dir of scratch) rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]]) {
  process.on(signal, () => {
    ending = true;
    for (const child of children) signalGroup(child, "SIGTERM");
    // A moment to end by themselves (a database is closed); then cleanUp makes sure.
    const deadline = Date.now() + 5_000;
    setInterval(() => children.size > 0 && Date.now() < deadline || process.exit(code), 50);
  });
}
process.on("exit", cleanUp);
