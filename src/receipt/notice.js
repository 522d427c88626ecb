// The notice as it was shown, as far as it is words for people.

import { localizeBanner } from "truconsent-wasm/language";

const list = (value) => (Array.isArray(value) ? value : []);
const named = (value) => list(value).map(({ id, name }) => ({ id, name }));

const isText = (value) => typeof value === "string" && value !== "";

/** The texts of the settings; their colours and addresses are not what was read. */
const texts = (settings) => Object.fromEntries(Object.entries(settings ?? {}).filter(([name, text]) => isText(text) && /(text|title|label)$/i.test(name)));

export function noticeOf(banner, language) {
  const { source_language: source } = banner.translations_snapshot ?? {};
  const shown = localizeBanner(banner, language ?? (isText(source) ? source : "en"));
  return {
    "@type": ["dpv:ConsentNotice"],
    "dct:language": shown.language,
    dir: shown.dir,
    title: shown.title,
    description: shown.description,
    version: banner.version,
    organization_name: shown.organization_name ?? shown.organization?.name,
    texts: texts(shown.banner_settings),
    purposes: list(shown.purposes).map((purpose) => ({
      id: purpose.id,
      name: purpose.name,
      description: purpose.description,
      is_mandatory: purpose.is_mandatory,
      legal_basis: purpose.legal_basis,
      expiry_period: purpose.expiry_period,
      version: purpose.version,
      data_elements: named(purpose.data_elements),
      legal_entities: named(purpose.legal_entities),
    })),
    data_elements: named(shown.data_elements),
    legal_entities: named(shown.legal_entities),
    untranslated: shown.missing,
  };
}
