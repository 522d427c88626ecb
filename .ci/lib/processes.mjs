// Running programs to their end.

import { spawnSync } from "node:child_process";
import spawn from "nano-spawn";
import { root, which } from "./paths.mjs";
import { Failure, lastLines, say } from "./say.mjs";
import { adopt, isEnding, signalGroup } from "./script.mjs";

const MINUTES_AT_MOST = 45;
const SECONDS_OF_SILENCE = 30;

/**
 * Runs a program to its end and returns `{ code, output }`. The output, of both its streams, is kept, and shown only when
 * `stream` (or VERBOSE=1) asks for it; a long silence is broken now and then by its latest line. What hangs is ended.
 */
export async function run(command, args, { env = {}, cwd = root, stream = Boolean(process.env.VERBOSE) } = {}) {
  const program = which(command);
  if (!program) throw new Failure(`There is no ${command} on PATH.`);
  const running = spawn(program, args, { cwd, env, stdin: "ignore", detached: true });
  const child = await running.nodeChildProcess;
  adopt(child);
  child.once("exit", () => signalGroup(child, "SIGTERM")); // stragglers, which would hold the output open
  const end = watch(child, stream);
  const result = await running.catch((error) => error);
  end();
  if (isEnding()) await new Promise(() => {}); // the script is on its way out, and has nothing to tell any more
  const code = result instanceof Error ? (result.exitCode ?? 1) : 0;
  return { code, output: result.output };
}

/** Shows what a program says or that it is still at it, and ends one that hangs. Returns what ends the watch. */
function watch(child, stream) {
  let latest = "";
  for (const output of [child.stdout, child.stderr]) {
    output.on("data", (chunk) => {
      latest = `${latest}${chunk}`.slice(-1000);
      if (stream) process.stdout.write(chunk);
    });
  }
  const started = Date.now();
  const sign = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    if (!stream) say(`  … ${seconds} s: ${lastLines(latest, 1).trim().slice(0, 100)}`);
    if (seconds < MINUTES_AT_MOST * 60) return;
    say(`It is ended after ${MINUTES_AT_MOST} minutes.`);
    signalGroup(child, "SIGKILL");
  }, SECONDS_OF_SILENCE * 1000);
  return () => clearInterval(sign);
}

/** As `run`, but anything except exit code 0 is a Failure: its output, then `otherwise`, a sentence on what to do. */
export async function must(command, args, otherwise, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Failure(`${options?.stream ? "" : lastLines(output, 60)}\n${otherwise}`);
  return output;
}

/** What a short command prints, or undefined when it is missing or fails. */
export function ask(command, args, env = {}) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
  return status === 0 ? stdout.trim() : undefined;
}
