import { ConsentClient, mergeConsents } from "truconsent-wasm";
import type { Banner, BannerDetail, ConsentAction, ConsentError, ConsentState, MergedBanner, MergedConsents, MergedPurpose, Purpose, StatusEntry, UserBanner, UserConsentStatus, WithFurther } from "truconsent-wasm";
import { expect, type Equal } from "./check.js";

declare const client: ConsentClient;

// Every call answers with its own type.
expect<Equal<ReturnType<typeof client.listBanners>, Promise<Banner[]>>>();
expect<Equal<ReturnType<typeof client.getBanner>, Promise<BannerDetail>>>();
expect<Equal<ReturnType<typeof client.userBanners>, Promise<UserBanner[]>>>();
expect<Equal<ReturnType<typeof client.consentStatus>, Promise<UserConsentStatus>>>();
expect<Equal<ReturnType<typeof client.currentConsents>, Promise<MergedConsents>>>();

await client.currentConsents("usr_asha", { include: "all", timeoutMs: 100 });
// @ts-expect-error neither "user" nor "all"
await client.currentConsents("usr_asha", { include: "everything" });
// @ts-expect-error only the merged call can include more
await client.userBanners("usr_asha", { include: "all" });

// What one call gives, the merge takes; a person without records has no status.
const merged = mergeConsents(await client.userBanners("usr_asha"), await client.consentStatus("usr_asha"));
mergeConsents(await client.listBanners(), null);
mergeConsents(merged.banners, null);
mergeConsents(merged.banners, null, { now: new Date() });
mergeConsents(merged.banners, null, { now: 1_780_272_000_000 });
// @ts-expect-error a moment, not its text
mergeConsents(merged.banners, null, { now: "2026-06-01" });
expect<Equal<typeof merged, MergedConsents>>();
// @ts-expect-error not a promise
mergeConsents(client.listBanners(), null);
// @ts-expect-error one banner is no list
mergeConsents(merged.banners[0]!, null);
// @ts-expect-error the status is missing, which is not the same as none
mergeConsents([]);

expect<Equal<ConsentState, "approved" | "declined" | "pending">>();
expect<Equal<ConsentAction, "approved" | "declined" | "partial_consent" | "revoked" | "no_action">>();
expect<Equal<MergedConsents["user_id"], string | null>>();
expect<Equal<MergedConsents["banners"], MergedBanner[]>>();
expect<Equal<MergedConsents["unmatched"], StatusEntry[]>>();
expect<Equal<MergedConsents["status"], "merged" | "no_records" | "unavailable">>();
expect<Equal<MergedConsents["status_error"], ConsentError | null>>();
expect<Equal<MergedBanner["purposes"], MergedPurpose[]>>();
expect<Equal<MergedBanner["display_id"], string | null>>();
expect<Equal<MergedBanner["latest_action"], ConsentAction | null>>();
expect<Equal<MergedBanner["raw_action"], string | undefined>>();
expect<Equal<MergedBanner["record_id"], string | null>>();
expect<Equal<MergedBanner["recorded_at"], string | null>>();
expect<Equal<MergedBanner["shown_to_principal"], boolean>>();
expect<Equal<MergedPurpose["consented"], ConsentState>>();
expect<Equal<MergedPurpose["source"], "status" | "banner" | "none">>();
expect<Equal<MergedPurpose["conflict"], boolean>>();
expect<Equal<MergedPurpose["legal_basis"], "consent" | "notice">>();
expect<Equal<MergedPurpose["expires_at"], string | null>>();
expect<Equal<MergedPurpose["expired"], boolean>>();

// A merged banner is a banner still.
expect<MergedBanner extends Banner ? true : false>();
expect<MergedPurpose extends Purpose ? true : false>();
expect<UserBanner extends Banner ? true : false>();

// Members that the documents do not have can be read by saying so, and are nothing until they are looked at.
declare const banner: Banner;
expect<Equal<WithFurther<Banner>["translations"], unknown>>();
// @ts-expect-error a plain banner may not say whether it was shown
const shown: boolean = banner.shown_to_principal;
