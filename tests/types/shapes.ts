// The declared shapes that no call names by itself: what their fields are, and that words stay open where they are.

import type init from "truconsent-wasm";
import { apiTime } from "truconsent-wasm";
import type {
  ApiTime, Asset, Banner, BannerDetail, BannerSettings, ConsentState, ConsentWord, CurrentConsentsOptions, DataElement, FieldDiff, GrievanceCategory,
  GrievanceChanges, GrievanceStatus, GrievanceTicket, HeaderRecord, InitInput, LatestConsent, LegalEntity, MergedBanner, NewNominee,
  NomineeChanges, NomineeStatus, Purpose, PurposeConsent, RequestOptions, StatusEntry, TranslationsSnapshot, UserNominee, VersionDiff, WithFurther,
} from "truconsent-wasm";
import { expect, type Equal } from "./check.js";

expect<Equal<Banner["asset"], Asset | null>>();
expect<Equal<Banner["data_elements"], DataElement[]>>();
expect<Equal<Banner["legal_entities"], LegalEntity[]>>();
expect<Equal<Asset["asset_type"], string | null>>();
expect<Equal<DataElement["id"], string>>();
expect<Equal<LegalEntity["name"], string>>();
expect<Equal<BannerDetail["show_processors"], boolean | null | undefined>>();
expect<Equal<NonNullable<BannerDetail["organization"]>["logo_url"], string | null>>();

expect<Equal<StatusEntry["latest_consent"], LatestConsent | null>>();
expect<Equal<LatestConsent["purpose_consents"], PurposeConsent[]>>();
expect<Equal<LatestConsent["action"], string | null>>();
expect<Equal<PurposeConsent["status"], ConsentWord>>();
expect<Equal<Purpose["consented"], ConsentWord>>();
expect<Equal<Purpose["relationships"], Record<string, unknown>>>();

expect<Equal<Banner["banner_settings"], BannerSettings | null | undefined>>();
expect<Equal<Banner["translations_snapshot"], TranslationsSnapshot | null | undefined>>();
expect<Equal<Banner["version_diff"], VersionDiff | null | undefined>>();
expect<Equal<Purpose["field_diff"], FieldDiff[] | undefined>>();
expect<Equal<Purpose["is_legitimate"], boolean | null | undefined>>();

// A time comes as text or as a number, and is read from whatever there is.
expect<Equal<GrievanceTicket["created_at"], ApiTime | null>>();
expect<Equal<UserNominee["verified_at"], ApiTime | null>>();
expect<Equal<LatestConsent["timestamp"], ApiTime | null>>();
expect<Equal<ApiTime, string | number>>();
expect<Equal<ReturnType<typeof apiTime>, Date | null>>();
for (const value of ["2026-06-01", 1_780_272_000, new Date(), null, undefined, {}]) apiTime(value)?.getTime();
// @ts-expect-error it may be null
apiTime("2026-06-01").getTime();

// What the documents do not name is reached by saying so; a name in another spelling does not compile.
const further: (purpose: Purpose) => unknown = (purpose) => (purpose as WithFurther<Purpose>)["internal_note"];
void further;
// @ts-expect-error is_mandatory
const camel = (purpose: Purpose) => purpose.isMandatory;
// @ts-expect-error recorded_at
const other = (banner: MergedBanner) => banner.recordedAt;

// A consent word may be anything that a deployment sends; a state may not.
const words: ConsentWord[] = ["approved", "ACCEPTED", true, null];
// @ts-expect-error a number is no word
const word: ConsentWord = 1;
// @ts-expect-error not a state after reading
const state: ConsentState = "accepted";

// Open words take any text, and nothing else.
expect<Equal<GrievanceTicket["category"], GrievanceCategory>>();
expect<Equal<GrievanceTicket["status"], GrievanceStatus>>();
expect<Equal<UserNominee["status"], NomineeStatus>>();
const [category, ticketStatus, nomineeStatus]: [GrievanceCategory, GrievanceStatus, NomineeStatus] = ["billing", "closed", "expired"];
// @ts-expect-error no status at all
const noStatus: GrievanceStatus = null;

// A change names what changes: every field may be left out, and the person's id is none of them.
expect<Equal<GrievanceChanges, { status?: GrievanceStatus | undefined; attachment_url?: string | null | undefined }>>();
type Named = Omit<NomineeChanges, "status" | "purpose_of_appointment">;
expect<Equal<{ [Key in keyof Named]-?: NonNullable<Named[Key]> }, Omit<NewNominee, "user_id" | "purpose_of_appointment">>>();

expect<CurrentConsentsOptions extends RequestOptions ? true : false>();
expect<Equal<CurrentConsentsOptions["include"], "user" | "all" | undefined>>();
expect<Equal<HeaderRecord, Record<string, string>>>();
expect<URL extends InitInput ? true : false>();
expect<InitInput extends NonNullable<Parameters<typeof init>[0]> ? true : false>();
