/** How an organisation wants its notice to look and sound, as far as that is safe, legible, and of this very notice. */

import { el, filled, said } from "./dom.js";

const PATIENCE_MS = 3_000;
const LEGIBLE = 4.5;
const LONGEST_LABEL = 80;

/**
 * The notice in detail. Without it (no display id, no answer in time, the notice of another collection point) the
 * result is empty: the page's own words and colours stand in, and the decision is possible all the same.
 */
export async function lookOf(banner, client, signal) {
  if (!filled(banner.display_id)) return {};
  try {
    const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const detail = await client.getBanner(banner.display_id, { signal: soon });
    return detail.collection_point === banner.collection_point ? detail : {};
  } catch {
    return {};
  }
}

/** One of the notice's own texts, where it has any. A label must fit on a button. */
export function ownText(look, name) {
  const text = look.banner_settings?.[name];
  if (typeof text !== "string" || !filled(text)) return null;
  return name.endsWith("_text") && name !== "footer_text" && text.length > LONGEST_LABEL ? null : text.trim();
}

/** Who asks: the logo with the name beside it, or the name alone. */
export function organisation(look) {
  const isName = (word) => typeof word === "string" && filled(word);
  const name = [look.organization?.name, look.organization_name].find(isName);
  if (!name) return null;
  const words = said(name);
  const url = logoUrl(look.organization?.logo_url);
  if (!url) return el("p", { class: "quiet organisation" }, words);
  const logo = el("img", { src: url, alt: name, height: "32" });
  // Read out once: as the logo's text, or without a logo as text.
  words.setAttribute("aria-hidden", "true");
  logo.addEventListener("error", () => {
    logo.remove();
    words.removeAttribute("aria-hidden");
  });
  return el("p", { class: "quiet organisation" }, logo, words);
}

/** From elsewhere a logo would tell a third party that somebody is being asked; the page's policy blocks it anyway. */
function logoUrl(sent) {
  if (typeof sent !== "string" || !URL.canParse(sent, location.href)) return null;
  const url = new URL(sent, location.href);
  const own = ["http:", "https:"].includes(url.protocol) && url.origin === location.origin;
  return own || (url.protocol === "data:" && /^image\//i.test(url.pathname)) ? url.href : null;
}

/** Gives the dialog its colour, as long as that can be read in the theme of the moment. */
export function paint(dialog, look, signal) {
  const colour = hex(look.banner_settings?.primary_color);
  if (!colour) return;
  const apply = () => {
    const styles = getComputedStyle(dialog);
    const legible = ["--on-accent", "--card"].every((name) =>
      contrast(colour, hex(styles.getPropertyValue(name).trim())) >= LEGIBLE);
    if (legible) dialog.style.setProperty("--brand", colour);
    else dialog.style.removeProperty("--brand");
  };
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply, { signal });
}

/** Any opaque colour as #rrggbb; null for what is none. */
function hex(colour) {
  if (typeof colour !== "string") return null;
  const pen = document.createElement("canvas").getContext("2d");
  // What is no colour leaves the pen as it was.
  const [one, other] = ["#000000", "#ffffff"].map((before) => {
    pen.fillStyle = before;
    pen.fillStyle = colour;
    return pen.fillStyle;
  });
  return one === other && /^#[0-9a-f]{6}$/.test(one) ? one : null;
}

/** The contrast of two colours, as WCAG counts it. */
function contrast(one, other) {
  if (!one || !other) return 0;
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
