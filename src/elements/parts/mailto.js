// An e-mail address to write to.

import { validateNominee } from "truconsent-wasm";
import { html } from "lit";

/** Whether one can surely write to it. Half a character cannot be part of a link. */
function isAddress(email) {
  try {
    encodeURIComponent(email);
    return !validateNominee({ nominee_email: email }, "update").some(({ field }) => field === "nominee_email");
  } catch {
    return false;
  }
}

/** A link where it is an address, else what was sent. */
export function mailto(words, sent) {
  const email = String(sent).trim();
  if (!isAddress(sent)) return words.said(email);
  // Around an address the package overlooks what does not show; in a link it would be a part of it. Encoded, a "?" in the name
  // cannot add headers to the letter.
  const [name, domain] = email.replaceAll(/\p{Cf}/gu, "").split("@").map((part) => encodeURIComponent(part));
  return html`<a href="mailto:${name}@${domain}">${words.said(email)}</a>`;
}
