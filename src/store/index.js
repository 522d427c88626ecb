// Where a person stands, live: one object that says what may be done, and tells when that changes, in every tab.

export { createConsentStore } from "./store.js";
