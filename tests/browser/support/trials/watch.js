// Canaries: what the calls of a trial are told in confidence, and where it must not come out.

const canary = /canary|tck_live_x|9876543210/i;
const idOnly = /(\/banners\/user\/|\/grievance\/user\/|\/nominee\/user\/|user-status\?userId=)canary-[0-9a-f-]{36}$/;

/** A person's id, which may stand in addresses only. */
export const freshPerson = () => `canary-${crypto.randomUUID()}`;

/** The places of an error, of its causes, and of whatever hangs on them, that tell a canary or this id. */
export function toldBy(error, id) {
  const places = new Set();
  const tells = (text) => canary.test(text) || (id !== "" && String(text).includes(id));
  const look = (value, place, seen = new Set()) => {
    if (typeof value === "string" && tells(value)) places.add(place);
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (tells(String(value)) || tells(JSON.stringify(value))) places.add(`${place} as text`);
    if (typeof value.toJSON === "function") look(value.toJSON(), `${place}.toJSON()`, seen);
    // The last ones are getters of a DOMException.
    for (const key of [...Reflect.ownKeys(value), "message", "stack"]) {
      if (tells(String(key))) places.add(`a key of ${place}`);
      look(value[key], `${place}.${String(key)}`, seen);
    }
  };
  look(error, "error");
  return [...places].join(", ");
}

/**
 * Watches the console, the addresses and the storage, and lets nobody wait half a second for another attempt.
 * `end()` resolves to what was told.
 */
export function watch() {
  const told = [];
  const { fetch, setTimeout } = globalThis;
  const restore = [() => Object.assign(globalThis, { fetch, setTimeout })];
  let requests = 0;
  globalThis.setTimeout = (then, ms, ...rest) => setTimeout(then, ms <= 500 ? 0 : ms, ...rest);
  globalThis.fetch = (url, init) => {
    requests += 1;
    const rest = String(url).replace(idOnly, "");
    if (!rest.includes("/faults/") && canary.test(rest)) told.push(`address ${url}`);
    return fetch(url, init);
  };
  for (const name of Object.keys(console).filter((name) => typeof console[name] === "function")) {
    const real = console[name];
    console[name] = (...said) => {
      told.push(`console.${name} ${said.map(String)}`);
      real.apply(console, said);
    };
    restore.push(() => Object.assign(console, { [name]: real }));
  }
  const end = async () => {
    restore.forEach((back) => back());
    const stores = [localStorage, sessionStorage].flatMap((store) => Object.entries(store).map(String));
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const kept = [document.cookie, ...stores, ...databases, ...(await caches.keys())].filter(Boolean);
    return [...told, ...kept.map((text) => `kept ${text}`), ...(requests ? [] : ["no request was seen"])].join("\n");
  };
  return { end };
}
