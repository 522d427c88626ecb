// A world in which nothing happens by itself: an API that answers when it is told to, channels that deliver when they are
// told to, a clock that is set, and tabs of one person in it. What each tab knows is written down beside it.

import { setImmediate } from "node:timers/promises";
import { ConsentClient } from "truconsent-wasm";
import { createConsentStore } from "truconsent-wasm/store";

const PERSON = "usr_asha";
const DAY = 86_400_000;

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function numbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Two collection points. One of the purposes lasts a day, one is asked at both, and one is a notice. */
const POINTS = {
  news: [{ id: "mail" }, { id: "shared", expiry_period: "1 Day" }],
  shop: [{ id: "shared" }, { id: "order", expiry_period: "1 Day" }, { id: "fraud", is_legitimate: true }],
};
export const PURPOSES = Object.entries(POINTS).flatMap(([point, purposes]) => purposes
  .filter(({ is_legitimate }) => !is_legitimate).map(({ id, expiry_period }) => ({ point, id, lasts: expiry_period ? DAY : Infinity })));

/** Puts channels in place of the platform's: what is posted waits until it is delivered. */
function fakeChannels() {
  const channels = new Set();
  const posted = [];
  class FakeChannel {
    constructor(name) {
      this.name = name;
      channels.add(this);
    }
    postMessage(data) {
      posted.push({ from: this, data: structuredClone(data) });
    }
    close() {
      channels.delete(this);
    }
  }
  const deliver = ({ from, data }) => {
    for (const channel of channels) if (channel !== from && channel.name === from.name) channel.onmessage({ data: structuredClone(data) });
  };
  return { FakeChannel, channels, posted, deliver };
}

