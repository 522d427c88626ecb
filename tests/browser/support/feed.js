// A stand-in for `fetch` whose answers are bent out of shape, the same way in every run.

import { examples, fits, shapes } from "./documents.js";

const codes =
  "invalid_options invalid_input bad_request unauthenticated forbidden origin_not_allowed not_found conflict " +
  "rate_limited server_error http_error network timeout aborted unexpected_response outcome_unknown " +
  "mandatory_purpose unknown_purpose";
const known = new Set(codes.split(" "));
const { fetch } = globalThis;
let state = 1;
let kinds = Object.create(null);

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
      for (let times = below(5); times > 0; times -= 1) put(object, pick(keys), anything(levels - 1));
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

// Each gives something else in a value's place, and is counted by its name.
const bends = {
  "anything": () => anything(),
  "null": () => null,
  "wrong type": (value) => (typeof value === "string" ? random() < 0.5 : pick([String(value), below(1000), true])),
  "number for text": () => pick(numbers),
  "array for object": (value) => (Array.isArray(value) ? { ...value } : [value]),
  "like an array": (value) => ({ 0: value, length: 1 }),
  "duplicate ids": (value) => (Array.isArray(value) ? [...value, ...value.map(twin)] : pick(texts)),
  "camelCase": inCamelCase,
  "100 deep": (value) => deep(value, 100),
  "lone surrogate": (value) => `${value}\ud800`,
  "empty": () => pick([[], {}, ""]),
};

/** The same id with something else beside it. */
function twin(item) {
  if (typeof item !== "object" || item === null) return item;
  const copy = { ...item };
  const key = pick(Object.keys(copy));
  if (key !== undefined && !/id$/.test(key)) put(copy, key, anything(1));
  return copy;
}

const count = (kind) => {
  kinds[kind] = (kinds[kind] ?? 0) + 1;
};

function bent(value) {
  const kind = pick(Object.keys(bends));
  count(kind);
  return bends[kind](value);
}

/** An example bent at some places, or something else altogether. */
function hostile(name) {
  if (random() < 0.04) return anything();
  const root = { root: JSON.parse(examples[name]) };
  for (let times = below(4); times > 0; times -= 1) {
    const [holder, key] = pick(places(root));
    const chance = random();
    if (chance < 0.15 && key !== "root") {
      count("missing field");
      delete holder[key];
    } else if (chance < 0.55) {
      const object = typeof holder[key] === "object" && holder[key] !== null ? holder[key] : holder;
      const extra = pick(keys);
      count("extra field");
      count(extra);
      put(object, extra, random() < 0.5 ? { polluted: true, is_mandatory: true } : anything());
    } else put(holder, key, bent(holder[key]));
  }
  return random() < 0.1 ? { [pick(["data", "items"])]: root.root } : root.root;
}

/** Ten megabytes, in a key and in a value. */
const huge = { 5_000: '"', 15_000: ':"' };

function body(name, number) {
  const place = huge[number];
  if (place) count("10 MB");
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

/** Replaces `fetch`. Returns the count of bodies that it gave out, and of the kinds of what is wrong with them. */
export function feed(seed) {
  state = seed;
  kinds = Object.create(null);
  const fed = { bodies: 0, kinds };
  globalThis.fetch = async (url, { method }) => {
    const [, name] = routes.find(([route]) => route.test(`${method} ${url}`));
    fed.bodies += 1;
    const status = random() < 0.08 ? pick(statuses) : method === "POST" ? 201 : 200;
    const content = status >= 400 && random() < 0.7 && !huge[fed.bodies] ? refusal() : body(name, fed.bodies);
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

export function stop() {
  globalThis.fetch = fetch;
}

const wanted = "null, wrong type, number for text, array for object, duplicate ids, 100 deep, lone surrogate, missing field, " +
  "extra field, __proto__, constructor, toJSON";

/** The kinds that were hardly fed; empty where none is lacking. */
export function lacking(fed, isAnswer) {
  const few = wanted.split(", ").filter((kind) => !(fed.kinds[kind] >= 100));
  return [...few, ...(isAnswer && fed.kinds["10 MB"] !== 2 ? ["10 MB"] : [])].join();
}

/** Any JSON value: an answer's example bent, an input bent, or anything. */
export function any(name) {
  return JSON.parse(JSON.stringify(hostile(name)) ?? "null");
}

/** What is wrong with the end of a call; empty where nothing is. `shape` is that of a success. */
export function judge(shape, succeeded, value) {
  if (!succeeded) return judgeError(value);
  if (!fits(value, shapes[shape])) return `not the shape of ${shape}: ${JSON.stringify(value)?.slice(0, 2000)}`;
  if (shape.startsWith("merged")) return judgeMerged(value);
  if (shape === "record" && !isRecorded(value)) return `not what was sent: ${JSON.stringify(value)}`;
  return "";
}

// What was sent approves p, declines q, and is named r-1. A record of that name may be odd in all but what it decides;
// one without a name must be of just what was sent.
function isRecorded({ action, collection_point_id: point, purpose_consents: list, request_id: name }) {
  const isYes = (word) => /^(approved|accepted|yes|true)$/i.test(word);
  const isNo = (word) => /^(declined|rejected|revoked|no|false)$/i.test(word);
  const [ofP, others] = [list.filter(({ purpose_id: id }) => id === "p"), list.filter(({ purpose_id: id }) => id !== "p")];
  const contradicts = ofP.some(({ status }) => isNo(status)) || others.some(({ purpose_id: id, status }) => id && isYes(status));
  if (name === "r-1") return !contradicts && !/^no_?action$/i.test(action);
  const saysAll = ofP.length === 1 && isYes(ofP[0].status) && others.length === 1 && isNo(others[0].status);
  return point === "c" && action.toLowerCase() === "partial_consent" && saysAll && !contradicts;
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

const prototypes = [Object, Array, Function, String, Number, Boolean, Promise, Error, Map].map(({ prototype }) => prototype);
const parts = () =>
  prototypes.flatMap((prototype) => Reflect.ownKeys(prototype).flatMap((key) => [key, ...Object.values(Object.getOwnPropertyDescriptor(prototype, key))]));
const pristine = parts();

/** Whether the built-in prototypes have what they had in the beginning, to the very functions, and nothing more. */
export function untouched() {
  const now = parts();
  return now.length === pristine.length && now.every((part, at) => Object.is(part, pristine[at]));
}
