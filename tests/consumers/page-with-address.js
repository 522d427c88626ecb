// For bundlers that copy a file only when it is imported. The name that they give is beside this script, wherever the
// page is.
import address from "truconsent-wasm/truconsent_wasm_bg.wasm";
import { show } from "./show.js";

await show(new URL(address, import.meta.url));
