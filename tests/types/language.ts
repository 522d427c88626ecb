// What the languages of a notice are.
import type { Banner } from "truconsent-wasm";
import { availableLanguages, type BannerLanguage } from "truconsent-wasm/language";
import { expect, type Equal } from "./check.js";

declare const banner: Banner;
const languages = availableLanguages(banner);
expect<Equal<typeof languages, BannerLanguage[]>>();
expect<Equal<BannerLanguage, { code: string; label: string }>>();
// @ts-expect-error a language is no banner
availableLanguages("ta");
