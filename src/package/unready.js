// What stands in for the module until it is loaded: whatever is asked of it says what to do.

import { refusal } from "./refusal.js";

export const unready = new Proxy({}, {
  get() {
    throw refusal({
      message: "truconsent-wasm is not ready: call init() and await it first.",
      code: "not_initialized",
      operation: "init",
      hint: "Await init() where the page starts.",
    });
  },
});
