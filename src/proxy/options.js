// What `createProxy` is given. The rules look at what the texts say; here, that they are texts.

const TEXTS = ["upstream", "consentKey", "adminKey", "orgId"];
const OPTIONAL_TEXTS = ["statusUpstream", "basePath"];
const FUNCTIONS = ["fetch", "log"];
const NAMES = [...TEXTS, ...OPTIONAL_TEXTS, ...FUNCTIONS, "origin", "person", "timeoutMs"];

/** A caller's own timer cannot wait longer. */
const LONGEST_MS = 2_147_483_647;
const TIMEOUT_MS = 30_000;

/** All options with their defaults; throws a TypeError that names what is wrong, and never its value. */
export function checked(options) {
  const wrong = (name, what) => new TypeError(`createProxy: ${name} must be ${what}.`);
  if (typeof options !== "object" || options === null) throw wrong("its argument", "an object");
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown) throw new TypeError(`createProxy: there is no option of this name: ${unknown.slice(0, 50)}.`);
  const { origin, person, fetch, log = report, timeoutMs = TIMEOUT_MS, ...texts } = options;
  for (const name of TEXTS) if (typeof texts[name] !== "string") throw wrong(name, "a text");
  for (const name of OPTIONAL_TEXTS) if (!["string", "undefined"].includes(typeof texts[name])) throw wrong(name, "a text");
  for (const name of FUNCTIONS) {
    if (!["function", "undefined"].includes(typeof options[name])) throw wrong(name, "a function");
  }
  if (typeof person !== "function") throw wrong("person", "a function");
  if (!(Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= LONGEST_MS)) {
    throw wrong("timeoutMs", "a number of milliseconds above 0");
  }
  const origins = [origin].flat();
  if (!origins.every((one) => typeof one === "string")) throw wrong("origin", "a text, or a list of texts");
  return { ...texts, origin: origins, person, fetch, log, timeoutMs };
}

/** Nobody reads a log of what went well. */
function report({ method, path, status, report: kind }) {
  if (kind) console.error(`truconsent-wasm/proxy: ${method} ${path}: ${status}, ${kind}`);
}
