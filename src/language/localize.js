import { refusal } from "../package/refusal.js";
import { directionOf, fallbacks, isSame, snapshotOf } from "./languages.js";
import { isHuman, translator } from "./texts.js";

/** What a localized banner was made of: in another language it is made of the same. */
const origins = new WeakMap();

/** No answer of the API is as deep as this. */
const DEEPEST = 64;

/** Members that are for programs, whatever they have in them. */
const LEFT = /^(translations_?snapshot|metadata)$/i;

/** What a text has in the organisation's place; a link's text is none. */
const PLACEHOLDER = /\{\{\s*companyName\s*\}\}|\[[^\][]*\](?!\()/gi;

function refuse(field, predicate) {
  const fields = [{ field, code: "invalid", message: `${field} ${predicate}` }];
  const message = `localizeBanner: ${fields[0].message}.`;
  throw refusal({ message, code: "invalid_input", operation: "localizeBanner", fields, hint: null });
}

export function localizeBanner(banner, language) {
  if (typeof banner !== "object" || banner === null || Array.isArray(banner)) refuse("banner", "must be a banner");
  if (typeof language !== "string" || !/^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(language)) refuse("language", "must be a BCP 47 tag");
  const origin = origins.get(banner) ?? banner;
  // Its texts are no source texts any more.
  if (origin === banner && banner.language === language && banner.dir && Array.isArray(banner.missing)) return banner;

  const { source, map } = snapshotOf(origin);
  const translated = translator(map, language);
  const isSource = fallbacks(language).some((tag) => isSame(tag, source));
  const names = [origin.organization_name, origin.organizationName, origin.organization?.name];
  const name = names.find((one) => one && typeof one === "string");
  const company = name && (translated(name) ?? name);
  const missing = new Set();
  const open = new Set();

  function localized(text) {
    const words = translated(text);
    if (words === undefined && !isSource && /\p{L}/u.test(text)) missing.add(text);
    return (words ?? text).replace(PLACEHOLDER, (whole) => company ?? whole);
  }

  /** A value as it is in the language; `isWords` is whether its texts are for people. */
  function walk(value, isWords) {
    if (typeof value === "string") return isWords ? localized(value) : value;
    if (typeof value !== "object" || value === null || open.has(value) || open.size > DEEPEST) return value;
    open.add(value);
    const result = Array.isArray(value)
      ? value.map((item) => walk(item, isWords))
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, LEFT.test(key) ? member : walk(member, isWordsOf(value, key))]));
    open.delete(value);
    return result;
  }

  const result = { ...walk(origin), language, dir: directionOf(language), missing: [...missing] };
  origins.set(result, origin);
  return result;
}

/** Whether a member's texts are for people; of the difference between two versions, by the member that differs. */
function isWordsOf({ field }, key) {
  return isHuman(key) || (/^(old|new)_?value$/i.test(key) && typeof field === "string" && isHuman(field));
}
