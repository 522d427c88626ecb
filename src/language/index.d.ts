import type { Banner } from "truconsent-wasm";

/** A language that a collection point's notice is there in. */
export interface BannerLanguage {
  /** BCP 47, e.g. `"ta"`. */
  code: string;
  /** As the organisation calls it, or as it calls itself, e.g. `"தமிழ்"`. */
  label: string;
}

/** A banner whose texts are in another language; all else is as it was. */
export type LocalizedBanner<B extends Banner = Banner> = Omit<B, "language" | "dir" | "missing"> & {
  /** As it was asked for. */
  language: string;
  /** How it is written: for the `dir` of what shows it. */
  dir: "ltr" | "rtl";
  /** The texts that have no translation, each once. They stay in the source language: mark them by it, with `lang`. */
  missing: string[];
};

/**
 * The languages that a banner's texts are there in, the source language first. From the banner's `translations_snapshot`;
 * without one it is the source language alone. Needs no `init`.
 *
 * @example
 * ```ts
 * const codes = availableLanguages(banner).map(({ code }) => code); // ["en", "hi", "ta"]
 * ```
 */
export function availableLanguages(banner: Banner): BannerLanguage[];

/**
 * A banner in another language: titles, names, descriptions and the texts of its settings, however deep, replaced by the
 * organisation's own translations. Ids, codes, colours, addresses and states stay as they are, and so does what has no
 * translation. A placeholder (`{{companyName}}`, `[…]`) becomes the organisation's name where that is known.
 *
 * A banner that is in the language already comes back as it is; into another one only the banner that the API sent can be
 * localized, so keep it. The banner that is given stays as it is. Needs no `init`.
 *
 * @param banner - As the API sent it, or merged.
 * @param language - BCP 47. `"ta-IN"` takes what is there in `"ta"`.
 * @throws {ConsentError} `invalid_input`, for what is no banner, what is localized into another language, and what is no
 * tag of a language.
 *
 * @example
 * ```ts
 * const { title, purposes, dir, missing } = localizeBanner(banner, "ur");
 * console.log(dir, title, purposes.map(({ name }) => name), `${missing.length} texts without translation`);
 * ```
 */
export function localizeBanner<B extends Banner>(banner: B, language: string): LocalizedBanner<B>;
