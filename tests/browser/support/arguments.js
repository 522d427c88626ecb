// Every public function with every wrong argument in every place.

import { isConsentError } from "../../../src/package/guard.js";
import { examples, fits, shapes } from "./documents.js";

const trap = () => {
  throw new Error("trapped");
};
const traps = new Proxy({}, { get: () => trap });
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const keys = "aborted addEventListener baseUrl headers apiKey signal timeoutMs purposes id banner_id collection_point consented " +
  "collection_points latest_consent purpose_id status action subject nominee_name user_id client_user_id name code toJSON then";

/** Anything that is no good, by its name. */
const values = {
  undefined: () => undefined,
  null: () => null,
  boolean: () => true,
  number: () => 7000,
  NaN: () => NaN,
  bigint: () => 7n,
  symbol: () => Symbol("s"),
  string: () => "text",
  "empty string": () => "",
  "huge string": () => "huge".repeat(500_000),
  array: () => [],
  function: () => () => ({}),
  Date: () => new Date(NaN),
  Map: () => new Map([["baseUrl", "/api"]]),
  frozen: () => Object.freeze({}),
  trapped: () => new Proxy({}, traps),
  "trapped array": () => new Proxy([], traps),
  "trapped function": () => new Proxy(() => {}, traps),
  revoked: () => revoked({}),
  "revoked array": () => revoked([]),
  getters: () => Object.defineProperties({}, Object.fromEntries(keys.split(" ").map((key) => [key, { get: trap, enumerable: true }]))),
  instance: () => new (class Thing {
    #secret = 1;
    get id() { return this.#secret; }
  })(),
};

const [userId, displayId, ticketId, nomineeId] = ["usr_1", "usr_1", "usr_1", "usr_1"];
const purpose = { id: "p", name: "P", consented: "approved", is_mandatory: false, purpose_type: "t" };
const banner = { banner_id: "c", collection_point: "c", display_id: "d", latest_action: null, shown_to_principal: true, purposes: [purpose] };
const asked = { ...banner, reconsent_mode: true, reconsent_campaign_id: "k", reconsent_purposes: ["p"], recorded_campaign_id: "j", version: 2,
  recorded_version: "1", version_diff: { changed_purpose_ids: ["p"], changed_fields: [{ field: "title" }] }, purposes: [{ ...purpose, source: "status",
  expires_at: "2026-01-01T00:00:00Z", expired: true, version: 2, recorded_version: "1", field_diff: [{ field: "name" }] }] };
const latest = { action: "approved", timestamp: "2026-01-01T00:00:00", purpose_consents: [{ purpose_id: "p", status: "approved" }] };
const status = { user_id: userId, collection_points: [{ collection_point: { id: "c", display_id: "d" }, latest_consent: latest }] };
const decision = { collection_point_id: "c", action: "approved", request_id: "r", changed: ["p"], purposes: [purpose] };
const record = { ...latest, id: "r", collection_point_id: "c", request_id: "r" };
const grievance = { client_user_id: userId, subject: "S", description: "D", category: "c", attachment_url: "https://files.example/a" };
const nominee = { nominee_name: "N", nominee_email: "n@example.in", nominee_mobile: "+919876543210", relationship: "r",
  purpose_of_appointment: "p" };
const options = { signal: new AbortController().signal, timeoutMs: 15_000 };

/** What each function takes when all is well, by the parameters' names; of a method also the shape of its answer. */
const methods = {
  listBanners: [{ options }, "banners"],
  getBanner: [{ displayId, options }, "detail"],
  userBanners: [{ userId, options }, "userBanners"],
  consentStatus: [{ userId, options }, "status"],
  currentConsents: [{ userId, options: { ...options, include: "user" } }, "merged"],
  recordConsent: [{ userId, decision, options }, "recorded"],
  listGrievances: [{ userId, options }, "tickets"],
  createGrievance: [{ input: grievance, options }, "ticket"],
  updateGrievance: [{ ticketId, changes: { status: "open", attachment_url: null }, options }, "ticket"],
  listNominees: [{ userId, options }, "nominees"],
  registerNominee: [{ input: { user_id: userId, ...nominee }, options }, "nominee"],
  updateNominee: [{ nomineeId, changes: { ...nominee, status: "active" }, options }, "nominee"],
  deleteNominee: [{ nomineeId, options }, "removed"],
  dpo: [{ options }, "dpo"],
};
const clientOptions = { baseUrl: "/api", consentsBaseUrl: "/api", apiKey: "k", orgId: "o", headers: { "X-A": "1" }, credentials: "omit",
  timeoutMs: 15_000, deadlineMs: 45_000, maxRetries: 2, routes: { dpo: "/dpo" }, onDrift: () => {} };
const functions = {
  "new ConsentClient": [{ options: clientOptions }, "freed"],
  mergeConsents: [{ banners: [banner], status, options: { now: 1_780_272_000_000 } }, "mergedLoosely"],
  decideConsent: [{ banner, choices: { p: "approved" }, options: { undecided: "decline", language: "hi", metadata: { step: 1 } } }, "decision"],
  applyDecision: [{ banner, record }, "applied"],
  needsDecision: [{ banner: asked, options: { now: 1_780_272_000_000 } }, "need"],
  validateGrievance: [{ input: grievance, mode: "create" }, "problems"],
  validateNominee: [{ input: nominee, mode: "update" }, "problems"],
  apiTime: [{ value: "2026-06-01T00:00:00Z" }, "moment"],
  isConsentError: [{ error: { name: "ConsentError" } }, "flag"],
};
const merged = { ...shapes.merged, user_id: (id) => typeof id === "string" };
const expected = { ...shapes, merged, recorded: {}, freed: (nothing) => nothing === undefined, flag: (flag) => typeof flag === "boolean",
  moment: (moment) => moment === null || moment instanceof Date };
const judgeValue = (value, shape) => (fits(value, expected[shape]) ? "" : `not the shape of ${shape}`);

/** What the API answers when all is well. A record is of what was sent. */
function answerTo(shape, url, { body }) {
  if (shape === "recorded") {
    const { action, requestId, purposes = [] } = JSON.parse(body);
    const purpose_consents = purposes.map(({ id, consented }) => ({ purpose_id: id, status: consented }));
    return JSON.stringify({ action, purpose_consents, request_id: requestId, collection_point_id: decodeURIComponent(url.split("/").at(-2)) });
  }
  if (shape === "ticket" || shape === "nominee") {
    const example = JSON.parse(examples[shape]);
    const { client_user_id = example.client_user_id, user_id = client_user_id } = JSON.parse(body);
    return JSON.stringify({ ...example, client_user_id: user_id });
  }
  if (shape === "merged" && url.includes("user-status")) return examples.status;
  return examples[{ userBanners: "banners", merged: "banners" }[shape] ?? shape];
}

/** Every place in the arguments, as a path. A signal is one thing. */
function places(value, path = []) {
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value ?? 0) === Object.prototype;
  const below = isPlain ? Object.keys(value).flatMap((key) => places(value[key], [...path, key])) : [];
  return path.length ? [path, ...below] : below;
}

