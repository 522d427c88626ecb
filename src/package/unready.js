// What stands in for the module until it is loaded: whatever is asked of it says what to do. The error is made as
// src/error/mod.rs makes the others.
export const unready = new Proxy({}, {
  get() {
    const data = {
      name: "ConsentError",
      message: "truconsent-wasm is not ready: call init() and await it first.",
      code: "not_initialized",
      operation: "init",
      status: null,
      serverMessage: null,
      retryable: false,
      retryAfterMs: null,
      attempts: 0,
      fields: [],
      hint: "Await init() where the page starts.",
    };
    throw Object.defineProperty(Object.assign(new Error(data.message), data), "toJSON", {
      value: () => structuredClone(data),
      configurable: true,
      writable: true,
    });
  },
});
