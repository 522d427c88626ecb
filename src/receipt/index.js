// A receipt of a decision, which a person can keep, and which proves itself.

export { consentReceipt } from "./receipt.js";
export { verifyReceipt } from "./verify.js";
