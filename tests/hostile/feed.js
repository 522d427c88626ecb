// A stand-in for `fetch` whose answers are bent out of shape, the same way in every run.

import { examples, fits, shapes } from "./documents.js";

const codes =
  "invalid_options invalid_input bad_request unauthenticated forbidden origin_not_allowed not_found conflict " +
  "rate_limited server_error http_error network timeout aborted unexpected_response outcome_unknown " +
  "mandatory_purpose unknown_purpose";
const known = new Set(codes.split(" "));
const { fetch } = globalThis;
let state = 1;

/** A number in 0..1, from a generator that starts anew with each feed. */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const below = (count) => Math.floor(random() * count);
const pick = (list) => list[below(list.length)];
const keys = ["__proto__", "constructor", "prototype", "toJSON", "then", "hasOwnProperty", "length", "valueOf", "data", "items",
  "id", "status", "error", "message", "isMandatory", "purposes", "purpose_consents", "0", "", "\u0000", "\ud800", "மீரா"];
const texts = ["", " ", "approved", "ACCEPTED", "declined", "pending", "c", "p", "usr_1", "../..", "<b>", "\ud800", "\udfff\ud800",
  "\u0000", "\u202e", "🙂", "2026-04-21T10:34:52Z", "null", "9".repeat(400), "x".repeat(5000)];
const numbers = [0, -0, 1, -1, 0.1, 1e308, 5e-324, 2 ** 53, 4294967296, NaN];

function deep(value, levels) {
  for (let level = 0; level < levels; level += 1) value = random() < 0.5 ? [value] : { [pick(["data", "a", "asset"])]: value };
  return value;
}

function anything(levels = 3) {
  switch (below(levels > 0 ? 9 : 6)) {
    case 0: return null;
    case 1: return random() < 0.5;
    case 2: return pick(numbers);
    case 3: case 4: return pick(texts);
    case 5: return JSON.parse(examples[pick(Object.keys(examples))]);
    case 6: return Array.from({ length: below(5) }, () => anything(levels - 1));
    case 7: return random() < 0.05 ? deep(anything(0), 100) : {};
    default: {
      const object = {};
      for (let count = below(5); count > 0; count -= 1) put(object, pick(keys), anything(levels - 1));
      return object;
    }
  }
}

/** Also a key that is named `__proto__` becomes one like any other. */
function put(object, key, value) {
  if (Array.isArray(object) && key === "length") return;
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function places(value, found = []) {
  if (typeof value === "object" && value !== null && found.length < 500) {
    for (const key of Object.keys(value)) {
      found.push([value, key]);
      places(value[key], found);
    }
  }
  return found;
}

const camel = (key) => key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

function inCamelCase(value) {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== "object" || value === null) return value;
  const object = {};
  for (const [key, item] of Object.entries(value)) put(object, camel(key), inCamelCase(item));
  return object;
}

function bent(value) {
  switch (below(12)) {
    case 0: return anything();
    case 1: return null;
    case 2: return String(value);
    case 3: return typeof value === "string" ? below(1000) : [value];
    case 4: return Array.isArray(value) ? { ...value } : { 0: value, length: 1 };
    case 5: return Array.isArray(value) ? [...value, ...value] : pick(texts);
    case 6: return inCamelCase(value);
    case 7: return deep(value, 100);
    case 8: return random() < 0.5;
    case 9: return pick(numbers);
    case 10: return [];
    default: return {};
  }
}

/** An example bent at some places, or something else altogether. */
function hostile(name) {
  if (random() < 0.04) return anything();
  const root = { root: JSON.parse(examples[name]) };
  for (let count = below(4); count > 0; count -= 1) {
    const [holder, key] = pick(places(root));
    const chance = random();
    if (chance < 0.15 && key !== "root") delete holder[key];
    else if (chance < 0.55) {
      const object = typeof holder[key] === "object" && holder[key] !== null ? holder[key] : holder;
      put(object, pick(keys), random() < 0.5 ? { polluted: true, is_mandatory: true } : anything());
    } else put(holder, key, bent(holder[key]));
  }
  return random() < 0.1 ? { [pick(["data", "items"])]: root.root } : root.root;
}

function body(name, number) {
  // Ten megabytes, in a key and in a value.
  const place = { 5_000: '"', 15_000: ':"' }[number];
  if (place) return JSON.stringify(root(name)).replace(place, place + "long".repeat(2_500_000));
  const text = JSON.stringify(hostile(name)) ?? "undefined";
  return random() < 0.03 ? text.slice(0, below(text.length + 1)) : text;
}

