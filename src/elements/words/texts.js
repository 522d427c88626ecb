// Other people's words: in which language they are, and in which direction they run.

/** One language for each script: enough for a voice to read the words properly. */
const SCRIPTS = [
  ["hi", /\p{Script=Devanagari}/gu],
  ["ta", /\p{Script=Tamil}/gu],
  ["ur", /\p{Script=Arabic}/gu],
  ["bn", /\p{Script=Bengali}/gu],
  ["te", /\p{Script=Telugu}/gu],
  ["gu", /\p{Script=Gujarati}/gu],
  ["kn", /\p{Script=Kannada}/gu],
  ["ml", /\p{Script=Malayalam}/gu],
  ["pa", /\p{Script=Gurmukhi}/gu],
  ["or", /\p{Script=Oriya}/gu],
];
const LATIN = /\p{Script=Latin}/gu;

/** The language that a text's script tells, where most of its letters are in that script; `latin` is the one of Latin letters. */
export function languageOf(text, latin) {
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  const isMost = (script) => (text.match(script)?.length ?? 0) * 2 > letters;
  return SCRIPTS.find(([, script]) => isMost(script))?.[0] ?? (isMost(LATIN) ? latin : null);
}

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ks", "sd", "ur"]);

export const directionOf = (tag) => (RIGHT_TO_LEFT.has(tag.split("-")[0].toLowerCase()) ? "rtl" : "ltr");

/** Whether there is anything to show. */
export function filled(value) {
  return value !== null && value !== undefined && String(value).trim() !== "";
}

export const array = (value) => (Array.isArray(value) ? value : []);
