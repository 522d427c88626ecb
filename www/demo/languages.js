/** Changing the page's language in place: what is typed, and what has the focus, stays. */

import { announce } from "./dom.js";
import { speak, t } from "./words.js";

const html = document.documentElement;
const links = document.getElementById("languages");
const problem = document.getElementById("languages-problem");

/** Wires the links and the browser's history; `changed()` has everything that is made of words made anew. */
export function wireLanguages(changed) {
  const first = html.lang;
  const turn = async (language, then = () => {}) => {
    problem.textContent = "";
    try {
      if (!await speak(language)) return;
    } catch {
      problem.textContent = t("language.failed");
      return;
    }
    then();
    changed();
    announce(t("language.changed"));
  };
  links.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    // With a key held down it is opened elsewhere, as any link.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    turn(link.lang, () => keep(link.lang));
  });
  // Back and forward: the page speaks what the address says.
  addEventListener("popstate", () => {
    const asked = new URLSearchParams(location.search).get("lang");
    const language = [...links.querySelectorAll("a")].find(({ lang }) => lang === asked)?.lang ?? first;
    if (language !== html.lang) turn(language);
  });
}

/** In the address and nowhere else: a reload and a link sent on speak the same language. */
function keep(language) {
  const url = new URL(location.href);
  url.searchParams.set("lang", language);
  history.replaceState(null, "", url);
}
