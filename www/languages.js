/** Changing the page's language in place: what is typed, and what has the focus, stays. */

import { announce } from "./dom.js";
import { speak, t } from "./words.js";

/** Wires the links; `changed()` has everything that is made of words made anew. */
export function wireLanguages(changed) {
  const problem = document.getElementById("languages-problem");
  document.getElementById("languages").addEventListener("click", async (event) => {
    const link = event.target.closest("a");
    // With a key held down it is opened elsewhere, as any link.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    problem.textContent = "";
    try {
      if (!await speak(link.lang)) return;
    } catch {
      problem.textContent = t("language.failed");
      return;
    }
    // Kept in the address and nowhere else: a reload and a link sent on speak the same language.
    const url = new URL(location.href);
    url.searchParams.set("lang", link.lang);
    history.replaceState(null, "", url);
    changed();
    announce(t("language.changed"));
  });
}
