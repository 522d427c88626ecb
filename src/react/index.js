// Where a person stands, for React: thin over truconsent-wasm/store.

export { ConsentProvider } from "./provider.js";
export { useAllowed, useConsents, useNotice, useRecord } from "./hooks.js";
