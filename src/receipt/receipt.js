import { applyDecision } from "truconsent-wasm";
import { refusal } from "../package/refusal.js";
import { canonical, hash } from "./canonical.js";
import { isText, list, noticeOf, partsOf } from "./notice.js";

/** Members whose texts name something, and are not words. */
const NAMING = ["dct:conformsTo", "dpv:hasApplicableLaw", "dpv:hasDataController", "dpv:hasJurisdiction", "dpv:hasLegalBasis", "dpv:hasNecessity", "dpv:hasRecipient", "dpv:isIndicatedBy"];

const CONTEXT = {
  dct: "http://purl.org/dc/terms/",
  dpv: "https://w3id.org/dpv#",
  "legal-in": "https://w3id.org/dpv/legal/in#",
  loc: "https://w3id.org/dpv/loc#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  ...Object.fromEntries(NAMING.map((name) => [name, { "@id": name, "@type": "@id" }])),
  "dpv:hasEntity": { "@id": "dpv:hasEntity", "@container": "@id" },
  notice: "dpv:hasNotice",
};

const PROFILE = "https://w3id.org/dpv/schema/dpv-27560#";

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

/** A value as it comes back from JSON. Half a character, which no text can be hashed with, is marked as unreadable. */
function plain(value, field) {
  try {
    return JSON.parse(JSON.stringify(value), (_, member) => (typeof member === "string" ? member.replace(/\p{Cs}/gu, "\ufffd") : member));
  } catch {
    refuse(field, "must be what JSON can hold");
  }
}

/** What became of one purpose, in the vocabulary's words. */
function statusOf({ consented }, { latest_action: action }) {
  if (consented === "approved") return ["dpv:ConsentGiven", "dpv:ExpressedConsent"];
  if (consented === "declined") return [action === "revoked" ? "dpv:ConsentWithdrawn" : "dpv:ConsentRefused"];
  return [action === "no_action" ? "dpv:ConsentRequestDeferred" : "dpv:ConsentUnknown"];
}

function durationOf({ consented, expires_at: end, expiry_period: period }) {
  if (end) return { "@type": ["dpv:UntilTimeDuration"], "rdf:value": end };
  return consented === "approved" && isText(period) ? { "@type": ["dpv:Duration"], "rdf:value": period } : undefined;
}

/** Who decides what the data are used for, among those who are named. */
const CONTROLLER = "_:controller";

const labelled = (type) => ({ id, name }) => ({ "@type": [type], "dpv:hasIdentifier": id, "skos:prefLabel": name ?? undefined });

function processOf(purpose, data, recipients, act) {
  const { id, name, description, version, recorded_version: decided, is_mandatory: isMandatory, legal_basis: basis } = purpose;
  return {
    "@type": ["dpv:Process"],
    "dpv:hasIdentifier": id,
    "dct:hasVersion": decided ?? version ?? undefined,
    "dpv:hasPurpose": [{ "@type": ["dpv:Purpose"], "skos:prefLabel": name, "skos:definition": description || undefined }],
    "dpv:hasNecessity": isMandatory ? "dpv:Required" : "dpv:Optional",
    "dpv:hasPersonalData": data.map(labelled("dpv:PersonalData")),
    "dpv:hasDataController": [CONTROLLER],
    "dpv:hasRecipient": recipients.map((one) => one.id),
    "dpv:hasLegalBasis": [basis === "notice" ? { "@type": ["dpv:LegalBasis"], "skos:prefLabel": "Legitimate use", "dct:source": "section 7" } : "dpv:Consent"],
    // Nobody decides about a legitimate use.
    "dpv:hasConsentStatus": basis === "notice" ? undefined : [{ "@type": act.statusOf(purpose), ...act.told, "dpv:hasDuration": durationOf(purpose) }],
  };
}

const officerOf = (officer) => officer && {
  "@type": ["dpv:DataProtectionOfficer"],
  "dpv:hasName": officer.full_name,
  "dpv:hasContact": officer.email,
};

/** The language in which the notice was shown: that of a localized banner, else the one that the record tells. */
function languageOf({ language, dir }, metadata) {
  const tag = (dir && language) || metadata?.consent_language;
  return isText(tag) && /^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(tag) ? tag : undefined;
}

