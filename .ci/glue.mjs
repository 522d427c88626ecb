// What is changed in the JavaScript that wasm-bindgen generates. Each change fails loudly when the generated text looks
// different, as it may after an update.

import { Failure } from "./lib.mjs";

export function reworked(glue) {
  return [oneFile, inlineCatches, saySoBeforeInit, logNothing, onlyInit, collectedByItself, takeEarly, onlyToday, keepName].reduce((text, change) => {
    const changed = change(text);
    if (changed === null) throw new Failure(`The generated glue looks different: adapt ${change.name} in .ci/glue.mjs.`);
    return changed;
  }, glue);
}

// The crate's own JavaScript (src/host/*.js) stands in the same file, where build.mjs writes it.
function oneFile(glue) {
  const from = /^import .* from ["']\.\/snippets\/[^"']*\/src\/host\/\w+\.js["'];?\n/gm;
  const given = /^(\s*"\.\/snippets\/[^"]*\/src\/host\/(\w+)\.js": )import\d+,\n/gm;
  const exported = { data: "blank: blank, fits: fits, uuid: uuid, textOf: textOf, typeOf: typeOf", merge: "withOwn: withOwn, readConsents: readConsents, readApplied: readApplied, timestampOf: timestampOf, merged: merged", decision: "readChoices: readChoices, decision: decision, readDecision: readDecision, readRecord: readRecord, textsOf: textsOf" };
  const times = {};
  const alone = glue.replace(from, "").replace(given, (_, key, file) => {
    times[file] = (times[file] ?? 0) + 1;
    return times[file] > 1 ? "" : `${key}{ ${exported[file]} },\n`;
  });
  return !times.data || /^import |: import[1-9]/m.test(alone) ? null : alone;
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

// A second way to load it, which would block the page.
function onlyInit(glue) {
  const alone = glue.replace(/^function initSync\(.*?^\}\n/ms, "").replace("export { initSync, ", "export { ");
  return alone.includes("initSync") ? null : alone;
}

// A client is a few hundred bytes, and goes when nothing refers to it. One that was freed by hand would throw at each call.
function collectedByItself(glue) {
  const kept = glue.replace(/^ {4}__destroy_into_raw\(\) \{.*?^ {4}free\(\) \{.*?^ {4}\}\n/ms, "");
  return kept === glue || kept.includes("free()") ? null : kept;
}

// `fetchEarly` (src/package/early.js) begins requests before the module is there, which then takes their answers.
function takeEarly(glue) {
  const taking = glue.replace("= fetch(getStringFromWasm0(arg0, arg1), arg2)", "= fetchOrTake(getStringFromWasm0(arg0, arg1), arg2)");
  return taking === glue ? null : taking;
}

// Ways round what every browser has that runs this module at all: `globalThis` (one of them by `new Function`, which
// security policies forbid), `encodeInto`, `FinalizationRegistry`.
function onlyToday(glue) {
  const changes = [
    [/const ret = typeof (global|self|window) === 'undefined' \? undefined : \1;\n\s*return [^;]*;/g, "return 0;", 3],
    [/new Function\(getStringFromWasm0\(arg0, arg1\)\)/g, "() => globalThis", 1],
    [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{.*?^\}\n/gms, "", 1],
    [/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{[^}]*\{\}[^}]*\{\} \}\s*: new/g, "new", 2],
    [/^if \(Symbol\.dispose\) .*\n/gm, "", 1],
  ];
  return changes.reduce((text, [pattern, instead, times]) => {
    return text?.match(pattern)?.length === times ? text.replace(pattern, instead) : null;
  }, glue);
}

// Every other name may be shortened.
function keepName(glue) {
  const named = glue.replace("export class ConsentClient {", '$& static name = "ConsentClient";');
  return named === glue ? null : named;
}
