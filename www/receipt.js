/** A record as the API gave it, to be kept by the person whom it is about. */

import { button, el, named } from "./dom.js";
import { titleOf } from "./point.js";
import { signedIn } from "./session.js";
import { put, t } from "./words.js";

/** Buttons that copy and print the record, and what came of it. All of it follows the page's language by itself. */
export function receipt(userId, entry, banner) {
  const text = JSON.stringify({ user_id: userId, ...entry }, null, 2);
  const result = el("p", { class: "quiet", role: "status" });
  const place = el("div", { class: "receipt" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      place.replaceChildren();
      put(result, "receipt.copied");
    } catch {
      const field = el("textarea", { spellcheck: "false", readonly: true, rows: "8" });
      field.value = text;
      const label = el("span", { class: "unseen" }, put(el("span", {}), "receipt.label"), " ", titleOf(banner));
      place.replaceChildren(el("label", {}, label, field));
      field.focus();
      field.select();
      put(result, "receipt.by_hand");
    }
  };
  // Paper gets this one card, with this line above it: the style sheet leaves out the rest.
  const print = () => {
    const card = place.closest(".point");
    card.dataset.printing = t("receipt.title", { name: signedIn()?.name ?? userId });
    addEventListener("afterprint", () => delete card.dataset.printing, { once: true });
    window.print();
  };
  const act = (key, does) => button(named(put(el("span", {}), key), titleOf(banner)), does);
  const controls = [act("receipt.copy", copy), act("receipt.print", print)];
  return [el("div", { class: "receipt-line" }, controls, result), place];
}
