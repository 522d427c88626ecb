// What a store is, and what it takes.
import type { ConsentClient, ConsentDecision, ConsentError, ConsentRecord, MergedBanner, MergedConsents, RecordConsentOptions, RequestOptions } from "truconsent-wasm";
import {
  createConsentStore,
  type ConsentChange,
  type ConsentState,
  type ConsentStore,
  type ConsentStoreOptions,
  type Explanation,
  type Expression,
  type PurposeChange,
  type PurposeStanding,
  type SubscribeOptions,
} from "truconsent-wasm/store";
import { expect, type Equal } from "./check.js";

declare const client: ConsentClient;
declare const decision: ConsentDecision;
declare const initial: ConsentState;
const options: ConsentStoreOptions = { client, userId: "usr_asha", include: "all", initial, now: () => new Date(), sync: false };
const store = createConsentStore(options);
expect<Equal<typeof store, ConsentStore>>();
createConsentStore({ client, userId: "usr_asha", initial: null, now: Date.now });
// @ts-expect-error whose consents?
createConsentStore({ client });
// @ts-expect-error a store is made with a client
createConsentStore({ userId: "usr_asha" });
// @ts-expect-error the clock goes on
createConsentStore({ client, userId: "usr_asha", now: 0 });
expect<Equal<ConsentStoreOptions["include"], "user" | "all" | undefined>>();

const { get, subscribe, allowed, explain, waiting, record, refresh, close } = store;
expect<Equal<ReturnType<typeof get>, ConsentState>>();
expect<Equal<ConsentState["phase"], "loading" | "ready" | "partial" | "failed">>();
expect<Equal<ConsentState["consents"], MergedConsents | null>>();
expect<Equal<ConsentState["error"], ConsentError | null>>();
expect<Equal<ConsentState["read_at"], string | null>>();
// @ts-expect-error it is not changed
get().phase = "ready";
// @ts-expect-error nor is whose it is
store.userId = "usr_ravi";

const unsubscribe = subscribe((state, change) => {
  expect<Equal<typeof state, ConsentState>>();
  expect<Equal<typeof change, ConsentChange | null>>();
});
expect<Equal<typeof unsubscribe, () => void>>();
const until: SubscribeOptions = { replay: true, signal: new AbortController().signal };
subscribe(() => {}, until);
subscribe(() => {}, { signal: null });
expect<Equal<ConsentChange["source"], "read" | "record" | "other_tab" | "expired">>();
expect<Equal<ConsentChange["purposes"], PurposeChange[]>>();
expect<Equal<PurposeStanding, "approved" | "declined" | "pending" | "expired">>();
expect<Equal<PurposeChange, {
  collection_point: string;
  id: string;
  before: PurposeStanding | null;
  after: PurposeStanding | null;
}>>();

const expression: Expression = { and: ["p1", { or: ["cp/p2", { not: "p3" }] }] };
expect<Equal<ReturnType<typeof allowed>, boolean>>();
allowed("p1");
allowed(expression);
// @ts-expect-error one operator each
allowed({ xor: ["p1", "p2"] });
// @ts-expect-error not of one
allowed({ not: ["p1"] });
const [why] = explain(expression);
expect<Equal<typeof why, Explanation | undefined>>();
expect<Equal<Explanation["reason"], PurposeStanding | "notice" | "unknown" | "loading" | "failed" | "closed">>();
expect<Equal<Explanation["allowed"], boolean>>();
expect<Equal<Explanation["collection_point"], string | null>>();

expect<Equal<ReturnType<typeof waiting>, MergedBanner[]>>();
expect<Equal<typeof record, (decision: ConsentDecision, options?: RecordConsentOptions) => Promise<ConsentRecord>>>();
expect<Equal<typeof refresh, (options?: RequestOptions) => Promise<ConsentState>>>();
record(decision, { timeoutMs: 5_000 });
expect<Equal<typeof close, () => void>>();
