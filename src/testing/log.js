// The consent log: append-only, and the last entry for a collection point is the one that counts.

const WORDS = ["approved", "declined", "partialconsent", "partiallyconsented", "revoked", "noaction", "noticeshown"];

/** The word for what a person did, in one spelling; undefined where there is none such. */
export function actionOf(word) {
  const letters = word.replace(/[\p{White_Space}_-]/gu, "").toLowerCase();
  if (letters === "partiallyconsented") return "partialconsent";
  return WORDS.find((known) => known === letters);
}

/** Whether nobody is asked for it: its legal basis is a legitimate use. */
export const isNotice = ({ purpose_type }) => purpose_type === "legitimate_interest";

/** What was decided about one purpose, with its name and version at that time. */
export const purposeConsent = (purpose, status, type) => ({
  purpose_id: purpose.id,
  purpose_name: purpose.name,
  status,
  is_mandatory: purpose.is_mandatory,
  purpose_type: type ?? purpose.purpose_type,
  purpose_version: purpose.version,
});

/** Appends one entry. The banner view catches up with it at once. */
export function append(data, entry) {
  data.log.push(entry);
  data.stale = data.stale.filter(({ user_id, point }) => user_id !== entry.user_id || point !== entry.collection_point_id);
}

/** The entries of a person that count, by collection point. */
export const latest = (data, userId) =>
  new Map(data.log.filter(({ user_id }) => user_id === userId).map((entry) => [entry.collection_point_id, entry]));

/** An entry as it is answered. */
export const record = ({ context, metadata, user_id: _, ...entry }) => ({ ...entry, ...context, ...(metadata && { metadata }) });

/**
 * The state of one purpose after an entry: never "approved" unless the entry says so. A closed notice decides nothing,
 * although clients then write "declined" for every purpose.
 */
export function stateOf({ action, purpose_consents }, purposeId) {
  const word = actionOf(action);
  const decides = word !== undefined && word !== "noaction" && word !== "noticeshown";
  const consent = purpose_consents.find(({ purpose_id }) => purpose_id === purposeId);
  if (consent) return decides || consent.status === "shown" ? consent.status : "pending";
  if (purpose_consents.length) return "pending";
  if (word === "approved") return "approved";
  return word === "declined" || word === "revoked" ? "declined" : "pending";
}
