// A stand-in for `fetch` that records every request and answers from a script, for what no server can be made to do.
//
// The script is a list of answers. A request takes the first one that is left over and whose `path` its address contains:
//
//   path                          only for addresses that contain it
//   times                         for so many requests, default 1; null is for all
//   status, headers, json | text  the answer
//   body                          "breaks" or "hangs" after its first byte
//   redirect                      true: an opaque redirect
//   value                         anything, in place of a Response
//   delay                         milliseconds before it
//   hang                          true: it never comes
//   deaf                          true: the signal is not heard
//   reject                        {error: "…"} a TypeError, {value: …} that value, {} undefined
//   throw                         the same, thrown and not rejected

const { fetch, setTimeout } = globalThis;

export function restore() {
  Object.assign(globalThis, { fetch, setTimeout });
}

/** Returns the log that is kept from now on. With `hurry`, what waits for less than ten seconds waits no longer. */
export function install(script, hurry) {
  const rules = JSON.parse(script).map((rule) => ({ times: 1, ...rule }));
  const log = { requests: [], unmatched: [], waits: [] };
  globalThis.setTimeout = (then, ms, ...rest) => {
    log.waits.push(ms);
    return setTimeout(then, hurry && ms < 10_000 ? 0 : ms, ...rest);
  };
  globalThis.fetch = (url, init = {}) => {
    log.requests.push(describe(url, init));
    const rule = rules.find(({ path = "", times }) => times !== 0 && String(url).includes(path));
    if (!rule) {
      log.unmatched.push(`${init.method} ${url}`);
      return Promise.resolve(new Response('{"error":"Not in the script"}', { status: 501 }));
    }
    if (rule.times) rule.times -= 1;
    if (rule.throw) throw thrown(rule.throw);
    return answer(rule, init.signal);
  };
  return log;
}

/** Resolves when `enough` of the log. */
export async function until(log, enough) {
  while (!enough(log)) await new Promise((resolve) => setTimeout(resolve, 1));
}

function describe(url, { headers, signal, ...init }) {
  return {
    url: String(url),
    ...init,
    headers: Object.fromEntries(new Headers(headers)),
    get aborted() {
      return signal?.aborted ?? null;
    },
  };
}

function answer(rule, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new DOMException("The request was aborted.", "AbortError"));
    if (!rule.deaf && signal?.aborted) return abort();
    if (!rule.deaf) signal?.addEventListener("abort", abort, { once: true });
    const settle = () => (rule.reject ? reject(thrown(rule.reject)) : resolve(response(rule)));
    if (rule.delay) setTimeout(settle, rule.delay);
    else if (!rule.hang) settle();
  });
}

const thrown = ({ error, value }) => (error === undefined ? value : new TypeError(error));

function response(rule) {
  if ("value" in rule) return rule.value;
  if (rule.redirect) return { type: "opaqueredirect", status: 0, ok: false, headers: new Headers(), text: async () => "" };
  const { status = 200, headers, json = null, text = JSON.stringify(json) } = rule;
  const content = rule.body ? unfinished(text, rule.body) : text;
  return new Response([204, 205, 304].includes(status) ? null : content, { status, headers });
}

function unfinished(text, how) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(0, 1)));
    },
    pull(controller) {
      if (how === "breaks") controller.error(new TypeError("The connection broke off."));
    },
  });
}
