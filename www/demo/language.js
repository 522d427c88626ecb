/**
 * Before anything is drawn: the page's language, as its address asks for it, or else the browser. A script of its own
 * that the parser waits for, because what is drawn in one language and then in another jumps.
 */
{
  const html = document.documentElement;
  const languages = ["en", "hi", "ta", "ur"];
  const asked = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  const tags = asked.map((tag) => tag?.split("-")[0].toLowerCase());
  const language = tags.find((tag) => languages.includes(tag)) ?? html.lang;
  // The HTML itself speaks English: in another language the page is seen once its words are there.
  if (language !== html.lang) html.setAttribute("data-waiting", "");
  html.lang = language;
  const words = { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: `/locales/${language}.json` };
  document.head.append(Object.assign(document.createElement("link"), words));
}
