/** A record as the API gave it, and its receipt, to be kept by the person whom they are about. */

import { button, el, icon, named } from "./dom.js";
import { readable, save } from "./kept.js";
import { titleOf } from "./point.js";
import { signedIn } from "./session.js";
import { put, t } from "./words.js";

/**
 * Buttons that copy and print the record, show and save its receipt, and what came of it. All of it follows the page's
 * language by itself; the receipt in words does so when the nodes are asked for again. `proof` is the receipt, or the key
 * of the sentence that says why there is none.
 */
export function receipt(userId, entry, banner, proof) {
  const text = JSON.stringify({ user_id: userId, ...entry }, null, 2);
  const result = el("p", { class: "quiet", role: "status" });
  const place = el("div", { class: "receipt" });
  const look = el("div", { class: "receipt-look" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      place.replaceChildren();
      put(result, "receipt.copied");
    } catch {
      const field = el("textarea", { spellcheck: "false", readonly: true, rows: "8" });
      field.value = text;
      const label = el("span", { class: "unseen" }, put(el("span", {}), "receipt.record"), " ", titleOf(banner));
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
  const show = () => {
    const isOpen = toggle.getAttribute("aria-expanded") === "true";
    toggle.setAttribute("aria-expanded", String(!isOpen));
    put(toggle.firstChild, isOpen ? "receipt.show" : "receipt.hide");
    look.replaceChildren(...(isOpen ? [] : [readable(proof)]));
  };
  const keep = () => {
    save(proof);
    put(result, "receipt.saved");
  };
  const has = typeof proof === "object";
  const toggle = act("receipt.show", show);
  toggle.setAttribute("aria-expanded", "false");
  const controls = [act("receipt.copy", copy), act("receipt.print", print), ...(has ? [toggle, act("receipt.save", keep)] : [])];
  const none = !has && el("p", { class: "remark" }, icon("info"), put(el("span", {}), proof));
  const nodes = [el("div", { class: "receipt-line" }, controls, result), none, look, place].filter(Boolean);
  return () => {
    if (look.firstChild) look.replaceChildren(readable(proof));
    return nodes;
  };
}
