/** The data protection officer. */

import { api } from "./api.js";
import { el, filled, said } from "./dom.js";
import { facts } from "./point.js";
import { t, when } from "./words.js";

/** Asks for the officer; null where none is named. With it, whether one can surely write to the address. */
export async function readOfficer(_person, signal) {
  const { client, validateNominee } = await api();
  try {
    const officer = await client.dpo({ signal });
    const problems = validateNominee({ nominee_email: officer.email }, "update");
    const isFine = !problems.some(({ field }) => field === "nominee_email");
    // Half a character cannot be part of a link.
    return { officer, isAddress: isFine && String(officer.email).isWellFormed() };
  } catch (error) {
    if (error?.code === "not_found") return null;
    throw error;
  }
}

/** Shows who it is and how to write to them. */
export function showOfficer(answer) {
  if (!answer) {
    const none = el("p", {}, el("strong", {}, t("officer.none")));
    return { nodes: [none, el("p", { class: "quiet" }, t("officer.none_next"))], message: t("officer.none") };
  }
  const { officer, isAddress } = answer;
  const email = filled(officer.email) && String(officer.email).trim();
  const details = facts([
    ["officer.since", filled(officer.appointment_date) && when(officer.appointment_date)],
    ["officer.qualifications", filled(officer.qualifications) && said(officer.qualifications)],
    ["officer.responsibilities", filled(officer.responsibilities) && said(officer.responsibilities)],
  ]);
  const nodes = [
    el("p", { class: "quiet" }, t("officer.role")),
    filled(officer.full_name) && el("p", { class: "officer-name" }, said(officer.full_name)),
    email && el("p", {}, isAddress ? link(email) : said(email)),
    details,
    el("p", { class: "quiet" }, t("officer.lead")),
  ].filter(Boolean);
  return { nodes, message: "" };
}

function link(email) {
  // Around an address the package overlooks what does not show; in a link it would be a part of it.
  const [name, domain] = email.replaceAll(/\p{Cf}/gu, "").split("@").map((part) => encodeURIComponent(part));
  // Encoded, a "?" in the name cannot add headers to the letter.
  return el("a", { href: `mailto:${name}@${domain}` }, said(email));
}
