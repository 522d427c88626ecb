// The packed package in the runtimes of JavaScript that are promised: each runs tests/runtimes/checks.mjs.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { withPackage } from "../build/packed.mjs";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/processes.mjs";
import { Failure } from "../lib/say.mjs";
import { startServer } from "../lib/servers.mjs";
import { startWorker } from "../lib/workerd.mjs";
import { outcomes } from "./verdict.mjs";

const here = join(root, "tests", "runtimes");
const modules = join(here, "node_modules");

/** What starts each of them, by npm's packages for this processor. */
const PROGRAMS = {
  "node-20": (x64) => [`node-20-${x64 ? "x64" : "arm64"}/bin/node`],
  "node-22": (x64) => [`node-22-${x64 ? "x64" : "arm64"}/bin/node`],
  "node-24": (x64) => [`node-24-${x64 ? "x64" : "arm64"}/bin/node`],
  deno: (x64) => [`@deno/linux-${x64 ? "x64" : "arm64"}-glibc/deno`, "run", "--quiet", "--no-lock", "--allow-env", "--allow-net", "--allow-read"],
  bun: (x64) => [`@oven/bun-linux-${x64 ? "x64" : "aarch64"}/bin/bun`, "run"],
};

export const RUNTIMES = [...Object.keys(PROGRAMS), "workerd"];

export function runtime(name) {
  return withPackage("runtimes", async () => {
    const server = await startServer(["--port", "0", "--rate-limit", "0", "--faults"]);
    try {
      const results = await (name === "workerd" ? inWorkerd(server.address) : inProgram(name, server.address));
      return outcomes(results.map((result) => [result.name, result.failed ?? undefined]));
    } finally {
      await server.stop();
    }
  });
}

async function inProgram(name, api) {
  const [program, ...flags] = PROGRAMS[name](process.arch === "x64");
  const path = join(modules, program);
  if (!existsSync(path)) {
    throw new Failure(`npm has no ${name} for this machine: these steps need Linux on x64 or arm64. Name the steps that you want.`);
  }
  const env = { SERVER: api, NO_COLOR: "1" };
  const { code, output } = await run(path, [...flags, join(here, "program.mjs")], { cwd: here, env });
  const line = output.trim().split("\n").findLast((text) => text.startsWith("[{"));
  if (code !== 0 || !line) throw new Failure(`${output}\n${name} did not come to its end.`);
  return JSON.parse(line);
}

async function inWorkerd(api) {
  const worker = await startWorker(join(here, "worker.mjs"), modules, { SERVER: api });
  try {
    return await (await worker.dispatchFetch("http://worker.test/")).json();
  } finally {
    await worker.dispose();
  }
}
