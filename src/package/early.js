const early = new Map();
const LONGEST_MS = 10_000;

export function fetchEarly(address, options) {
  try {
    const { headers, credentials = "same-origin" } = options ?? {};
    const controller = new AbortController();
    const init = {
      method: "GET",
      credentials,
      cache: "no-store",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      headers: new Headers({ Accept: "application/json", ...headers }),
      signal: controller.signal,
    };
    const key = keyOf(address, init);
    if (isFresh(early.get(key))) return; // the page and an element may both want it
    const answer = fetch(address, init);
    answer.catch(() => {}); // it is the failure of the call that takes it, if one does
    early.set(key, { answer, controller, at: performance.now() });
  } catch {
    // The call itself says what is wrong.
  }
}

const isFresh = (found) => found && performance.now() - found.at <= LONGEST_MS;
const keyOf = (address, { headers, credentials }) => JSON.stringify([address, credentials, ...headers]);

/** What the crate calls in place of `fetch`. An answer that is older, or older than a write, may not be true any more. */
export function fetchOrTake(address, init) {
  if (init.method !== "GET") early.clear();
  const key = keyOf(address, init);
  const found = early.get(key);
  early.delete(key);
  if (!isFresh(found)) return fetch(address, init);
  init.signal.addEventListener("abort", () => found.controller.abort());
  return found.answer;
}
