// What can go wrong with a call on request, and how.

import { json } from "./answer.js";

const PAGE = "<!doctype html><title>Gateway</title><h1>Something is in the way</h1>";

/** What `fetch` rejects with where there is no answer. */
const noAnswer = () => new TypeError("Failed to fetch");

/** Each is given what carries the request out and answers it. */
const KINDS = {
  network: () => {
    throw noAnswer();
  },
  timeout: () => new Promise(() => {}),
  html: () => new Response(PAGE, { headers: { "Content-Type": "text/html; charset=utf-8" } }),
  cut: async (carryOut) => cut(carryOut()),
  lost: (carryOut) => {
    carryOut();
    throw noAnswer();
  },
};

/** What makes this kind of fault; throws where there is no such kind. */
export function faultOf(kind) {
  if (typeof kind === "string" && Object.hasOwn(KINDS, kind)) return KINDS[kind];
  if (!Number.isInteger(kind) || kind < 400 || kind > 599) {
    throw new TypeError(`fakeApi: a fault is ${Object.keys(KINDS).join(", ")} or a status from 400 to 599`);
  }
  // These say that the request was refused, and when it may come again.
  const wait = kind === 429 || kind === 503 ? { "Retry-After": "1" } : {};
  return () => json(kind, { error: "A fault was asked for" }, wait);
}

/** The answer without its second half. */
async function cut(response) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(bytes.slice(0, bytes.length / 2)),
    // Asked for once more only after the first half was read.
    pull: (controller) => controller.error(new TypeError("The connection was closed")),
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
