// Programs that serve until they are stopped, the embedded server first of all.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { root, target } from "./paths.mjs";
import { Failure } from "./say.mjs";
import { adopt } from "./script.mjs";

const serverProgram = join(target, "debug", "truconsent-server");

/** Starts the embedded server, as `startProgram` does. */
export const startServer = (args, options) => startProgram(serverProgram, args, { name: "The embedded server", ...options });

/**
 * Starts a program that serves; resolves, once it has printed its address, to `{ address, ended, stop }`.
 * What it prints later goes to `onLine`.
 */
export function startProgram(command, args, { name = basename(command), onLine = () => {}, cwd = root, env = {}, seconds = 30 } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
    adopt(child);
    const { ended, stop } = lifeOf(child);
    let errors = "";
    let address;
    const late = setTimeout(() => {
      stop();
      reject(new Failure(`${errors}${name} printed no address within ${seconds} s.`));
    }, seconds * 1_000);
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
      if (!address) reject(new Failure(`${errors}${name} ended before it was ready (exit code ${code}).`));
    });
  });
}

/** A child's end, and how to bring it about: politely, and after five seconds no more. */
function lifeOf(child) {
  const ended = new Promise((over) => child.once("close", (code) => over(code ?? 0)));
  // It leads a group of its own: what it started ends with it.
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // It is gone already.
    }
  };
  const stop = () => {
    signal("SIGTERM");
    const impatient = setTimeout(() => signal("SIGKILL"), 5_000);
    return ended.finally(() => clearTimeout(impatient));
  };
  return { ended, stop };
}

/** A port of this machine that nobody listens on: the first from `first` on, or any. For programs that must be told one. */
export const freePort = (first = 0) => new Promise((resolve, reject) => {
  const server = createServer().listen(first, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
  server.on("error", (error) => (error.code === "EADDRINUSE" ? freePort(first + 1).then(resolve, reject) : reject(error)));
});
