// The rules' module, ready: `module` is it, compiled; `generated` and `imports` are what wasm-bindgen made for it.

import * as generated from "generated";
import { imports } from "imports";
import module from "module";

const { exports } = new WebAssembly.Instance(module, imports);
generated.__wbg_set_wasm(exports);
exports.__wbindgen_start?.(); // not every build has something to begin with

export const { Rules } = generated;
