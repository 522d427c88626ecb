// The notice as it was shown, as far as it is words for people.

import { availableLanguages, localizeBanner } from "truconsent-wasm/language";

export const list = (value) => (Array.isArray(value) ? value : []);
export const isText = (value) => typeof value === "string" && value !== "";

/** What is named in a list of such. */
const named = (value) => list(value).filter((one) => isText(one?.id)).map(({ id, name }) => ({ id, name }));

/** Finds what belongs to a purpose: named by itself, or by ids, whose names the banner has. */
export function partsOf(banner, kind) {
  const known = new Map(named(banner[kind]).map((one) => [one.id, one]));
  return (purpose) => {
    const ids = list(purpose.relationships?.[kind]).map((one) => one?.id ?? one).filter(isText);
    const own = named(purpose[kind]);
    return own.length ? own : [...new Set(ids)].map((id) => known.get(id) ?? { id });
  };
}

/** The texts of the settings; their colours and addresses are not what was read. */
const texts = (settings) => Object.fromEntries(Object.entries(settings ?? {}).filter(([name, text]) => isText(text) && /^\w*(text|title|label)$/i.test(name)));

export function noticeOf(banner, language) {
  const [dataOf, entitiesOf] = ["data_elements", "legal_entities"].map((kind) => partsOf(banner, kind));
  const { language: tag, missing, translations_snapshot: _, ...notice } = localizeBanner({
    title: banner.title,
    description: banner.description,
    version: banner.version,
    organization_name: banner.organization_name ?? banner.organization?.name,
    texts: texts(banner.banner_settings),
    purposes: banner.purposes.map((purpose) => ({
      id: purpose.id,
      name: purpose.name,
      description: purpose.description,
      is_mandatory: purpose.is_mandatory,
      legal_basis: purpose.legal_basis,
      expiry_period: purpose.expiry_period,
      version: purpose.version,
      data_elements: dataOf(purpose),
      legal_entities: entitiesOf(purpose),
    })),
    data_elements: named(banner.data_elements),
    legal_entities: named(banner.legal_entities),
    translations_snapshot: banner.translations_snapshot ?? banner.translationsSnapshot,
    // What a banner that is localized already says of itself.
    language: banner.language,
    dir: banner.dir,
    missing: banner.missing,
  }, language ?? availableLanguages(banner)[0].code);
  return { "@type": ["dpv:ConsentNotice"], "dct:language": tag, ...notice, untranslated: missing };
}
