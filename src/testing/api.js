// The whole API: each request finds its call, meets a fault where one was asked for, and is answered from the data.

import { json } from "./answer.js";
import { readFields } from "./body.js";
import { callerOf } from "./caller.js";
import { checkCall, router } from "./calls.js";
import { counters, fill } from "./data.js";
import * as defaults from "./defaults.js";
import { faultOf } from "./faults.js";
import { record } from "./log.js";
import { Refusal } from "./refusal.js";

/** The documented API in memory. */
export function fakeApi({ people = defaults.people, points = defaults.points, organization = defaults.organization, person, routes } = {}) {
  const ids = counters();
  const start = fill({ people, points, organization }, ids);
  const find = router(routes);
  let data, faults, requests;
  const reset = () => {
    data = { ...structuredClone(start), ...ids };
    faults = new Map();
    requests = [];
  };
  reset();

  /** Carries a request out, and answers it. */
  function answer(call, { headers }, bytes) {
    if (!call) return json(501, { error: "fakeApi: the documents have no such call" });
    try {
      const caller = callerOf(headers, data.organization, person);
      const id = call.id();
      const fields = call.takesBody ? readFields(headers.get("content-type"), bytes) : {};
      return json(...call.answer({ data, caller, id, fields }));
    } catch (error) {
      if (error instanceof Refusal) return json(error.status, { error: error.message });
      throw error;
    }
  }

  /** The fault that is due, if one is, once less from now on. */
  function due(call) {
    const fault = faults.get(call?.name);
    if (!fault || fault.times <= 0) return undefined;
    fault.times -= 1;
    return fault.happen;
  }

  async function handle(input, init, signal) {
    const { request, url } = read(input, init);
    const bytes = await request.arrayBuffer();
    if (signal?.aborted) throw reasonOf(signal);
    const call = find(request.method, url);
    requests.push({ call: call?.name ?? null, method: request.method, path: url.pathname + url.search, body: parsed(bytes) });
    const carryOut = () => answer(call, request, bytes);
    const happen = due(call);
    return happen ? happen(carryOut) : carryOut();
  }

  async function fetch(input, init) {
    const signal = init?.signal === undefined ? input?.signal : init.signal;
    let stop;
    const aborted = new Promise((_, reject) => {
      stop = () => reject(reasonOf(signal));
    });
    signal?.addEventListener("abort", stop);
    try {
      return await Promise.race([handle(input, init, signal), aborted]);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  return {
    fetch,
    records: () => {
      const { log, grievances, nominees } = data;
      return structuredClone({ consents: log.map((entry) => ({ user_id: entry.user_id, ...record(entry) })), grievances, nominees });
    },
    requests: () => structuredClone(requests),
    unmatched: () => structuredClone(requests.filter(({ call }) => call === null)),
    fault: (call, kind, times = Infinity) => {
      checkCall(call);
      if (kind === null) faults.delete(call);
      else faults.set(call, { happen: faultOf(kind), times });
    },
    reset,
  };
}

/** Simulated signals may have none. */
const reasonOf = (signal) => signal.reason ?? new DOMException("The request was aborted", "AbortError");

/**
 * What `fetch` is given, as a request and its address. The caller's signal stays out of the request: a page's or a
 * simulated one's is no signal to the `Request` of Node. So do the members that not every platform has.
 */
function read(input, init = {}) {
  const isRequest = typeof input === "object" && !(input instanceof URL);
  // A path is enough: where the API is does not matter here.
  const url = new URL(isRequest ? input.url : input, "http://localhost");
  const { method, headers, body } = init ?? {};
  const stream = body instanceof ReadableStream ? { duplex: "half" } : {};
  return { url, request: new Request(isRequest ? input : url, { method, headers, body, ...stream }) };
}

/** A body as its JSON, where it is that. */
function parsed(bytes) {
  if (!bytes.byteLength) return null;
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
