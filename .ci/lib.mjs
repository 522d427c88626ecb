// What the scripts share: saying things, running programs, and leaving nothing behind.

import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const target = resolve(root, process.env.CARGO_TARGET_DIR || "target");
const serverProgram = join(target, "debug", "truconsent-server");
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "truconsent-wasm");

/** Something the reader can act upon: shown as a sentence, without a stack. */
export class Failure extends Error {}

export const say = (text) => console.log(text);

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

/** True when `url` is the file that node was asked to run. */
export const isMain = (url) => existsSync(process.argv[1] ?? "") && fileURLToPath(url) === realpathSync(process.argv[1]);

// Children lead process groups of their own, so that a browser started by a driver started by a test runner goes with it.
const children = new Set();
const scratch = new Set();
let ending = false;

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

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

/** A directory that is gone when the script is. */
export function scratchDir() {
  const dir = mkdtempSync(join(tmpdir(), "truconsent-"));
  scratch.add(dir);
  return dir;
}

/** Every file in a folder and in those below it. */
export function filesBelow(dir) {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The path of a program on PATH, or undefined. */
export function which(name) {
  for (const dir of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(dir, name);
    if (dir && existsSync(path) && statSync(path).isFile()) return path;
  }
}

/** What a short command prints, or undefined when it is missing or fails. */
export function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

export const prependPath = (dir) => {
  const rest = (process.env.PATH ?? "").split(delimiter).filter((entry) => entry !== dir);
  process.env.PATH = [dir, ...rest].join(delimiter);
};

const MINUTES_AT_MOST = 45;

/**
 * Runs a program to its end and returns `{ code, output }`: both its streams, in order. The output is kept, and shown only when `stream` (or
 * VERBOSE=1) asks for it; a long silence is broken now and then by its latest line. What hangs is ended.
 */
export async function run(command, args, { env = {}, cwd = root, stream = Boolean(process.env.VERBOSE) } = {}) {
  if (!which(command)) throw new Failure(`There is no ${command} on PATH.`);
  return new Promise((resolve) => {
    // Two pipes would mix up what was said first.
    const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', command, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    children.add(child);
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
      if (stream) process.stdout.write(chunk);
    });
    const started = Date.now();
    const sign = setInterval(() => {
      const seconds = Math.round((Date.now() - started) / 1000);
      if (!stream) say(`  … ${seconds} s: ${lastLines(output, 1).trim().slice(0, 100)}`);
      if (seconds < MINUTES_AT_MOST * 60) return;
      output += `\nEnded after ${MINUTES_AT_MOST} minutes.`;
      signalGroup(child, "SIGKILL");
    }, 30_000);
    child.on("exit", () => signalGroup(child, "SIGTERM")); // stragglers, which would hold the pipe open
    child.on("close", (code) => {
      clearInterval(sign);
      children.delete(child);
      if (!ending) resolve({ code: code ?? 1, output });
    });
  });
}

/** As `run`, but anything except exit code 0 is a Failure: its output, then `otherwise`, a sentence on what to do. */
export async function must(command, args, otherwise, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Failure(`${options?.stream ? "" : lastLines(output, 60)}\n${otherwise}`);
  return output;
}

export const lastLines = (text, count) => text.trimEnd().split("\n").slice(-count).join("\n");

let serverBuilt;

/** Compiles the embedded server, once in a run. */
export function buildServer() {
  if (!serverBuilt) say("Compiling the embedded server …");
  serverBuilt ??= must("cargo", ["build", "--package", "truconsent-server"], "Compiling the embedded server failed (above).");
  return serverBuilt;
}

/** A child's end, and how to bring it about: politely, and after five seconds no more. */
function lifeOf(child) {
  const ended = new Promise((over) => child.once("close", (code) => over(code ?? 0)));
  const stop = () => {
    child.kill("SIGTERM");
    const impatient = setTimeout(() => child.kill("SIGKILL"), 5_000);
    return ended.finally(() => clearTimeout(impatient));
  };
  return { ended, stop };
}

/** Starts the embedded server, as `startProgram` does. */
export const startServer = (args, options) => startProgram(serverProgram, args, { name: "The embedded server", ...options });

/**
 * Starts a program that serves; resolves, once it has printed its address, to `{ address, ended, stop }`.
 * What it prints later goes to `onLine`.
 */
export function startProgram(command, args, { name = basename(command), onLine = () => {}, cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
    children.add(child);
    const { ended, stop } = lifeOf(child);
    let errors = "";
    let address;
    const late = setTimeout(() => {
      stop();
      reject(new Failure(`${errors}${name} printed no address within 30 s.`));
    }, 30_000);
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (address) return onLine(line);
      address = line.match(/http:\/\/(?:127\.0\.0\.1|localhost):\d+/)?.[0];
      if (!address) return;
      clearTimeout(late);
      resolve({ address, ended, stop });
    });
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (address) onLine(line);
      else errors += `${line}\n`;
    });
    child.on("error", (error) => reject(new Failure(`Could not run ${command}: ${error.message}`)));
    ended.then((code) => {
      clearTimeout(late);
      children.delete(child);
      if (!address) reject(new Failure(`${errors}${name} ended before it was ready (exit code ${code}).`));
    });
  });
}

/** Does `work` while no other run on this machine holds the same lock; a lock whose owner died is taken over. */
export async function locked(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; ; await new Promise((wait) => setTimeout(wait, 200))) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (abandoned(path)) rmSync(path, { force: true });
      else if (!told) say("Another run is at the same work; waiting for it …");
      told = true;
    }
  }
  scratch.add(path);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
    scratch.delete(path);
  }
}

function abandoned(path) {
  try {
    const owner = Number(readFileSync(path, "utf8"));
    if (!owner) return Date.now() - statSync(path).mtimeMs > 5_000; // being written this moment, or cut off
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
