// Asking the API.

import { bytesOf, TooLarge } from "./bytes.js";

/** Larger answers are refused, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * A function that makes one request, and gives its answer, or how there came to be none. All that it is asked has one time,
 * from the first question on.
 */
export function asker(fetch, timeoutMs) {
  let signal;
  return async ({ method, url, headers, body }) => {
    signal ??= AbortSignal.timeout(timeoutMs);
    // Some servers' fetch keeps what it has read, for whoever comes next.
    const options = { method, headers, body, signal, redirect: "manual", cache: "no-store" };
    try {
      const answer = await (fetch ?? globalThis.fetch)(url, options);
      const bytes = await bytesOf(answer.body, LARGEST);
      if (answer.type === "opaqueredirect") return { how: "not_http" };
      return { status: answer.status, headers: [...answer.headers].filter(isOfUse), body: bytes };
    } catch (error) {
      if (error instanceof TooLarge) return { how: "too_large" };
      return { how: signal.aborted ? "too_slow" : "unreachable" };
    }
  };
}

/** What is encoded is decoded by now; what is not, is no JSON. */
const isOfUse = ([name]) => name !== "content-encoding";
