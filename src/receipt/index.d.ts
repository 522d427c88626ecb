import type { Banner, ConsentRecord, DpoInfo, LatestConsent, MergedBanner } from "truconsent-wasm";

/** What {@link consentReceipt} is made of. */
export interface ReceiptInput {
  /** The decision, as `recordConsent` gave it, or as the consent status has it. */
  record: ConsentRecord | LatestConsent;
  /** The banner that was decided on, as it was then. */
  banner: Banner | MergedBanner;
  /**
   * The language in which the notice was shown, BCP 47. Default: that of a localized banner, else the one that the record
   * names (`metadata.consent_language`), else the source language.
   */
  language?: string | null | undefined;
  /** Who decided. Left out, the receipt names nobody. */
  user_id?: string | null | undefined;
  /** Whom to ask, as `dpo` gives it. */
  officer?: DpoInfo | null | undefined;
  /** When the receipt is given, if it is to say so; a number in milliseconds since 1970. */
  now?: Date | number | null | undefined;
}

/** A term of the Data Privacy Vocabulary, with what is said about it. */
export interface ReceiptTerm {
  "@type": string[];
  "dpv:hasIdentifier"?: string;
  "dpv:hasName"?: string;
  "dpv:hasContact"?: string;
  "skos:prefLabel"?: string;
  "skos:definition"?: string;
  "dct:source"?: string;
  "rdf:value"?: string;
}

/** What a person decided about a purpose: when, how, and until when it holds. */
export interface ReceiptStatus {
  /**
   * `dpv:ConsentGiven` (with `dpv:ExpressedConsent`), `dpv:ConsentRefused`, `dpv:ConsentWithdrawn`,
   * `dpv:ConsentRequestDeferred` (closed without a decision), `dpv:ConsentUnknown`.
   */
  "@type": string[];
  "dpv:isIndicatedAtTime": string | null;
  "dpv:isIndicatedBy": "dpv:DataSubject";
  /** What was pressed, where the record tells; else the action's word. */
  "dpv:hasIndicationMethod"?: string;
  "dpv:hasDuration"?: ReceiptTerm;
}

/** The record that a receipt is of: which, when, by whom, how. */
export interface ReceiptRecord {
  "@type": ["dpv:ConsentRecord"];
  "dct:conformsTo": string;
  "dpv:hasIdentifier": string;
  /** The request's id. */
  "dct:identifier"?: string;
  "dpv:isIndicatedAtTime": string | null;
  "dpv:isIndicatedBy": "dpv:DataSubject";
  "dpv:hasIndicationMethod"?: string;
}

/** A person or an organisation that a receipt names. */
export interface ReceiptEntity {
  "@type": string[];
  "dpv:hasName"?: string | null;
}

/** How a name of a receipt is read by what reads JSON-LD. */
export type ReceiptContext = Record<string, string | { "@id": string; "@type"?: string; "@container"?: string }>;

/** One purpose with its data, who has them, the legal basis, and the decision. */
export interface ReceiptProcess {
  "@type": ["dpv:Process"];
  "dpv:hasIdentifier": string;
  /** The version that was decided on, where the record tells; else the notice's. */
  "dct:hasVersion"?: string | number;
  "dpv:hasPurpose": ReceiptTerm[];
  "dpv:hasNecessity": "dpv:Required" | "dpv:Optional";
  "dpv:hasPersonalData": ReceiptTerm[];
  "dpv:hasDataController": string[];
  /** Keys of `dpv:hasEntity`. */
  "dpv:hasRecipient": string[];
  /** `"dpv:Consent"`, or what stands for a legitimate use. */
  "dpv:hasLegalBasis": (string | ReceiptTerm)[];
  /** Not there for a legitimate use, about which nobody decides. */
  "dpv:hasConsentStatus"?: ReceiptStatus[];
}

/** What a notice names: a kind of data, or an organisation. */
export interface ReceiptPart {
  id: string;
  name?: string | null;
}

/** A purpose as the notice named it. */
export interface ReceiptNoticePurpose {
  id: string;
  name: string;
  description?: string | null;
  is_mandatory: boolean;
  legal_basis: "consent" | "notice";
  expiry_period?: string | null;
  version?: string | number | null;
  data_elements: ReceiptPart[];
  legal_entities: ReceiptPart[];
}

