/** A record as the API gave it, to be kept by the person whom it is about. */

import { button, el } from "./dom.js";
import { signedIn } from "./session.js";
import { t } from "./words.js";

/** Buttons that copy and print the record, and what came of it. */
export function receipt(userId, entry) {
  const text = JSON.stringify({ user_id: userId, ...entry }, null, 2);
  const result = el("p", { class: "quiet", role: "status" });
  const place = el("div", { class: "receipt" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      place.replaceChildren();
      result.textContent = t("receipt.copied");
    } catch {
      const label = { "aria-label": t("receipt.label"), spellcheck: "false" };
      const field = el("textarea", { ...label, readonly: true, rows: "8" });
      field.value = text;
      place.replaceChildren(field);
      field.focus();
      field.select();
      result.textContent = t("receipt.by_hand");
    }
  };
  // Paper gets this one card, with this line above it: the style sheet leaves out the rest.
  const print = () => {
    const card = place.closest(".point");
    card.dataset.printing = t("receipt.title", { name: signedIn()?.name ?? userId });
    addEventListener("afterprint", () => delete card.dataset.printing, { once: true });
    window.print();
  };
  const controls = [button(t("receipt.copy"), copy), button(t("receipt.print"), print)];
  return [el("div", { class: "receipt-line" }, controls, result), place];
}