export async function consentReceipt(input) {
  const { language, user_id: person, now } = input ?? {};
  const [record, banner, officer] = ["record", "banner", "officer"].map((name) => plain(input?.[name] ?? null, name));
  if (typeof record !== "object" || !record) refuse("record", "must be a record");
  if (!Array.isArray(banner?.purposes)) refuse("banner", "must be a banner");
  if (![undefined, null].includes(person) && typeof person !== "string") refuse("user_id", "must be a text");
  const { request_id: request, metadata } = record;
  const id = [record.id, request].find(isText) ?? refuse("record", "must have an id");
  const issued = now === undefined || now === null ? null : new Date(now);
  if (issued && Number.isNaN(issued.getTime())) refuse("now", "must be a time");

  // What the record names and the notice does not is a decision all the same.
  const shown = new Set(banner.purposes.map((purpose) => purpose?.id));
  const further = list(record.purpose_consents)
    .filter((one) => one?.purpose_id && !shown.has(one.purpose_id))
    .map((one) => ({ id: one.purpose_id, name: one.purpose_name, is_mandatory: one.is_mandatory, is_legitimate: one.is_legitimate, purpose_type: one.purpose_type }));
  const decided = applyDecision({ ...banner, purposes: [...banner.purposes, ...further] }, { ...record, collection_point_id: record.collection_point_id ?? banner.collection_point });
  const noticed = { ...decided, purposes: decided.purposes.filter((purpose) => shown.has(purpose.id)) };
  const notice = plain(noticeOf(noticed, language ?? languageOf(banner, metadata)), "banner");

  const [dataOf, entitiesOf] = ["data_elements", "legal_entities"].map((kind) => partsOf(decided, kind));
  const recipients = decided.purposes.map(entitiesOf);
  const told = {
    "dpv:isIndicatedAtTime": decided.recorded_at,
    "dpv:isIndicatedBy": "dpv:DataSubject",
    "dpv:hasIndicationMethod": [metadata?.button_used, metadata?.event_type, decided.latest_action, record.action].find(isText),
  };
  const act = { told, statusOf: (purpose) => statusOf(purpose, decided) };

  const receipt = plain({
    "@context": CONTEXT,
    "@type": ["dpv:ConsentReceipt"],
    "dct:conformsTo": `${PROFILE}receipt`,
    "dpv:hasIdentifier": id,
    "dct:created": decided.recorded_at,
    "dct:issued": issued?.toISOString(),
    "dct:language": notice["dct:language"],
    "dpv:hasRecordOfActivity": [{
      "@type": ["dpv:ConsentRecord"],
      "dct:conformsTo": `${PROFILE}record`,
      "dpv:hasIdentifier": id,
      "dct:identifier": request ?? undefined,
      ...told,
    }],
    "dpv:hasDataSubject": isText(person) ? { "@type": ["dpv:DataSubject"], "dpv:hasIdentifier": person } : undefined,
    "dpv:hasJurisdiction": "loc:IN",
    "dpv:hasApplicableLaw": "legal-in:law-DPDP",
    "dpv:hasEntity": Object.fromEntries([
      ...[...entitiesOf({ relationships: { legal_entities: decided.legal_entities } }), ...recipients.flat()]
        .map(({ id: entity, name }) => [entity, { "@type": ["dpv:LegalEntity", "dpv:Recipient"], "dpv:hasName": name }]),
      [CONTROLLER, { "@type": ["dpv:DataController"], "dpv:hasName": notice.organization_name ?? decided.asset?.name ?? null }],
    ]),
    "dpv:hasProcess": decided.purposes.map((purpose, at) => processOf(purpose, dataOf(purpose), recipients[at], act)),
    "dpv:hasConsentControl": [WITHDRAWAL],
    "dpv:hasRight": RIGHTS,
    "dpv:hasAuthority": { "@type": ["legal-in:DPA-IN"], "dpv:hasName": "Data Protection Board of India" },
    "dpv:hasDataProtectionOfficer": officerOf(officer) ?? undefined,
    collection_point: decided.collection_point,
    notice,
    notice_hash: await hash(canonical(notice)),
  }, "record");
  return { ...receipt, receipt_hash: await hash(canonical(receipt)) };
}