/** The notice as it was shown. */
export interface ReceiptNotice {
  "@type": ["dpv:ConsentNotice"];
  "dct:language": string;
  dir: "ltr" | "rtl";
  title: string;
  description?: string | null;
  version?: string | number | null;
  organization_name?: string | null;
  /** Those of the banner's settings, by their names there. */
  texts: Record<string, string>;
  purposes: ReceiptNoticePurpose[];
  data_elements: ReceiptPart[];
  legal_entities: ReceiptPart[];
  /** What was shown in the source language, for it has no translation. */
  untranslated: string[];
}

/**
 * A consent receipt: JSON-LD in the profile of ISO/IEC TS 27560:2023, in the terms of the W3C Data Privacy Vocabulary and its
 * extension for India. Its schema is `truconsent-wasm/receipt.schema.json` (JSON Schema 2020-12). What the API does not tell is
 * not in it: where the data are kept and for how long after the consent has ended.
 */
export interface ConsentReceipt {
  "@context": ReceiptContext;
  "@type": ["dpv:ConsentReceipt"];
  "dct:conformsTo": string;
  /** The record's id; its request's where it has none. */
  "dpv:hasIdentifier": string;
  /** When the decision was recorded: ISO 8601, UTC. */
  "dct:created": string | null;
  /** When the receipt was given, where `now` said so. */
  "dct:issued"?: string;
  /** The language of the notice. */
  "dct:language": string;
  /** The record that it is of; one. */
  "dpv:hasRecordOfActivity": ReceiptRecord[];
  "dpv:hasDataSubject"?: ReceiptTerm;
  "dpv:hasJurisdiction": "loc:IN";
  "dpv:hasApplicableLaw": "legal-in:law-DPDP";
  /** The organisation (`_:controller`) and those who get data from it, by their ids. */
  "dpv:hasEntity": Record<string, ReceiptEntity>;
  "dpv:hasProcess": ReceiptProcess[];
  "dpv:hasConsentControl": ReceiptTerm[];
  "dpv:hasRight": ReceiptTerm[];
  /** The Data Protection Board of India. */
  "dpv:hasAuthority": ReceiptTerm;
  "dpv:hasDataProtectionOfficer"?: ReceiptTerm;
  /** UUID of the collection point. */
  collection_point: string;
  notice: ReceiptNotice;
  /** SHA-256, lower-case hex, of the notice's canonical JSON (RFC 8785). */
  notice_hash: string;
  /** The same of the whole receipt without this member. */
  receipt_hash: string;
}

/**
 * A receipt of a decision, for the person to keep: who decided what, when and how, on which notice, in which language, who
 * has the data, and what the person can do. The same input gives the same receipt, to the byte, wherever it is made. It holds
 * what you give it, and goes nowhere by itself. Call `init` first.
 *
 * Rejects with `invalid_input`, also for a record of another collection point, and with `invalid_options` on a page without
 * cryptography: browsers give it to pages on https and on loopback.
 *
 * @example
 * ```ts
 * const receipt = await consentReceipt({ record, banner, language: "ta", user_id: "usr_asha" });
 * const file = new Blob([JSON.stringify(receipt, null, 2)], { type: "application/ld+json" });
 * ```
 */
export function consentReceipt(input: ReceiptInput): Promise<ConsentReceipt>;

/** What {@link verifyReceipt} finds. */
export interface ReceiptVerdict {
  valid: boolean;
  /** `"notice_changed"`, `"receipt_changed"`: not what was hashed. `"not_a_receipt"`: it is something else. */
  problems: ("not_a_receipt" | "notice_changed" | "receipt_changed")[];
}

/**
 * Whether a receipt is as it was made: any member that was changed, added or taken away is found. It is a check sum, not a
 * signature: whoever changes a receipt can write another sum, so compare it with the one that you kept. Whatever it is given,
 * it does not throw; only on a page without cryptography it rejects, with `invalid_options`. Needs no `init`.
 *
 * @param receipt - As it was parsed from its file.
 *
 * @example
 * ```ts
 * const receipt = await consentReceipt({ record, banner });
 * const { valid, problems } = await verifyReceipt(JSON.parse(JSON.stringify(receipt)));
 * ```
 */
export function verifyReceipt(receipt: unknown): Promise<ReceiptVerdict>;
