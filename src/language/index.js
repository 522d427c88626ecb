// A notice in the person's language, from the translations that the organisation made of it.

export { localizeBanner } from "./localize.js";
export { availableLanguages } from "./languages.js";
