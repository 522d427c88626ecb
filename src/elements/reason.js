// Why something went wrong, as far as a reader can do something about it.

import { isConsentError } from "truconsent-wasm";

/** The module itself could not be loaded. */
export class ProgramError extends Error {
  name = "ProgramError";
}

/** `{ code, serverMessage, waitMs }` of anything that was thrown; `code` is the package's, or "program", "changed", "other". */
export function reason(error) {
  if (error instanceof ProgramError) return { code: "program" };
  if (!isConsentError(error)) return { code: "other" };
  // Found before anything was sent: the record is another one than the person was shown.
  const isChanged = error.code === "conflict" && error.status === null;
  return { code: isChanged ? "changed" : error.code, serverMessage: error.serverMessage, waitMs: error.retryAfterMs };
}