const root = (name) => JSON.parse(examples[name]);

const routes = [
  [/^GET .*\/banners(\/user\/.*)?$/, "banners"],
  [/^GET .*\/banners\//, "detail"],
  [/user-status/, "status"],
  [/\/consent\//, "record"],
  [/^GET .*\/grievance/, "tickets"],
  [/\/grievance/, "ticket"],
  [/^GET .*\/nominee/, "nominees"],
  [/^DELETE/, "removed"],
  [/\/nominee/, "nominee"],
  [/\/dpo/, "dpo"],
];
const statuses = [204, 206, 400, 401, 403, 404, 404, 404, 408, 409, 418, 429, 500, 502, 503];

/** Replaces `fetch`. Returns the count of bodies that it gave out. */
export function feed(seed) {
  state = seed;
  const fed = { bodies: 0 };
  globalThis.fetch = async (url, { method }) => {
    const [, name] = routes.find(([route]) => route.test(`${method} ${url}`));
    fed.bodies += 1;
    const status = random() < 0.08 ? pick(statuses) : method === "POST" ? 201 : 200;
    const content = status >= 400 && random() < 0.7 ? refusal() : body(name, fed.bodies);
    return respond(status, content);
  };
  return fed;
}

function refusal() {
  const error = { [pick(["error", "error", "message", "detail"])]: random() < 0.7 ? pick(texts) : anything() };
  return JSON.stringify(random() < 0.3 ? anything() : error) ?? "";
}

/** Mostly what looks like a `Response`, for real ones take several times as long. */
function respond(status, text) {
  if (random() < 0.05) return new Response(status === 204 ? null : text, { status });
  const headers = new Headers();
  return { status, type: "default", headers, text: async () => (status === 204 ? "" : text) };
}

export function restore() {
  globalThis.fetch = fetch;
}

/** Any JSON value: an answer's example bent, an input bent, or anything. */
export function any(name) {
  return JSON.parse(JSON.stringify(hostile(name)) ?? "null");
}

/** What is wrong with the end of a call; empty where nothing is. `shape` is that of a success. */
export function judge(shape, succeeded, value) {
  if (!succeeded) return judgeError(value);
  if (!fits(value, shapes[shape])) return `not the shape of ${shape}: ${JSON.stringify(value)?.slice(0, 2000)}`;
  if (shape === "merged") return judgeMerged(value);
  if (shape === "record") {
    const said = Object.fromEntries(value.purpose_consents.map(({ purpose_id, status }) => [purpose_id, status]));
    const claims = value.action.toLowerCase() === "partial_consent" && /^(approved|accepted|yes|true)$/i.test(said.p);
    if (!claims || value.purpose_consents.length !== 2) return `not what was sent: ${JSON.stringify(value)}`;
  }
  return "";
}

function judgeError(error) {
  if (!(error instanceof Error) || error.name !== "ConsentError") return `no ConsentError: ${error?.stack ?? error}`;
  if (!known.has(error.code)) return `no code: ${error.code}`;
  if (JSON.parse(JSON.stringify(error)).code !== error.code) return "toJSON does not work";
  if (error.message.length > 500 || error.message.includes("usr_1")) return `too much said: ${error.message.slice(0, 600)}`;
  if ((error.serverMessage?.length ?? 0) > 1000) return "too much of the server's words";
  return "";
}

function judgeMerged({ status, status_error: error, banners }) {
  if ((status === "unavailable") !== (error !== null)) return `${status} with ${error}`;
  if (error !== null && judgeError(error)) return judgeError(error);
  const purposes = banners.flatMap((banner) => banner.purposes);
  const unfounded = purposes.find(({ consented, source }) => source === "none" && consented !== "pending");
  const isYes = (word) => word === undefined || /^(approved|accepted|yes|true)$/i.test(word);
  const misread = purposes.find(({ consented, raw_consented: raw }) => consented === "approved" && !isYes(raw));
  if (misread) return `read as consent: ${JSON.stringify(misread)}`;
  return unfounded ? `consent out of nothing: ${JSON.stringify(unfounded)}` : "";
}

/** What there is of the built-in prototypes, to see that it stays so. */
export function prototypes() {
  const all = [Object, Array, Function, String, Number, Boolean, Promise, Error, Map].map(({ prototype }) => prototype);
  return JSON.stringify(all.map((prototype) => Reflect.ownKeys(prototype).map(String))) + String({}.polluted);
}
