// A notice in the languages that the organisation translated it into, and the choice of one.

import { availableLanguages, localizeBanner } from "truconsent-wasm/language";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

/**
 * A merged banner and its look as they are read in the language `wanted`, where the notice is there in it, or else as it was
 * written. `language` is null where the API has no translations, and does not say which language the notice is in.
 */
export function translated(words, banner, look, wanted) {
  const translations = banner.translations_snapshot ?? look.translations_snapshot;
  const languages = availableLanguages({ translations_snapshot: translations });
  const asSent = { banner, look, language: null, languages: [] };
  if (!translations || languages.length < 2) return asSent;
  const [{ code: source }] = languages;
  const base = (tag) => tag.split(/[-_]/)[0].toLowerCase();
  const found = [({ code }) => code === wanted, ({ code }) => base(code) === base(wanted)].map((is) => languages.find(is));
  const language = found.find(Boolean)?.code ?? source;
  try {
    const own = look.organization?.name ?? look.organization_name;
    return {
      banner: speaking(words, { organization_name: own, ...banner, translations_snapshot: translations }, language, source),
      look: speaking(words, { ...look, translations_snapshot: translations }, language, source),
      language,
      languages,
    };
  } catch {
    // A code that is no language is none to read it in.
    return asSent;
  }
}

/** Localized; from now on it is known of each text in which language it is. */
function speaking(words, banner, language, source) {
  const shown = localizeBanner(banner, language);
  const missing = new Set(shown.missing);
  const walk = (before, after) => {
    if (typeof before === "string") {
      if (missing.has(before)) words.learn(after, { lang: source });
      else if (before !== after) words.learn(after, { lang: language, dir: shown.dir });
    } else if (typeof before === "object" && before !== null && before !== after) {
      for (const key of Object.keys(before)) if (key !== "translations_snapshot") walk(before[key], after[key]);
    }
  };
  walk(banner, shown);
  return shown;
}

/** A choice of the languages; `chosen(language)` hears of each. Nothing where there is none to choose. */
export function languageChoice(words, languages, language, chosen) {
  if (languages.length === 0) return nothing;
  return html`<p class="notice-language">
    <label for="notice-language">${words.t("notice.language")}</label>
    <select id="notice-language" part="input" .value=${language} @change=${({ currentTarget }) => chosen(currentTarget.value)}>
      ${repeat(languages, ({ code }) => code, ({ code, label }) => html`<option value=${code} lang=${code} ?selected=${code === language}>${label}</option>`)}
    </select>
  </p>`;
}
