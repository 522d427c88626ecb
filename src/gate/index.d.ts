import type { ConsentStore } from "truconsent-wasm/store";

/** One of the seven signals of Google's Consent Mode. */
export type ConsentSignal =
  | "ad_storage"
  | "ad_user_data"
  | "ad_personalization"
  | "analytics_storage"
  | "functionality_storage"
  | "personalization_storage"
  | "security_storage";

/** What scripts of a purpose leave behind in the browser, by its names, or by patterns that are found in them. */
export interface Traces {
  /** Names of cookies that scripts can see, e.g. `["_ga", /^_ga_/]`. Those marked `HttpOnly` are the server's to delete. */
  cookies?: readonly (string | RegExp)[];
  /** Keys of `localStorage` and `sessionStorage`. */
  storage?: readonly (string | RegExp)[];
}

/** What may make addresses and texts of scripts, where the page requires Trusted Types. */
export interface ScriptPolicy {
  /** Gives a `TrustedScript` for what stands within a script. */
  createScript?(text: string): unknown;
  /** Gives a `TrustedScriptURL` for a script's address. */
  createScriptURL?(address: string): unknown;
}

/** How a page is gated. Where a purpose is named, it is as {@link ConsentStore.allowed} takes it. */
export interface GateOptions {
  /** The part of the page that is gated; default: the document. */
  root?: Document | Element;
  /**
   * For Google's Consent Mode: the signals that each purpose grants. Everything is denied (`default`) at once, before any
   * tag, and stays so while nothing is known. A signal of several purposes is granted when all of them are allowed.
   */
  signals?: Record<string, readonly ConsentSignal[]>;
  /** What each purpose's scripts leave behind; deleted while the purpose is not allowed, as far as that is known. */
  forget?: Record<string, Traces>;
  /**
   * Under Trusted Types, what makes the scripts. Default: a policy named `truconsent-gate`. `null` where the page allows
   * none: waiting scripts of the page's own markup run all the same, those that were written by `innerHTML` do not.
   */
  policy?: ScriptPolicy | null;
  /**
   * Called when something that was opened is not allowed any more, with its purposes. What ran cannot be undone: a page
   * that wants to be sure loads itself anew.
   */
  onWithdrawn?(purposes: string[]): void;
}

/** A page that is gated. */
export interface Gate {
  /** Opens nothing any more, and leaves the store. What was opened stays. */
  close(): void;
}

/**
 * Lets nothing run that needs consent before it is given. In the page it waits like this, for the purpose that is named
 * (`"purpose"`, `"collection_point/purpose"`, or an expression as JSON):
 *
 * ```html
 * <script type="text/plain" data-truconsent="purpose" src="https://tags.example/analytics.js"></script>
 * <iframe data-truconsent="purpose" data-src="https://maps.example/embed" title="Map"></iframe>
 * <img data-truconsent="purpose" data-src="https://pixel.example/1.png" alt="">
 * ```
 *
 * When the store allows the purpose, scripts run in the order of the page, frames and pictures get their address; also
 * those that come into the page later. After a withdrawal frames and pictures go, what is named in `forget` is deleted,
 * and no further script runs. Where the browser says that its user wants no sharing (Global Privacy Control), only what
 * the person allowed expressly is opened: not what the law lets you do without asking.
 *
 * Needs a document: call it in the browser, as early as you can.
 *
 * @param store - Where the person stands; see `truconsent-wasm/store`.
 * @param options - See {@link GateOptions}.
 *
 * @example
 * ```ts
 * const gated = gate(store, {
 *   signals: { "cp_website/analytics": ["analytics_storage"] },
 *   forget: { "cp_website/analytics": { cookies: ["_ga", /^_ga_/] } },
 *   onWithdrawn: () => location.reload(),
 * });
 * gated.close();
 * ```
 */
export function gate(store: ConsentStore, options?: GateOptions): Gate;
