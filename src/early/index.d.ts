import type { fetchEarly as ofTheBase } from "truconsent-wasm";

/**
 * `fetchEarly` of the base, by itself: a page's first script may be half a kilobyte in place of ten. The client takes the
 * answers all the same.
 *
 * @example
 * ```js
 * import { fetchEarly } from "truconsent-wasm/early";
 * fetchEarly("/api/banners/user/usr_asha");
 * fetchEarly("/api/api/v1/external/consents/user-status?userId=usr_asha");
 * ```
 */
export const fetchEarly: typeof ofTheBase;