export function createWorld(random) {
  const hub = fakeChannels();
  const before = globalThis.BroadcastChannel;
  globalThis.BroadcastChannel = hub.FakeChannel;
  const records = [];
  const requests = [];
  const world = { clock: Date.UTC(2026, 0, 1), records, requests, hub, tabs: [] };
  const latest = (among, point) => among.filter((record) => record.point === point).sort((a, b) => b.time - a.time)[0];

  /** Takes a decision on record, or finds it there. Its time is the API's own, which has nothing to do with the clock's. */
  world.append = (point, action, states, request_id = null) => {
    const found = records.find((record) => request_id && record.request_id === request_id);
    if (found) return found;
    const time = Date.UTC(2026, 0, 1) + records.length * 1_000;
    const record = { id: `record-${records.length}`, point, time, action, states: { ...states }, request_id };
    records.push(record);
    return record;
  };

  const consents = (record) => ({
    id: record.id,
    action: record.action,
    purpose_consents: Object.entries(record.states).map(([purpose_id, status]) => ({ purpose_id, purpose_name: null, status })),
    timestamp: new Date(record.time).toISOString().slice(0, -1),
    status: "pending",
    request_id: record.request_id,
  });

  const banner = (point) => {
    const record = latest(records, point);
    return {
      banner_id: point,
      collection_point: point,
      title: point,
      asset: null,
      record: record?.id,
      shown_to_principal: record?.action === "approved",
      purposes: POINTS[point].map((purpose) => ({
        name: purpose.id,
        is_mandatory: false,
        expiry_period: null,
        relationships: {},
        ...purpose,
        consented: record?.states[purpose.id] ?? "pending",
      })),
      data_elements: [],
      legal_entities: [],
    };
  };

  /** What the API says at this moment. */
  function answer({ path, method, body }) {
    if (method === "POST") {
      const point = path.split("/").at(-2);
      const states = Object.fromEntries((body.purposes ?? []).map(({ id, consented }) => [id, consented]));
      return { status: 201, json: { ...consents(world.append(point, body.action, states, body.requestId)), collection_point_id: point } };
    }
    if (path.startsWith("/banners")) return { status: 200, json: Object.keys(POINTS).map(banner) };
    const entries = Object.keys(POINTS).map((point) => latest(records, point)).filter(Boolean);
    if (!entries.length) return { status: 404, json: { error: "No consent records found for user" } };
    return {
      status: 200,
      json: {
        user_id: PERSON,
        total_consents: records.length,
        collection_points: entries.map((record) => ({ collection_point: { id: record.point, display_id: null }, latest_consent: consents(record) })),
        timestamp: null,
      },
    };
  }

  /** A request that waits for its answer. */
  const fetch = (url, init) => new Promise((resolve, reject) => {
    const path = new URL(url).pathname.replace(/^\/api\/v1\/external/, "");
    const request = { path, method: init.method ?? "GET", body: init.body ? JSON.parse(init.body) : null, resolve, reject };
    init.signal.addEventListener("abort", () => {
      if (requests.includes(request)) requests.splice(requests.indexOf(request), 1);
      reject(new DOMException("aborted", "AbortError"));
    });
    if (world.isClosed) reject(new TypeError("Failed to fetch"));
    requests.push(request);
  });

  /** The API does what a request asks for; that its answer arrives is another matter. */
  world.process = (request) => {
    const { path } = request;
    const fault = world.isCalm ? 1 : random();
    request.answer = answer(request);
    if (path.endsWith("user-status") && fault < 0.25) request.answer = { status: 403, json: { error: "The key lacks the scope" } };
    else if (fault < 0.35) request.answer = fault < 0.3 ? { status: 500, json: { error: "No" } } : null;
  };

  world.deliver = (request) => {
    requests.splice(requests.indexOf(request), 1);
    const { resolve, reject, answer: given } = request;
    if (given) resolve(Response.json(given.json, { status: given.status }));
    else reject(new TypeError("Failed to fetch"));
  };

  /** Lets all that can happen happen. */
  world.settle = async () => {
    for (let i = 0; i < 4; i += 1) await setImmediate();
  };

  /** Opens a tab. */
  world.open = (initial) => {
    const real = new ConsentClient({ baseUrl: "http://127.0.0.1:9/", maxRetries: 0, fetch });
    // With the records those whose time it knows: a banner alone does not tell it.
    const known = new Map();
    const learn = (id, isTimed = true) => {
      const record = records.find((record) => record.id === id);
      if (record) known.set(record, isTimed || known.get(record));
    };
    const client = {
      baseUrl: real.baseUrl,
      async currentConsents(...given) {
        const read = await real.currentConsents(...given);
        for (const { record_id, record } of read.banners) learn(record_id ?? record, record_id !== null);
        return read;
      },
      async recordConsent(...given) {
        const record = await real.recordConsent(...given);
        learn(record.id);
        return record;
      },
    };
    const options = { client, userId: PERSON, initial, now: () => world.clock };
    const tab = { store: createConsentStore(options), known, learn };
    world.tabs.push(tab);
    return tab;
  };

  /** What the latest record that a tab knows of says of a purpose: whether it approves it now. */
  world.mayAllow = ({ known }, { point, id, lasts }) => {
    const record = latest([...known.keys()], point);
    return record?.states[id] === "approved" && !(known.get(record) && record.time + lasts <= world.clock);
  };

  /** What the API has on record of a purpose. */
  world.isApproved = ({ point, id, lasts }) => {
    const record = latest(records, point);
    return record?.states[id] === "approved" && record.time + lasts > world.clock;
  };

  /** Lets everything come to its end without a fault, and has each tab read once more. */
  world.calm = async () => {
    world.isCalm = true;
    const drain = async () => {
      for (const message of hub.posted.splice(0)) hub.deliver(message);
      for (const request of [...requests]) {
        if (!("answer" in request)) world.process(request);
        world.deliver(request);
      }
      await world.settle();
      if (requests.length || hub.posted.length) await drain();
    };
    await drain();
    const reads = world.tabs.map(({ store }) => store.refresh());
    await drain();
    await Promise.all(reads);
  };

  world.close = () => {
    world.isClosed = true;
    for (const { store } of world.tabs) store.close();
    for (const { reject } of requests) reject(new TypeError("Failed to fetch"));
    globalThis.BroadcastChannel = before;
  };
  return world;
}
