/**
 * Where the module is, or what it is: its address, a request for it, the answer, its bytes, or the `WebAssembly.Module`
 * itself. (A module is described by its tag, because not every TypeScript project has the types of WebAssembly.)
 */
export type InitInput =
  | string
  | URL
  | Request
  | Response
  | ArrayBuffer
  | ArrayBufferView
  | { readonly [Symbol.toStringTag]?: "WebAssembly.Module" };

/**
 * Loads the module: once, however often it is called, and again after it failed. All but {@link isConsentError} needs it
 * first.
 *
 * Without an argument the module is found beside its JavaScript, in Node within it. It rejects with what `fetch` or
 * `WebAssembly` said.
 *
 * @param input - Where the module is, for a bundler that does not find it; or its bytes. Node's `fetch` reads no
 * `file:` address: there, nothing or the bytes.
 *
 * @example
 * ```js
 * import init from "truconsent-wasm";
 * await init();
 * ```
 */
export default function init(
  input?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput> | undefined,
): Promise<unknown>;

/**
 * Begins a read before the module is loaded, so that both are under way at once. The first call of a client that asks
 * for the same takes the answer, however it turned out; its repeats ask anew. An answer that nobody took within ten
 * seconds is not used, nor is any after this module sent a write. Needs no `init`, and never throws: what is wrong, the
 * call says.
 *
 * @param address - What the call will ask for, to the letter: the client's `baseUrl` and the path of the API's documents.
 * @param options - The headers and credentials that the client will send, `X-API-Key` for its `apiKey` included.
 *
 * @example
 * ```js
 * import init, { ConsentClient, fetchEarly } from "truconsent-wasm";
 * fetchEarly("/api/banners/user/usr_asha");
 * fetchEarly("/api/api/v1/external/consents/user-status?userId=usr_asha");
 * await init();
 * const client = new ConsentClient({ baseUrl: "/api" });
 * const consents = await client.currentConsents("usr_asha");
 * ```
 */
export function fetchEarly(
  address: string,
  options?: { headers?: HeaderRecord | undefined; credentials?: "omit" | "same-origin" | "include" | undefined },
): void;
