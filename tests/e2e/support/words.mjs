// The page's languages and what it says in each.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./demo.mjs";

/** What the elements say, and what the demo's pages say beside them. */
const folders = [join(root, "src", "elements", "locales"), join(root, "www", "locales")];
export const LANGUAGES = readdirSync(folders[0]).map((file) => file.replace(/\.json$/, ""));
export const words = Object.fromEntries(LANGUAGES.map((language) =>
  [language, Object.assign({}, ...folders.map((folder) => JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8"))))]));
/** What the browser of somebody who reads the language asks for. */
export const LOCALES = { en: "en-GB", hi: "hi-IN", ta: "ta-IN", ur: "ur-PK" };
export const DIRECTIONS = { en: "ltr", hi: "ltr", ta: "ltr", ur: "rtl" };

/** A sentence with its gaps filled. */
export const say = (language, key, values = {}) =>
  words[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
