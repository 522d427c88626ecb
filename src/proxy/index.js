// What stands on a server between pages and the API, and holds the keys. What may go on, and what comes back, is decided by
// the rules, which are a module of WebAssembly; here requests are read, the API is asked, and replies are written.

import { Rules } from "#rules";
import { bytesOf, TooLarge } from "./bytes.js";
import { checked } from "./options.js";
import { asker } from "./upstream.js";

export function createProxy(options) {
  const { person, fetch, timeoutMs, log, ...settings } = checked(options);
  const rules = rulesOf(settings);
  return async function proxy(request) {
    const { pathname, search } = new URL(request.url);
    const method = String(request.method);
    const start = rules.route(method, pathname + search, [...request.headers]);
    const path = start.call() ?? null;
    const ask = asker(fetch, timeoutMs);
    const { status, headers, body, report = null } = await outcome(start, request, person, rules, ask);
    tell(log, { method: path && method, path, status, report });
    return new Response(status === 204 ? null : body, { status, headers });
  };
}

function rulesOf(settings) {
  try {
    return new Rules(settings);
  } catch ({ message }) {
    throw new TypeError(`createProxy: ${message}`);
  }
}

/** Goes through the rules, turn by turn, until there is a reply. */
async function outcome(start, request, person, rules, ask) {
  let turn = start;
  if (turn.reply()) return turn.reply();
  const limit = turn.bodyLimit();
  let id;
  try {
    id = await person(request);
  } catch {
    return FAULT;
  }
  if (id != null && (typeof id !== "string" || request.bodyUsed)) return FAULT;
  try {
    // Nobody's body is read.
    turn = rules.begin(turn, id ?? undefined, id && limit ? await bytesOf(request.body, limit) : new Uint8Array());
  } catch (error) {
    turn = turn.failed(error instanceof TooLarge ? "body_too_large" : "unreachable");
  }
  for (let asked; (asked = turn.request()); ) {
    const { how, status, headers, body } = await ask(asked);
    turn = how ? turn.failed(how) : rules.answered(turn, status, headers, body);
  }
  return turn.reply();
}

/** The application's own part did not work: nothing of why goes to the page. */
const FAULT = {
  status: 500,
  headers: [["cache-control", "no-store"], ["content-type", "application/json"], ["x-content-type-options", "nosniff"]],
  body: '{"error":"It cannot be found out who is signed in"}',
  report: "person",
};

/** A log that fails, or takes its time, is nothing to the page. */
function tell(log, entry) {
  try {
    Promise.resolve(log(entry)).catch(() => {});
  } catch {
    // as it is
  }
}
