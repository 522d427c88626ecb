// How an organisation wants its notice to look and sound, as far as that is safe, legible, and of this very notice.

import { html, nothing } from "lit";
import { filled } from "../words/texts.js";

const PATIENCE_MS = 3_000;
const LEGIBLE = 4.5;
const LONGEST_LABEL = 80;

/**
 * The notice in detail. Without it (no display id, no answer in time, the notice of another collection point) the result is
 * empty: the element's own words and colours stand in, and the decision is possible all the same.
 */
export async function lookOf(banner, client, signal) {
  if (!filled(banner.display_id)) return {};
  const soon = new AbortController();
  const stop = () => soon.abort();
  const timer = setTimeout(stop, PATIENCE_MS);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const detail = await client.getBanner(banner.display_id, { signal: soon.signal });
    return detail.collection_point === banner.collection_point ? detail : {};
  } catch {
    return {};
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** One of the notice's own texts, where it has any. A label must fit on a button. */
export function ownText(look, name) {
  const text = look.banner_settings?.[name];
  if (typeof text !== "string" || !filled(text)) return null;
  return name.endsWith("_text") && name !== "footer_text" && text.length > LONGEST_LABEL ? null : text.trim();
}

/** Who asks: the logo with the name beside it, or the name alone; `lost()` hears that there is no such logo. */
export function organisation(words, look, { hasLogo, lost }) {
  const isName = (word) => typeof word === "string" && filled(word);
  const name = [look.organization?.name, look.organization_name].find(isName);
  if (!name) return nothing;
  const url = hasLogo && logoUrl(look.organization?.logo_url);
  if (!url) return html`<p class="quiet organisation" part="organisation">${words.said(name)}</p>`;
  // Read out once: as the logo's text, or without a logo as text.
  return html`<p class="quiet organisation" part="organisation">
    <img src=${url} alt=${name} height="32" part="logo" @error=${lost}><span aria-hidden="true">${words.said(name)}</span>
  </p>`;
}

/** From elsewhere a logo would tell a third party that somebody is being asked. */
function logoUrl(sent) {
  if (typeof sent !== "string") return null;
  let url;
  try {
    url = new URL(sent, location.href);
  } catch {
    return null;
  }
  const own = ["http:", "https:"].includes(url.protocol) && url.origin === location.origin;
  return own || (url.protocol === "data:" && /^image\//i.test(url.pathname)) ? url.href : null;
}

/** Gives an element the organisation's colour, as long as that can be read in the theme of the moment. */
export function paint(element, look) {
  const colour = hex(look?.banner_settings?.primary_color);
  const isLegible = colour && ["--on-accent", "--card"].every((name) => contrast(colour, drawn(element, name)) >= LEGIBLE);
  if (isLegible) element.style.setProperty("--brand", colour);
  else element.style.removeProperty("--brand");
}

/** The colour that a custom property stands for where it is: in words it is one for light pages and one for dark. */
function drawn(element, name) {
  element.style.caretColor = `var(${name})`;
  const { caretColor } = getComputedStyle(element);
  element.style.caretColor = "";
  return hex(caretColor);
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
