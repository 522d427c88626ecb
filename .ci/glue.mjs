// What is changed in the JavaScript that wasm-bindgen generates. Each change fails loudly when the generated text looks
// different, as it may after an update.

import { Failure } from "./lib.mjs";

export function reworked(glue) {
  return [inlineCatches, saySoBeforeInit, logNothing].reduce((text, change) => {
    const changed = change(text);
    if (changed === null) throw new Failure(`The generated glue looks different: adapt ${change.name} in .ci/glue.mjs.`);
    return changed;
  }, glue);
}

// Every import that may throw is generated as a closure made and applied at each call. Written out as the try/catch that
// it is, a merge takes a fifth less time.
function inlineCatches(glue) {
  const closure = /function\(\) \{ return handleError\(function \(([^)]*)\) \{\n([\s\S]*?)\n\s*\}, arguments\); \}/g;
  const handler = /function handleError\(f, args\) \{\s*try \{[^}]*\} catch \(e\) (\{[^}]*\})\s*\}/;
  const inlined = glue
    .replace(closure, "function($1) { try {\n$2\n} catch (e) { handleError(e); } }")
    .replace(handler, "function handleError(e) $1");
  return inlined.includes(", arguments)") || !inlined.includes("function handleError(e)") ? null : inlined;
}

// A call before `init` would fail for a property of undefined. What stands in for the module says what to do.
function saySoBeforeInit(glue) {
  const declared = "let wasmModule, wasmInstance, wasm;";
  const asked = "if (wasm !== undefined) return wasm;";
  if (!glue.includes(declared) || glue.split(asked).length !== 3) return null;
  const standIn = `const unready = new Proxy({}, { get() {
    throw new Error("truconsent-wasm is not ready: call init() and await it first.");
  } });
  let wasmModule, wasmInstance, wasm = unready;`;
  return glue.replace(declared, standIn).replaceAll(asked, "if (wasm !== unready) return wasm;");
}

// The package leaves the console to the page.
function logNothing(glue) {
  const silent = glue.replace(/console\.warn\((?:'[^'\n]*'|"(?:[^"\\\n]|\\.)*")(?:, e)?\);?/g, ";");
  return silent === glue || silent.includes("console.warn(") ? null : silent;
}
