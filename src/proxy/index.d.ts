/** What {@link createProxy} is given. */
export interface ProxyOptions {
  /** The API's address: https, or http on the same machine. */
  upstream: string;
  /** Where `/api/v1/external` is, when that is elsewhere. */
  statusUpstream?: string;
  /** The key for every call but the consent status: it needs the consent scope only. */
  consentKey: string;
  /** The key with the admin scope, for the consent status and nothing else. */
  adminKey: string;
  /** The organisation's slug, sent as `X-Org-Id` with the admin key. */
  orgId: string;
  /** The path below which pages find the calls, such as `/api/consent`: what the page's `baseUrl` is. None unless given. */
  basePath?: string;
  /**
   * The origin whose pages may write, or several, as browsers write them: `https://shop.example.com`. What a request says of
   * its own address is not believed.
   */
  origin: string | readonly string[];
  /**
   * Who is signed in: the person's id in the API, or null for nobody, which is answered with 401. It is asked once for each
   * request that may be made at all, before the body is read, and must leave the body alone. Where it throws, or gives what
   * is no text, the page gets 500.
   */
  person: (request: Request) => string | null | undefined | Promise<string | null | undefined>;
  /** Used in place of the global `fetch`, which is otherwise looked up at each request. */
  fetch?: typeof fetch;
  /** How long the API may take for one request of a page, in milliseconds: 30,000 unless given. Then it is 504. */
  timeoutMs?: number;
  /**
   * Told of each request once it is answered. Unless given, what an operator should hear of is written to the console as an
   * error, in one line without personal data.
   */
  log?: (entry: ProxyLogEntry) => void;
}

/** What a proxy tells of a request: nothing of who asked, and nothing of what was sent or answered. */
export interface ProxyLogEntry {
  /** The method; null where the request is none of the API's calls. */
  method: string | null;
  /** The call's path with names in place of ids, such as `/banners/user/{user_id}`; null where it is none of them. */
  path: string | null;
  /** The status of the reply. */
  status: number;
  /** What an operator should hear of, or null. */
  report: ProxyReport | null;
}

/**
 * What an operator should hear of. `wrong_key`: the API refuses a key, or the organisation. `repeated_secret`: an answer had
 * a key in it. `foreign_record`: an answer named another person. `not_json`, `not_http`, `too_large`: an answer that is
 * not passed on. `unreachable`, `too_slow`: none came. `person`: the option of this name failed.
 */
export type ProxyReport =
  | "wrong_key"
  | "repeated_secret"
  | "foreign_record"
  | "not_json"
  | "not_http"
  | "too_large"
  | "unreachable"
  | "too_slow"
  | "person";

/**
 * Keeps the API's keys on a server: makes a function that answers the package's requests there, in the name of whoever is
 * signed in. It takes and gives what the web's own `Request` and `Response` are, as Next.js, Hono, Deno, Bun and Cloudflare
 * Workers do.
 *
 * Only the documented calls go on, and only for that person: another one's id in the path, the query or the body is 403, and
 * somebody else's grievance or nominee is 404, as is one that does not exist. Writes need an `Origin` that is named here.
 * Of a body the documented members go on; of an answer only JSON comes back, written anew. An answer that holds a key, or
 * that names another person, becomes 502. It keeps nothing between two requests.
 *
 * Rejects only with what reading the request's own head throws; every failure is a `Response` whose body is
 * `{ "error": "…" }`.
 *
 * @throws {TypeError} Names the option that is missing or wrong, and never repeats it.
 * @see API documents `README.md` (keys and scopes)
 * @example
 * ```ts
 * import { createProxy } from "truconsent-wasm/proxy";
 *
 * const proxy = createProxy({
 *   upstream: "https://api.example.com",
 *   consentKey: "key-with-the-consent-scope", // from the environment, in earnest
 *   adminKey: "key-with-the-admin-scope",
 *   orgId: "acme",
 *   basePath: "/api/consent",
 *   origin: "https://shop.example.com",
 *   person: (request) => (request.headers.has("cookie") ? "usr_asha" : null), // your session's person
 * });
 * const response = await proxy(new Request("https://shop.example.com/api/consent/dpo"));
 * console.log(response.status);
 * ```
 */
export function createProxy(options: ProxyOptions): (request: Request) => Promise<Response>;