function replaced(whole, [key, ...rest], value) {
  const copy = Array.isArray(whole) ? [...whole] : { ...whole };
  copy[key] = rest.length ? replaced(whole[key], rest, value) : value;
  return copy;
}

const local = new Set(["invalid_options", "invalid_input", "mandatory_purpose", "unknown_purpose"]);

/** What is wrong with a refusal; empty where nothing is. */
function judgeRefusal(error) {
  if (!(error instanceof Error) || error.name !== "ConsentError") return `no ConsentError: ${error?.stack ?? String(error)}`;
  if (!local.has(error.code) || error.attempts !== 0 || error.fields.length === 0) return `no refusal: ${error.code} ${error.message}`;
  return /huge|trapped/.test(JSON.stringify(error)) ? `too much said: ${error.message.slice(0, 200)}` : "";
}

/** The same of what a method's promise gave; it is to be a promise in any case. */
async function judgeCall(call, shape) {
  let promise;
  try {
    promise = call();
  } catch (error) {
    return { problem: `thrown at once: ${error}` };
  }
  if (!(promise instanceof Promise)) return { problem: "no promise" };
  return promise.then(
    (value) => ({ taken: true, problem: judgeValue(value, shape) }),
    (error) => ({ taken: false, problem: judgeRefusal(error) }),
  );
}

function judgePure(call, shape) {
  try {
    return { taken: true, problem: judgeValue(call(), shape) };
  } catch (error) {
    return { taken: false, problem: judgeRefusal(error) };
  }
}

/**
 * Calls everything with everything. `module` has what the package exports. Returns `{ counts, taken, problems }`: a line for each
 * function, a line for each of its parameters that names the values which are not refused, and what went wrong.
 */
export async function callAll(module) {
  const { fetch } = globalThis;
  const [counts, taken, problems] = [[], [], []];
  const tryAll = async (name, good, call) => {
    const ends = { values: 0, errors: 0 };
    const first = await call(Object.values(good));
    if (!first.taken || first.problem) problems.push(`${name} refuses good arguments: ${first.problem}`);
    for (const path of places(good)) {
      const kinds = [];
      for (const [kind, make] of Object.entries(values)) {
        const end = await call(Object.values(replaced(good, path, make())));
        ends[end.taken ? "values" : "errors"] += 1;
        if (end.taken) kinds.push(kind);
        if (end.problem) problems.push(`${name}, ${kind} as ${path.join(".")}: ${end.problem}`);
        if (module.validateNominee({}).length !== 5) problems.push(`${name}, ${kind} as ${path.join(".")}: the module does not work on`);
      }
      const all = kinds.length === Object.keys(values).length;
      if (kinds.length) taken.push(`${name} ${path.join(".")}: ${all ? "anything" : kinds.join(", ")}`);
    }
    counts.push(`arguments of ${name}: ${ends.values + ends.errors} calls gave ${ends.values} values and ${ends.errors} ConsentErrors`);
  };
  const made = new module.ConsentClient({ baseUrl: "/api", maxRetries: 0 });
  for (const [name, [good, shape]] of Object.entries(methods)) {
    globalThis.fetch = async (url, init) => ({ status: 200, type: "default", headers: new Headers(), text: async () => answerTo(shape, url, init) });
    await tryAll(name, good, (args) => judgeCall(() => made[name](...args), shape));
  }
  for (const [name, [good, shape]] of Object.entries(functions)) {
    const call = name.startsWith("new ") ? (options) => void new module.ConsentClient(options) : { ...module, isConsentError }[name];
    await tryAll(name, good, (args) => judgePure(() => call(...args), shape));
  }
  globalThis.fetch = fetch;
  return { counts, taken: taken.join("\n"), problems: problems.join("\n") };
}
