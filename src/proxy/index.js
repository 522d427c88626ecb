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
  if (!turn.call()) return end(turn);
  const id = await personOf(person, request);
  if (id === undefined) return instead(turn, FAULT);
  let body = new Uint8Array();
  // Nobody's body is read.
  if (id && turn.bodyLimit()) {
    try {
      body = await bytesOf(request.body, turn.bodyLimit());
    } catch (error) {
      return error instanceof TooLarge ? end(turn.failed("body_too_large")) : instead(turn, BROKEN);
    }
  }
  turn = rules.begin(turn, id ?? undefined, body);
  for (let next; (next = turn.request()); ) {
    const answer = await ask(next);
    turn = answer.how ? turn.failed(answer.how) : rules.answered(turn, answer.status, answer.headers, answer.body);
  }
  return end(turn);
}

/** An id, or null for nobody; undefined where the application does not say. */
async function personOf(person, request) {
  try {
    const id = (await person(request)) ?? null;
    return (id === null || typeof id === "string") && !request.bodyUsed ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The reply; what the rules hold of it is given back at once, for it may have megabytes. */
function end(turn) {
  const reply = turn.reply();
  turn.free();
  return reply;
}

function instead(turn, reply) {
  turn.free();
  return reply;
}

const refusal = (status, words, report) => ({
  status,
  headers: [["cache-control", "no-store"], ["content-type", "application/json"], ["x-content-type-options", "nosniff"]],
  body: JSON.stringify({ error: words }),
  report,
});
/** The application's own part did not work: nothing of why goes to the page. */
const FAULT = refusal(500, "It cannot be found out who is signed in", "person");
/** Most likely nobody is there any more. */
const BROKEN = refusal(400, "The request body broke off");

/** A log that fails, or takes its time, is nothing to the page. */
function tell(log, entry) {
  try {
    Promise.resolve(log(entry)).catch(() => {});
  } catch {
    // as it is
  }
}
