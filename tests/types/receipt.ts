// A receipt, what it is made of, and what proves it.
import type { Banner, ConsentRecord, DpoInfo, LatestConsent, MergedBanner } from "truconsent-wasm";
import { localizeBanner } from "truconsent-wasm/language";
import {
  consentReceipt,
  verifyReceipt,
  type ConsentReceipt,
  type ReceiptContext,
  type ReceiptEntity,
  type ReceiptInput,
  type ReceiptNotice,
  type ReceiptNoticePurpose,
  type ReceiptPart,
  type ReceiptProcess,
  type ReceiptRecord,
  type ReceiptStatus,
  type ReceiptTerm,
  type ReceiptVerdict,
} from "truconsent-wasm/receipt";
import { expect, type Equal } from "./check.js";

declare const banner: Banner;
declare const merged: MergedBanner;
declare const record: ConsentRecord;
declare const latest: LatestConsent;
declare const officer: DpoInfo;
const input: ReceiptInput = { record, banner, language: "ta", user_id: "usr_asha", officer, now: new Date() };
const receipt = await consentReceipt(input);
expect<Equal<typeof receipt, ConsentReceipt>>();
void consentReceipt({ record: latest, banner: merged });
void consentReceipt({ record, banner: localizeBanner(merged, "ta"), now: 0, language: null, user_id: null, officer: null });
// @ts-expect-error a receipt is of a decision
void consentReceipt({ banner });
// @ts-expect-error on a notice
void consentReceipt({ record });

expect<Equal<ConsentReceipt["@context"], ReceiptContext>>();
expect<Equal<ConsentReceipt["dpv:hasEntity"], Record<string, ReceiptEntity>>>();
expect<Equal<ConsentReceipt["dpv:hasRecordOfActivity"], ReceiptRecord[]>>();
expect<Equal<ConsentReceipt["dpv:hasProcess"], ReceiptProcess[]>>();
expect<Equal<ConsentReceipt["notice"], ReceiptNotice>>();
expect<Equal<ConsentReceipt["dpv:hasRight"], ReceiptTerm[]>>();
expect<Equal<ReceiptProcess["dpv:hasConsentStatus"], ReceiptStatus[] | undefined>>();
expect<Equal<ReceiptNotice["purposes"], ReceiptNoticePurpose[]>>();
expect<Equal<ReceiptNotice["data_elements"], ReceiptPart[]>>();

const verdict = await verifyReceipt(JSON.parse("{}") as unknown);
expect<Equal<typeof verdict, ReceiptVerdict>>();
expect<Equal<ReceiptVerdict["problems"][number], "not_a_receipt" | "notice_changed" | "receipt_changed">>();
