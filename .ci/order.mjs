// The order of the module's functions: each is followed by the one that resembles it most. Brotli writes what it has just
// seen in fewer bits: two percent of the module.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, must, root, scratchDir } from "./lib.mjs";

/** How wasm-pack calls wasm-opt. */
export const flags = () => readFileSync(join(root, "Cargo.toml"), "utf8").match(/wasm-opt = \[([^\]]*)\]/)[1].match(/--?[^"]+/g);

export async function orderFunctions(wasmFile) {
  const text = join(scratchDir(), "module.wat");
  const advice = "Putting the module's functions in order failed (above): see .ci/order.mjs.";
  await must("wasm-dis", [...flags().filter((flag) => flag.startsWith("--enable-")), wasmFile, "-o", text], advice);
  const [head, ...parts] = readFileSync(text, "utf8").replace(/\n\)\s*$/, "").split(/\n(?= \()/);
  const isFunction = (part) => part.startsWith(" (func ");
  const [functions, others] = [parts.filter(isFunction), parts.filter((part) => !isFunction(part))];
  if (!functions.length) throw new Failure("No function was found in the module's text: adapt .ci/order.mjs.");
  writeFileSync(text, `${[head, ...others, ...chain(functions)].join("\n")}\n)\n`);
  await must("wasm-opt", [...flags(), text, "-o", wasmFile], advice);
}

/** No two texts are the same: each begins with the function's number. */
function chain(functions) {
  const left = new Map(functions.map((text) => [text, runs(text)]));
  const ordered = [];
  let [next] = functions;
  while (next) {
    ordered.push(next);
    const mine = left.get(next);
    left.delete(next);
    next = undefined;
    let best = -1;
    for (const [other, theirs] of left) {
      const common = likeness(mine, theirs);
      if (common > best) [best, next] = [common, other];
    }
  }
  return ordered;
}

/** Every two and every four instructions that follow each other. */
function runs(text) {
  const lines = text.split("\n").slice(1).map((line) => line.trim());
  return new Set([2, 4].flatMap((length) => lines.slice(length - 1).map((_, at) => lines.slice(at, at + length).join())));
}

/** What two have in common, of 1. */
function likeness(one, other) {
  let common = 0;
  for (const run of one) common += other.has(run);
  return common / Math.sqrt(one.size * other.size || 1);
}
