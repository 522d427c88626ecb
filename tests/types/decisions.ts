import { ConsentClient, applyDecision, decideConsent, needsDecision } from "truconsent-wasm";
import type { Choices, ConsentAction, ConsentDecision, ConsentRecord, DecideOptions, DecidedPurpose, DecisionNeed, DecisionReason, MergeOptions, MergedBanner, MergedPurpose, NeedsDecisionOptions, RecordConsentOptions, VersionChange } from "truconsent-wasm";
import { expect, type Equal } from "./check.js";

declare const client: ConsentClient;
const [banner] = (await client.currentConsents("usr_asha")).banners;
if (!banner) throw new Error("no banner");

// From the merged banner to the record and back, without a cast.
const decision = decideConsent(banner, "approve_all");
const record = await client.recordConsent("usr_asha", decision, { timeoutMs: 100, ifUnchanged: banner });
const after = applyDecision(banner, record);
expect<Equal<typeof decision, ConsentDecision>>();
expect<Equal<typeof record, ConsentRecord>>();
expect<Equal<typeof after, MergedBanner>>();

expect<Equal<ConsentDecision["action"], ConsentAction>>();
expect<Equal<ConsentDecision["changed"], string[]>>();
expect<Equal<ConsentDecision["request_id"], string>>();
expect<Equal<ConsentDecision["language"], string | undefined>>();
expect<Equal<ConsentDecision["metadata"], Record<string, unknown> | undefined>>();
expect<Equal<NonNullable<ConsentDecision["purposes"]>, DecidedPurpose[]>>();
expect<Equal<DecidedPurpose["consented"], "approved" | "declined">>();

const choices: Choices[] = ["approve_all", "necessary_only", "decline_all", "dismiss", "acknowledge", { "purpose-1": "declined" }, {}];
for (const choice of choices) decideConsent(banner, choice);
decideConsent(banner, { "purpose-1": "declined" }, { undecided: "decline", language: "ta-IN", metadata: { button_used: "save" } });
decideConsent(banner, "approve_all", { undecided: null });
expect<Equal<DecideOptions["undecided"], "necessary_only" | "decline" | null | undefined>>();
expect<Equal<RecordConsentOptions["ifUnchanged"], MergedBanner | null | undefined>>();
expect<Equal<MergeOptions["now"], Date | number | null | undefined>>();

// When to ask again, and what changed.
const need = needsDecision(after, { now: new Date() });
expect<Equal<typeof need, DecisionNeed>>();
expect<Equal<DecisionNeed["reason"], DecisionReason | null>>();
expect<Equal<DecisionReason, "campaign" | "expired" | "version" | "never" | "new_purposes">>();
expect<Equal<DecisionNeed["changes"], VersionChange[]>>();
expect<Equal<VersionChange["purpose_id"], string | null>>();
expect<Equal<NeedsDecisionOptions["now"], Date | number | null | undefined>>();
expect<Equal<MergedBanner["recorded_version"], string | null>>();
expect<Equal<MergedBanner["recorded_campaign_id"], string | null>>();
expect<Equal<MergedPurpose["recorded_version"], string | null>>();
// @ts-expect-error a plain banner does not say what was decided
needsDecision((await client.listBanners())[0]!);

// @ts-expect-error what is undecided is not approved unasked
decideConsent(banner, {}, { undecided: "approve_all" });
// @ts-expect-error not a banner that was merged
await client.recordConsent("usr_asha", decision, { ifUnchanged: (await client.listBanners())[0]! });
// @ts-expect-error no such choice
decideConsent(banner, "accept");
// @ts-expect-error a purpose cannot be decided as pending
decideConsent(banner, { "purpose-1": "pending" });
// @ts-expect-error a plain banner does not say where the person stands
decideConsent((await client.listBanners())[0]!, "approve_all");
// @ts-expect-error what was decided, not how
await client.recordConsent("usr_asha", "approve_all");
// @ts-expect-error a decision is not yet a record
applyDecision(banner, decision);
