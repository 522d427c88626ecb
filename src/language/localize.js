import { refusal } from "../package/refusal.js";
import { directionOf, fallbacks, isSame, isText, snapshotOf } from "./languages.js";
import { isHuman, translator } from "./texts.js";

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
  const { language: own, dir, missing: without } = banner;
  if (isText(own) && isText(dir) && Array.isArray(without)) {
    // Its texts are no source texts any more, and its states may be newer than those of what it was made of.
    if (isSame(own, language)) return banner;
    refuse("banner", "must be the one that the API sent, not one that is localized");
  }

  const { source, map } = snapshotOf(banner);
  const translated = translator(map, language);
  const isSource = fallbacks(language).some((tag) => isSame(tag, source));
  const name = [banner.organization_name, banner.organizationName, banner.organization?.name].find(isText);
  const company = name && (translated(name) ?? name);
  const missing = new Set();
  const done = [new Map(), new Map()];

  function localized(text) {
    const words = translated(text);
    if (words === undefined && !isSource && /\p{L}/u.test(text)) missing.add(text);
    return (words ?? text).replace(PLACEHOLDER, (whole) => company ?? whole);
  }

  /** A value as it is in the language; `isWords` is whether its texts are for people. What is in two places is made once. */
  function walk(value, isWords, depth) {
    if (typeof value === "string") return isWords ? localized(value) : value;
    if (typeof value !== "object" || value === null || depth > DEEPEST) return value;
    const made = done[Number(isWords)];
    if (made.has(value)) return made.get(value);
    made.set(value, value);
    const result = Array.isArray(value)
      ? value.map((item) => walk(item, isWords, depth + 1))
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, LEFT.test(key) ? member : walk(member, isWordsOf(value, key), depth + 1)]));
    made.set(value, result);
    return result;
  }

  return { ...walk(banner, false, 0), language, dir: directionOf(language), missing: [...missing] };
}

/** Whether a member's texts are for people; of the difference between two versions, by the member that differs. */
function isWordsOf({ field }, key) {
  return isHuman(key) || (/^(old|new)_?value$/i.test(key) && typeof field === "string" && isHuman(field));
}
