// For bundlers that copy a file only when it is imported.
import wasm from "truconsent-wasm/truconsent_wasm_bg.wasm";
import { show } from "./show.js";

await show(wasm);
