import { applyDecision } from "truconsent-wasm";
import { refusal } from "../package/refusal.js";
import { canonical, hash } from "./canonical.js";
import { noticeOf } from "./notice.js";

const CONTEXT = {
  dct: "http://purl.org/dc/terms/",
  dpv: "https://w3id.org/dpv#",
  "legal-in": "https://w3id.org/dpv/legal/in#",
  loc: "https://w3id.org/dpv/loc#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
};

/** What the Digital Personal Data Protection Act gives the person, by its sections. */
const RIGHTS = [
  ["Know what is processed, and who has it", "section 11"],
  ["Have data corrected, completed, updated and erased", "section 12"],
  ["Have a grievance redressed, and then complain to the Data Protection Board of India", "section 13"],
  ["Nominate somebody to act in case of death or incapacity", "section 14"],
].map(([label, section]) => ({ "@type": ["dpv:DataSubjectRight"], "skos:prefLabel": label, "dct:source": section }));

const WITHDRAWAL = { "@type": ["dpv:WithdrawConsent"], "skos:prefLabel": "Withdraw consent, as easily as it was given", "dct:source": "section 6(4)" };

function refuse(field, predicate) {
  const fields = [{ field, code: "invalid", message: `${field} ${predicate}` }];
  throw refusal({ message: `consentReceipt: ${fields[0].message}.`, code: "invalid_input", operation: "consentReceipt", fields, hint: null });
}

/** As it comes back from JSON; half a character, which no text can be hashed with, is marked as unreadable. */
const plain = (value) => JSON.parse(JSON.stringify(value), (_, member) => (typeof member === "string" ? member.replace(/\p{Cs}/gu, "\ufffd") : member));

/** What became of one purpose, in the vocabulary's words. */
function statusOf({ consented }, { latest_action: action }) {
  if (consented === "approved") return ["dpv:ConsentGiven", "dpv:ExpressedConsent"];
  if (consented === "declined") return [action === "revoked" ? "dpv:ConsentWithdrawn" : "dpv:ConsentRefused"];
  return [action === "no_action" ? "dpv:ConsentRequestDeferred" : "dpv:ConsentUnknown"];
}

function durationOf({ consented, expires_at: end, expiry_period: period }) {
  if (end) return { "@type": ["dpv:UntilTimeDuration"], "rdf:value": end };
  return consented === "approved" && period ? { "@type": ["dpv:Duration"], "rdf:value": period } : undefined;
}

/** Who decides what the data are used for, among those who are named. */
const CONTROLLER = "_:controller";

function processOf(purpose, decided, how) {
  const list = (value) => (Array.isArray(value) ? value : []);
  const { id, name, description, version, is_mandatory: isMandatory, legal_basis: basis } = purpose;
  return {
    "@type": ["dpv:Process"],
    "dpv:hasIdentifier": id,
    "dct:hasVersion": version ?? undefined,
    "dpv:hasPurpose": [{ "@type": ["dpv:Purpose"], "skos:prefLabel": name, "skos:definition": description || undefined }],
    "dpv:hasNecessity": isMandatory ? "dpv:Required" : "dpv:Optional",
    "dpv:hasPersonalData": list(purpose.data_elements).map((data) =>
      ({ "@type": ["dpv:PersonalData"], "dpv:hasIdentifier": data.id, "skos:prefLabel": data.name })),
    "dpv:hasDataController": [CONTROLLER],
    "dpv:hasRecipient": list(purpose.legal_entities).map((entity) => entity.id),
    "dpv:hasLegalBasis": [basis === "notice" ? { "@type": ["dpv:LegalBasis"], "skos:prefLabel": "Legitimate use", "dct:source": "section 7" } : "dpv:Consent"],
    // Nobody decides about a legitimate use.
    "dpv:hasConsentStatus": basis === "notice" ? undefined : [{
      "@type": statusOf(purpose, decided),
      "dpv:isIndicatedAtTime": decided.recorded_at,
      "dpv:isIndicatedBy": "dpv:DataSubject",
      "dpv:hasIndicationMethod": how,
      "dpv:hasDuration": durationOf(purpose),
    }],
  };
}

