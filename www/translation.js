/** A notice in the languages that the organisation translated it into, and the choice of one. */

import { availableLanguages, localizeBanner } from "truconsent-wasm/language";
import { el, learn } from "./dom.js";
import { t } from "./words.js";

/**
 * A merged banner and its look as they are read in a language: by default the page's, where the notice is there in it.
 * `language` is null where the API has no translations, and does not say which language the notice is in.
 */
export function translated(banner, look, wanted = document.documentElement.lang) {
  const translations = banner.translations_snapshot ?? look.translations_snapshot;
  const languages = availableLanguages({ translations_snapshot: translations });
  if (!translations || languages.length < 2) return { banner, look, language: null, languages: [] };
  const [{ code: source }] = languages;
  const base = (tag) => tag.split(/[-_]/)[0].toLowerCase();
  const found = [({ code }) => code === wanted, ({ code }) => base(code) === base(wanted)].map((is) => languages.find(is));
  const language = found.find(Boolean)?.code ?? source;
  try {
    const own = look.organization?.name ?? look.organization_name;
    return {
      banner: speaking({ organization_name: own, ...banner, translations_snapshot: translations }, language, source),
      look: speaking({ ...look, translations_snapshot: translations }, language, source),
      language,
      languages,
    };
  } catch {
    // A code that is no language is none to read it in.
    return { banner, look, language: null, languages: [] };
  }
}

/** Localized; from now on the page knows of each text in which language it is. */
function speaking(banner, language, source) {
  const shown = localizeBanner(banner, language);
  const missing = new Set(shown.missing);
  const walk = (before, after) => {
    if (typeof before === "string") {
      if (missing.has(before)) learn(after, { lang: source });
      else if (before !== after) learn(after, { lang: language, dir: shown.dir });
    } else if (typeof before === "object" && before !== null && before !== after) {
      for (const key of Object.keys(before)) if (key !== "translations_snapshot") walk(before[key], after[key]);
    }
  };
  walk(banner, shown);
  return shown;
}

/** A choice of the languages; `chosen(language)` hears of each. False where there is none to choose. */
export function languageChoice(languages, language, chosen) {
  if (languages.length === 0) return false;
  const select = el("select", { id: "notice-language" }, languages.map(({ code, label }) =>
    el("option", { value: code, lang: code, selected: code === language }, label)));
  select.addEventListener("change", () => chosen(select.value));
  return el("p", { class: "notice-language" }, el("label", { for: select.id }, t("notice.language")), select);
}
