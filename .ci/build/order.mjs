// The order of the module's functions: each is followed by the one that resembles it most. Brotli writes what it has just
// seen in fewer bits.

import binaryen from "binaryen";

// Every feature may be there, but imports are written as wasm-opt reads them without a flag.
const FEATURES = binaryen.Features.All & ~binaryen.Features.CompactImports;

/** The same module with its functions in that order. */
export function ordered(wasm) {
  const module = binaryen.readBinary(wasm);
  module.setFeatures(FEATURES);
  const all = Array.from({ length: module.getNumFunctions() }, (_, at) => binaryen.getFunctionInfo(module.getFunctionByIndex(at)));
  const own = all.filter(({ module: from }) => !from); // the others are imported
  const texts = own.map(({ body }) => runs(binaryen.emitText(body)));
  for (const at of chain(texts)) {
    const { name, params, results, vars, body } = own[at];
    module.removeFunction(name);
    module.addFunction(name, params, results, vars, body);
  }
  return module.emitBinary();
}

/** Every two and every four instructions that follow each other. */
function runs(text) {
  const lines = text.split("\n").map((line) => line.trim());
  return new Set([2, 4].flatMap((length) => lines.slice(length - 1).map((_, at) => lines.slice(at, at + length).join())));
}

/** Positions, each followed by that of the likest that is left. */
function chain(texts) {
  const left = new Set(texts.keys());
  const order = [];
  for (let next = 0; next !== undefined; ) {
    order.push(next);
    left.delete(next);
    const last = texts[next];
    let best = -1;
    next = undefined;
    for (const other of left) {
      const found = likeness(last, texts[other]);
      if (found > best) [best, next] = [found, other];
    }
  }
  return order;
}

/** What two have in common, of 1. */
function likeness(one, other) {
  let common = 0;
  for (const run of one) common += other.has(run);
  return common / Math.sqrt(one.size * other.size || 1);
}
