/** What a {@link ConsentClient} is made with. Every option is checked once, in the constructor. */
export interface ConsentClientOptions {
  /**
   * Where the API is: `"https://…"`, a path on the page's own origin such as `"/api"`, or `http` on loopback.
   * Without user info, query or fragment. A path needs a page that it is resolved by, or the `fetch` option: on a server
   * give the whole address.
   */
  baseUrl: string;
  /** Host of `/api/v1/external/…` (the status call), where it is another one. Default: `baseUrl`. */
  consentsBaseUrl?: string | undefined;
  /** Sent as `X-API-Key`. Cannot be read back. A page may hold a consent-scoped key, never an admin key. */
  apiKey?: string | undefined;
  /** Organisation slug, sent as `X-Org-Id`. */
  orgId?: string | undefined;
  /**
   * Further request headers, or a function that is called for each attempt (tokens expire), for the first one before the
   * method returns. On a server, where one client serves many people, the function may say whose token it is by
   * `AsyncLocalStorage`, also for later attempts. Calls share a request only where it made the same headers for both.
   * Names that the platform keeps to itself are refused: a page cannot send `Cookie`, Node can.
   *
   * @example
   * ```js
   * const client = new ConsentClient({ baseUrl: "/api", headers: () => ({ Authorization: `Bearer ${token()}` }) });
   * ```
   */
  headers?: HeaderRecord | (() => HeaderRecord | Promise<HeaderRecord>) | undefined;
  /** Which requests carry cookies. Default: `"same-origin"`. */
  credentials?: "omit" | "same-origin" | "include" | undefined;
  /** Milliseconds for each attempt, its body included. Default: 15000. */
  timeoutMs?: number | undefined;
  /** Milliseconds for a whole call with its retries. Default: 45000. */
  deadlineMs?: number | undefined;
  /** How often a call that may be repeated is repeated. Default: 2. */
  maxRetries?: number | undefined;
  /**
   * Used in place of the global `fetch`, which is looked up at each call where this is not given. It must answer equal
   * requests alike: what tells one person from another belongs into `headers`. A write that a page may leave behind
   * comes with `keepalive: true`.
   *
   * @example
   * ```js
   * const client = new ConsentClient({ baseUrl: "/api", fetch: (address, init) => fetch(address, { ...init, priority: "low" }) });
   * ```
   */
  fetch?: typeof fetch | undefined;
  /** Other path families, e.g. `{ userBanners: "/api/v1/banners/user/{user_id}" }`. */
  routes?: Partial<Record<RouteName, string>> | undefined;
  /**
   * Told where the API's answers depart from its documents, and are read all the same: for a developer's log. Called once
   * for each kind of departure and client, after the answer was read, and never with a value of it. What it throws or
   * rejects with is ignored.
   *
   * @example
   * ```js
   * const client = new ConsentClient({
   *   baseUrl: "/api",
   *   onDrift: ({ operation, path, problem }) => console.warn(`${operation}: ${path} ${problem}`),
   * });
   * ```
   */
  onDrift?: ((drift: AnswerDrift) => unknown) | undefined;
}

/** How an answer of the API departs from its documents. */
export interface AnswerDrift {
  /** The call that was answered, by its method name. */
  operation: string;
  /** Where, by the documented names, e.g. `"[].purposes[].is_mandatory"`; empty for the answer itself. */
  path: string;
  /**
   * What is found there, in English, e.g. `"is missing"`, `"is spelled in camelCase"`, `"has no id, and is left out"`. Nothing
   * more is told of what is left out.
   */
  problem: string;
}

/** Header names and their values. */
export type HeaderRecord = Record<string, string>;

/**
 * An answer with members that the API's documents do not name: deployments add some, and they stay as they were sent. The
 * types leave them out, so that a misspelled name does not compile.
 *
 * @example
 * ```ts
 * import type { Purpose, WithFurther } from "truconsent-wasm";
 * const note = (purpose: Purpose) => (purpose as WithFurther<Purpose>)["internal_note"];
 * ```
 */
export type WithFurther<T> = T & { readonly [member: string]: unknown };

/** What each call takes last. */
export interface RequestOptions {
  /** Ends the call: it rejects with code `aborted`, whose `cause` is the signal's reason. As for `fetch`, null is none. */
  signal?: AbortSignal | null | undefined;
  /**
   * Milliseconds for each attempt of this call, in place of the client's. Of equal creations under way at once, which are
   * one, those of the first count.
   */
  timeoutMs?: number | undefined;
}

/** Why a call failed. A new code is a breaking change: it comes with a major version only, before 1.0 with a minor one. */
export type ConsentErrorCode =
  | "not_initialized"
  | "invalid_options"
  | "invalid_input"
  | "bad_request"
  | "unauthenticated"
  | "forbidden"
  | "origin_not_allowed"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "server_error"
  | "http_error"
  | "network"
  | "timeout"
  | "aborted"
  | "unexpected_response"
  | "outcome_unknown"
  | "mandatory_purpose"
  | "unknown_purpose";

/** One problem with one field of an input. */
export interface FieldError {
  /** The field's name as the input spells it; for an option, its name. */
  field: string;
  /** What is wrong, for a program: `required`, `type`, `format`, … */
  code: string;
  /** What is wrong, in English, without the value. */
  message: string;
}

/**
 * Every failure of this package: a real `Error` whose `name` is `"ConsentError"`. Recognise it by
 * {@link isConsentError}. It holds no key, no personal data and no address with an id in it, except in what others
 * wrote: `serverMessage` and `cause`.
 */
export interface ConsentError extends Error {
  name: "ConsentError";
  code: ConsentErrorCode;
  /** The call that failed, by its method name. */
  operation: string;
  /** HTTP status of the last answer, or null where there was none. */
  status: number | null;
  /** What the API said, in its own words, with the call's ids and keys blanked out. */
  serverMessage: string | null;
  /** Whether the same call may succeed later. */
  retryable: boolean;
  /** Milliseconds the API asked to wait, where it did. */
  retryAfterMs: number | null;
  /** How many requests were sent. 0: the problem was found before the first. */
  attempts: number;
  /** The fields or options at fault; empty where that is not the problem. */
  fields: FieldError[];
  /** What a developer should check. */
  hint: string | null;
  /**
   * What led to it: the signal's reason, the error of `fetch` (but none that tells the address, as some engines' do), the last
   * of several errors.
   */
  cause?: unknown;
  /**
   * All of the above but `cause` and the stack, as plain data: for a log, and for a worker or another window, where an error
   * itself loses its name on the way. {@link isConsentError} recognises it there.
   */
  toJSON(): ConsentErrorData;
}

/** {@link ConsentError} as plain data. */
export interface ConsentErrorData {
  name: "ConsentError";
  message: string;
  code: ConsentErrorCode;
  operation: string;
  status: number | null;
  serverMessage: string | null;
  retryable: boolean;
  retryAfterMs: number | null;
  attempts: number;
  fields: FieldError[];
  hint: string | null;
}

/**
 * Whether a value is a {@link ConsentError}, of this or of another copy of the package. Never throws, and needs no
 * {@link init}.
 *
 * @example
 * ```js
 * try {
 *   await client.dpo();
 * } catch (error) {
 *   if (isConsentError(error) && error.code === "not_found") showNoOfficer();
 *   else throw error;
 * }
 * ```
 */
export function isConsentError(error: unknown): error is ConsentError;