/** Who is named: the organisation, and those who get data from it. */
function entities(banner, notice) {
  const others = [banner, ...banner.purposes].flatMap(({ legal_entities: found }) => (Array.isArray(found) ? found : []));
  return Object.fromEntries([
    ...others.map(({ id, name }) => [id, { "@type": ["dpv:LegalEntity", "dpv:Recipient"], "dpv:hasName": name }]),
    [CONTROLLER, { "@type": ["dpv:DataController"], "dpv:hasName": notice.organization_name ?? banner.asset?.name ?? null }],
  ]);
}

const officerOf = (officer) => officer && {
  "@type": ["dpv:DataProtectionOfficer"],
  "dpv:hasName": officer.full_name,
  "dpv:hasContact": officer.email,
};

/** The language in which the person was asked, where the record tells. */
function languageOf({ consent_language: language } = {}) {
  return typeof language === "string" && /^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(language) ? language : undefined;
}

export async function consentReceipt({ record, banner, language, user_id: person, officer, now } = {}) {
  if (typeof record !== "object" || record === null) refuse("record", "must be a record");
  if (!Array.isArray(banner?.purposes)) refuse("banner", "must be a banner");
  if (![undefined, null].includes(person) && typeof person !== "string") refuse("user_id", "must be a text");
  const { id, request_id: request, metadata } = record;
  if (!id && !request) refuse("record", "must have an id");
  const issued = now === undefined || now === null ? null : new Date(now);
  if (issued && Number.isNaN(issued.getTime())) refuse("now", "must be a time");

  // What the record names and the notice does not is a decision all the same.
  const shown = new Set(banner.purposes.map((purpose) => purpose?.id));
  const further = (Array.isArray(record.purpose_consents) ? record.purpose_consents : [])
    .filter((one) => one?.purpose_id && !shown.has(one.purpose_id))
    .map((one) => ({ id: one.purpose_id, name: one.purpose_name, is_mandatory: one.is_mandatory, is_legitimate: one.is_legitimate, purpose_type: one.purpose_type }));
  const whole = { ...banner, purposes: [...banner.purposes, ...further] };
  const decided = applyDecision(whole, { collection_point_id: banner.collection_point, ...record });
  const notice = plain(noticeOf({ ...decided, purposes: decided.purposes.filter((purpose) => shown.has(purpose.id)) }, language ?? languageOf(metadata ?? {})));
  const how = metadata?.button_used ?? metadata?.event_type ?? decided.latest_action ?? record.action;

  const receipt = plain({
    "@context": CONTEXT,
    "@type": ["dpv:ConsentReceipt"],
    "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt",
    "dpv:hasIdentifier": id || request,
    "dct:identifier": request ?? undefined,
    "dct:created": decided.recorded_at,
    "dct:issued": issued?.toISOString(),
    "dct:language": notice["dct:language"],
    "dpv:hasDataSubject": person === undefined || person === null ? undefined : { "@type": ["dpv:DataSubject"], "dpv:hasIdentifier": person },
    "dpv:hasJurisdiction": "loc:IN",
    "dpv:hasApplicableLaw": "legal-in:law-DPDP",
    "dpv:hasEntity": entities(decided, notice),
    "dpv:hasProcess": decided.purposes.map((purpose) => processOf(purpose, decided, how)),
    "dpv:hasConsentControl": [WITHDRAWAL],
    "dpv:hasRight": RIGHTS,
    "dpv:hasAuthority": { "@type": ["legal-in:DPA-IN"], "dpv:hasName": "Data Protection Board of India" },
    "dpv:hasDataProtectionOfficer": officerOf(officer) ?? undefined,
    collection_point: decided.collection_point,
    notice,
    notice_hash: await hash(canonical(notice)),
  });
  return { ...receipt, receipt_hash: await hash(canonical(receipt)) };
}
