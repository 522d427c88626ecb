// The servers, each compiled once in a run.

import { must } from "../lib/processes.mjs";
import { say } from "../lib/say.mjs";

const built = new Map();

function compile(name, what) {
  if (!built.has(name)) {
    say(`Compiling ${what} …`);
    built.set(name, must("cargo", ["build", "--package", name], `Compiling ${what} failed (above).`));
  }
  return built.get(name);
}

export const buildServer = () => compile("truconsent-server", "the embedded server");

export const buildProxy = () => compile("truconsent-proxy", "the proxy");
