/** The data protection officer. */

import { api } from "./api.js";
import { el, filled, said } from "./dom.js";
import { facts } from "./point.js";
import { t, when } from "./words.js";

/** Asks for the officer; null where none is named. */
export async function readOfficer(_person, signal) {
  const { client } = await api();
  try {
    return await client.dpo({ signal });
  } catch (error) {
    if (error?.code === "not_found") return null;
    throw error;
  }
}

/** Shows who it is and how to write to them. */
export function showOfficer(officer) {
  if (!officer) {
    const none = el("p", {}, el("strong", {}, t("officer.none")));
    return { nodes: [none, el("p", { class: "quiet" }, t("officer.none_next"))], message: t("officer.none") };
  }
  const details = facts([
    ["officer.since", filled(officer.appointment_date) && when(officer.appointment_date)],
    ["officer.qualifications", filled(officer.qualifications) && said(officer.qualifications)],
    ["officer.responsibilities", filled(officer.responsibilities) && said(officer.responsibilities)],
  ]);
  const nodes = [
    el("p", { class: "quiet" }, t("officer.role")),
    filled(officer.full_name) && el("p", { class: "officer-name" }, said(officer.full_name)),
    filled(officer.email) && el("p", {}, address(String(officer.email).trim())),
    details,
    el("p", { class: "quiet" }, t("officer.lead")),
  ].filter(Boolean);
  return { nodes, message: "" };
}

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const EMAIL = new RegExp(`^[a-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}(?:\\.${LABEL})+$`, "i");

/** A link only for what is surely an address: anything else stays text. */
function address(email) {
  if (!EMAIL.test(email)) return said(email);
  const at = email.lastIndexOf("@");
  // Encoded, a "?" in the name cannot add headers to the letter.
  return el("a", { href: `mailto:${encodeURIComponent(email.slice(0, at))}${email.slice(at)}` }, said(email));
}
