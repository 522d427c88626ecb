import type { Banner } from "truconsent-wasm";

/** A language that a collection point's notice is there in. */
export interface BannerLanguage {
  /** BCP 47, e.g. `"ta"`. */
  code: string;
  /** As the organisation calls it, e.g. `"தமிழ்"`. */
  label: string;
}

/**
 * The languages that a banner's texts are there in, the source language first.
 *
 * @example
 * ```ts
 * const codes = availableLanguages(banner).map(({ code }) => code); // ["en", "hi", "ta"]
 * ```
 */
export function availableLanguages(banner: Banner): BannerLanguage[];
