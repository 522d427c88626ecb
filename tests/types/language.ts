// A notice in the person's language.
import type { Banner, MergedBanner, MergedPurpose } from "truconsent-wasm";
import { availableLanguages, localizeBanner, type BannerLanguage, type LocalizedBanner } from "truconsent-wasm/language";
import { expect, type Equal } from "./check.js";

declare const banner: Banner;
declare const merged: MergedBanner;
const languages = availableLanguages(banner);
expect<Equal<typeof languages, BannerLanguage[]>>();
expect<Equal<BannerLanguage, { code: string; label: string }>>();
// @ts-expect-error a language is no banner
availableLanguages("ta");

const localized: LocalizedBanner<MergedBanner> = localizeBanner(merged, "ta");
expect<Equal<typeof localized.dir, "ltr" | "rtl">>();
expect<Equal<typeof localized.missing, string[]>>();
expect<Equal<typeof localized.purposes, MergedPurpose[]>>();
const plain: LocalizedBanner = localizeBanner(banner, "ta");
const again: Banner = localizeBanner(plain, "ta");
void again;
// @ts-expect-error the language is a tag
localizeBanner(banner, 7);
