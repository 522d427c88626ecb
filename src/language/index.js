// The languages that a collection point's notice was translated into.

export { availableLanguages } from "./languages.js";
