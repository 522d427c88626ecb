// The base entry of the package: what wasm-bindgen generates, loaded by `init`.

import * as generated from "generated"; // .ci/build/bundle.mjs says where that is
import { ConsentClient } from "generated";
import { imports } from "imports";
import { rejectDetached } from "./detached.js";
import { unready } from "./unready.js";

export * from "./constants.js";
export { fetchEarly } from "./early.js";
export { isConsentError } from "./guard.js";
export { apiTime, applyDecision, ConsentClient, decideConsent, mergeConsents, needsDecision, validateGrievance, validateNominee } from "generated";

generated.__wbg_set_wasm(unready);

// A client goes when nothing refers to it; one that was freed by hand would throw at each call.
for (const name of ["free", "__destroy_into_raw", Symbol.dispose]) delete ConsentClient.prototype[name];

rejectDetached(ConsentClient);

// Names are shortened in this file, and this one is seen: in an error's stack, in the console.
Object.defineProperty(ConsentClient, "name", { value: "ConsentClient" });

let loaded;

// Each call waits for the one before it, and tries its own way only where that failed.
export default function init(input) {
  loaded = loaded ? loaded.catch(() => load(input)) : load(input);
  return loaded;
}

async function load(input) {
  const { instance } = await instantiate(await source(input));
  generated.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.(); // not every build has something to begin with
  return instance.exports;
}

// What another realm made (an iframe, jsdom) is no instance of this one's classes, and says what it is all the same.
const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

async function source(input) {
  const given = await (input && Object.hasOwn(input, "module_or_path") ? input.module_or_path : input);
  // Bundlers look for exactly this expression.
  const found = given ?? new URL("truconsent_wasm_bg.wasm", import.meta.url);
  if (kindOf(found) === "Request") return fetch(found);
  return ["String", "URL"].includes(kindOf(found)) ? fetch(String(found)) : found;
}

async function instantiate(found) {
  if (kindOf(found) !== "Response") {
    const result = await WebAssembly.instantiate(found, imports);
    return result.instance ? result : { instance: result };
  }
  // It compiles while it loads, where the server says what it is. It also says best what is wrong with an answer.
  const streams = !found.ok || found.headers.get("Content-Type") === "application/wasm";
  if (streams && found instanceof Response && WebAssembly.instantiateStreaming) {
    return WebAssembly.instantiateStreaming(found, imports);
  }
  return WebAssembly.instantiate(await found.arrayBuffer(), imports);
}
