// What each call answers, as the declarations have it: tests/package holds real answers to it.

import type {
  Banner, BannerDetail, ConsentClient, ConsentDecision, ConsentError, ConsentErrorData, ConsentRecord, DecisionNeed, DpoInfo, FieldError,
  GrievanceTicket, MergedBanner, MergedConsents, UserBanner, UserConsentStatus, UserNominee,
} from "truconsent-wasm";
import * as all from "truconsent-wasm";
import { expect, type Equal } from "./check.js";

export interface MethodAnswers {
  listBanners: Banner[];
  getBanner: BannerDetail;
  userBanners: UserBanner[];
  consentStatus: UserConsentStatus;
  currentConsents: MergedConsents;
  recordConsent: ConsentRecord;
  listGrievances: GrievanceTicket[];
  createGrievance: GrievanceTicket;
  updateGrievance: GrievanceTicket;
  listNominees: UserNominee[];
  registerNominee: UserNominee;
  updateNominee: UserNominee;
  deleteNominee: { message: string };
  dpo: DpoInfo;
}

export interface FunctionAnswers {
  mergeConsents: MergedConsents;
  decideConsent: ConsentDecision;
  applyDecision: MergedBanner;
  needsDecision: DecisionNeed;
  validateGrievance: FieldError[];
  validateNominee: FieldError[];
  isConsentError: boolean;
}

export interface Others {
  error: ConsentError;
  errorData: ConsentErrorData;
  grievanceCategories: readonly ["data_access", "rectification", "erasure", "access", "correction"];
  grievanceStatuses: readonly ["open", "in_progress", "resolved"];
  nomineeStatuses: readonly ["pending", "verified", "rejected", "active"];
}

// Nothing is left out, and nothing is said here that the declarations do not say.
type Methods = Exclude<keyof ConsentClient, "free" | "baseUrl">;
expect<Equal<MethodAnswers, { [K in Methods]: Awaited<ReturnType<ConsentClient[K]>> }>>();

// (`apiTime` gives a Date, which no schema of JSON describes: shapes.ts has it.)
type Functions = Exclude<keyof typeof all, "default" | "fetchEarly" | "apiTime" | "ConsentClient" | keyof Others>;
expect<Equal<FunctionAnswers, { [K in Functions]: ReturnType<(typeof all)[K]> }>>();

type Words = keyof Others & keyof typeof all;
expect<Equal<Pick<Others, Words>, { [K in Words]: (typeof all)[K] }>>();
expect<Equal<Others["errorData"], ReturnType<Others["error"]["toJSON"]>>>();
