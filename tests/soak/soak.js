// One client for very many calls, as a page that stays open makes them.

import { examples } from "../browser/support/documents.js";

const { fetch, setTimeout } = globalThis;
const { now } = Date;
const input = { client_user_id: "usr_1", subject: "S", description: "D", category: "erasure" };
const nominee = { user_id: "usr_1", nominee_name: "N", nominee_email: "n@example.in", nominee_mobile: "+919876543210", relationship: "spouse" };
const purpose = (id, consented) => ({ id, name: "N", consented, is_mandatory: false });
const decision = { collection_point_id: "c", action: "partial_consent", request_id: "r-1", changed: [],
  purposes: [purpose("p", "approved"), purpose("q", "declined")] };

/** Each call, and the example that its request is answered with. */
const calls = [
  ["banners", (client, options) => client.listBanners(options)],
  ["detail", (client, options) => client.getBanner("cp_signup_form", options)],
  ["banners", (client, options) => client.userBanners("usr_1", options)],
  ["status", (client, options) => client.consentStatus("usr_1", options)],
  ["merged", (client, options) => client.currentConsents("usr_1", { ...options, include: "all" })],
  ["record", (client, options) => client.recordConsent("usr_1", decision, options)],
  ["tickets", (client, options) => client.listGrievances("usr_1", options)],
  ["ticket", (client, options) => client.createGrievance(input, options)],
  ["ticket", (client, options) => client.updateGrievance("GRV-1", { status: "open" }, options)],
  ["nominees", (client, options) => client.listNominees("usr_1", options)],
  ["nominee", (client, options) => client.registerNominee(nominee, options)],
  ["nominee", (client, options) => client.updateNominee("n", { status: "active" }, options)],
  ["removed", (client, options) => client.deleteNominee("n", options)],
  ["dpo", (client, options) => client.dpo(options)],
];

/** Every so many calls end otherwise than well; the rest of the numbers do. */
const endings = {
  3: { status: 200, body: "<h1>" },
  7: { status: 404, body: '{"error":"No"}' },
  11: { status: 503, headers: { "Retry-After": "0" }, body: "{}" },
  13: { type: "opaqueredirect", status: 0, body: "" },
  17: "rejects",
  19: "is aborted",
  // These go to the server itself.
  2: "server",
  23: "server",
};
const PERIOD = 40;
/** One signal for nearly all of them, on which each call leaves what it forgets to take away. */
const pageIsLeft = new AbortController();

// A client remembers the ids of the records that it returned, for a while: each record has its own.
function answer(name, url, ending) {
  if (ending === "rejects") throw new TypeError("Failed to fetch");
  const example = name === "merged" ? (url.includes("user-status") ? "status" : "banners") : name;
  const text = ["ticket", "nominee"].includes(example)
    ? JSON.stringify({ ...JSON.parse(examples[example]), id: crypto.randomUUID() })
    : examples[example];
  const { status = 200, type = "default", headers = {}, body = text } = ending ?? {};
  return { status, type, headers: new Headers(headers), text: async () => body };
}

const begins = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new DOMException("Over", "AbortError"))));

/** Makes the calls of these numbers, and adds up how they ended. Nobody waits half a second for another attempt. */
async function call(client, from, to, ends) {
  globalThis.setTimeout = (then, ms) => setTimeout(then, ms <= 500 ? 0 : ms);
  // As if there was a second between any two.
  let seconds = from;
  Date.now = () => now() + seconds * 1_000;
  const one = async (number) => {
    seconds = number;
    const [name, start] = calls[number % calls.length];
    const ending = endings[number % PERIOD];
    globalThis.fetch = (url, init) => {
      if (ending === "server") return fetch(url, init);
      if (ending === "is aborted") return begins(init.signal);
      return (async () => answer(name, url, ending))();
    };
    const controller = ending === "is aborted" ? new AbortController() : pageIsLeft;
    const promise = start(client, { signal: controller.signal, timeoutMs: 20_000 });
    if (controller !== pageIsLeft) controller.abort();
    const end = await promise.then(() => "ok", ({ code }) => code);
    ends[end] = (ends[end] ?? 0) + 1;
  };
  for (let number = from; number < to; number += 1) await one(number);
  Object.assign(globalThis, { fetch, setTimeout });
  Date.now = now;
}

/** What the page holds after a collection, in bytes. */
async function level(memory) {
  performance.clearResourceTimings();
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    globalThis.gc({ type: "major", flavor: "last-resort" });
  }
  return { wasm: memory.buffer.byteLength, heap: performance.memory.usedJSHeapSize };
}

export async function soak(module, memory, options, warm, all) {
  const client = new module.ConsentClient(options);
  const ends = {};
  await call(client, 0, warm, ends);
  const before = await level(memory);
  await call(client, warm, all, ends);
  const after = await level(memory);
  return { before, after, ends };
}
