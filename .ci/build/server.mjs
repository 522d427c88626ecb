// The embedded server, compiled once in a run.

import { must } from "../lib/processes.mjs";
import { say } from "../lib/say.mjs";

let built;

export function buildServer() {
  if (!built) say("Compiling the embedded server …");
  built ??= must("cargo", ["build", "--package", "truconsent-server"], "Compiling the embedded server failed (above).");
  return built;
}
