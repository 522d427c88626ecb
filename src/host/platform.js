// What only the platform itself knows: a browser, Node, Deno, Bun and workers differ.

/** Whether this platform sends such a header: browsers keep some to themselves, and drop them from a request. */
export function isSendable(name, value) {
  try {
    return new Request("http://a", { headers: [[name, value]] }).headers.has(name);
  } catch {
    return false;
  }
}

/** Whether there is a page that a path is resolved by. */
export const hasPage = () => /^https?:/.test(globalThis.document?.baseURI ?? globalThis.location?.href);

/** Asks a function again later, in what the platform keeps of this turn (`AsyncLocalStorage`): callbacks have it, too. */
export function repeatable(make) {
  let wake, made;
  const arm = () => {
    made = new Promise((resolve) => { wake = resolve; }).then(() => (arm(), make()));
  };
  arm();
  return () => {
    const asked = made;
    wake();
    return asked;
  };
}
