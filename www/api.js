/** The one place that loads the program and asks the API. */

let loading = null;
let failures = 0;
let isConsentError = () => false;
let readTime = () => null;

/** The part of the page that could not be loaded is the program itself. */
class ProgramError extends Error {}

/** The package and a client for it, made once; after a failure the next call tries again. */
export function api() {
  loading ??= load().catch((cause) => {
    loading = null;
    throw new ProgramError("The program could not be loaded.", { cause });
  });
  return loading;
}

async function load() {
  const pkg = await import(`/pkg/truconsent_wasm.js${failures ? `?again=${failures}` : ""}`).catch((cause) => {
    // Many browsers remember that a module failed: only another address is asked for again.
    failures += 1;
    throw cause;
  });
  await pkg.default();
  // What is asked early must be asked before all else: later, it would be the answer to a later question.
  await import("/early.js").catch(() => {});
  isConsentError = pkg.isConsentError;
  readTime = pkg.apiTime;
  return { ...pkg, client: new pkg.ConsentClient({ baseUrl: "/api" }) };
}

/** A time that the API sent, in any of its spellings; null where it is no time at all. */
export function apiTime(sent) {
  return readTime(sent);
}

/** Why something failed, as one of the page's own reasons. */
export function reason(error) {
  if (error instanceof ProgramError) return { code: "program" };
  if (!isConsentError(error)) return { code: "other" };
  // Found before anything was sent: the record is another one than the person was shown.
  const isChanged = error.code === "conflict" && error.status === null;
  return {
    code: isChanged ? "changed" : error.code, serverMessage: error.serverMessage, waitMs: error.retryAfterMs,
  };
}
