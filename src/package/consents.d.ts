/** Calls whose path can be replaced by the `routes` option. */
export type RouteName =
  | "listBanners"
  | "getBanner"
  | "userBanners"
  | "consentStatus"
  | "recordConsent"
  | "listGrievances"
  | "createGrievance"
  | "updateGrievance"
  | "listNominees"
  | "registerNominee"
  | "updateNominee"
  | "deleteNominee"
  | "dpo";

/** A purpose's consent state, after reading. */
export type ConsentState = "approved" | "declined" | "pending";

/**
 * A consent word as a deployment sends it: documented as `"approved"`, `"declined"` or `"pending"`, seen also as
 * `"accepted"`, `true`, in capitals, and more. {@link mergeConsents} reads them.
 */
export type ConsentWord = ConsentState | (string & {}) | boolean | null;

/** What a person did at a collection point. */
export type ConsentAction = "approved" | "declined" | "partial_consent" | "revoked" | "no_action";

/**
 * A time as the API sends it: documented as ISO 8601 in UTC, with or without a `Z`; seen also in PostgreSQL's and
 * JavaScript's spellings, and as a number of seconds or milliseconds. {@link apiTime} reads them all.
 */
export type ApiTime = string | number;

/** An asset, such as a web site or an app, that a collection point belongs to. */
export interface Asset {
  id: string;
  name: string;
  description: string | null;
  asset_type: string | null;
}

/** A kind of personal data that purposes use. */
export interface DataElement {
  id: string;
  name: string;
}

/** A legal entity that is responsible for the processing. */
export interface LegalEntity {
  id: string;
  name: string;
}

/** One purpose at one collection point. The same `id` at another collection point is another record. */
export interface Purpose {
  id: string;
  name: string;
  is_mandatory: boolean;
  /** In the API's words, e.g. `"1 Year"`. */
  expiry_period: string | null;
  consented: ConsentWord;
  /** Ids of data elements, legal entities and others, as the API sends them. */
  relationships: Record<string, unknown>;
  /** The members from here on come with some calls and deployments only. */
  description?: string | null;
  data_elements?: DataElement[];
  legal_entities?: LegalEntity[];
  /** Whether the legal basis is a legitimate use: it is shown, not asked. */
  is_legitimate?: boolean | null;
  purpose_type?: string | null;
  /** `"recurring"`, `"one_off"`, `"one_time"`. */
  frequency?: string | null;
  is_dynamic?: boolean | null;
  /** E.g. `"v1.0"`. */
  version?: string | number | null;
  tools?: unknown;
  expiry?: unknown;
  expiry_label?: string | null;
  expiry_type?: string | null;
  /** What is not as it was when the person decided. */
  field_diff?: FieldDiff[];
}

/** A field of a purpose before and after a change. */
export interface FieldDiff {
  field?: string | null;
  old_value?: unknown;
  new_value?: unknown;
}

/** What differs between the version of a collection point that a person decided on and today's. */
export interface VersionDiff {
  added_purpose_ids?: unknown;
  changed_purpose_ids?: unknown;
  removed_purposes?: unknown;
  changed_fields?: unknown;
}

/** A banner's texts in other languages. */
export interface TranslationsSnapshot {
  source_language?: string | null;
  languages?: unknown;
  text_map?: unknown;
}

/** How a banner is to look, and its texts. */
export interface BannerSettings {
  primary_color?: string | null;
  secondary_color?: string | null;
  action_button_text?: string | null;
  accept_all_text?: string | null;
  reject_all_text?: string | null;
  only_necessary_text?: string | null;
  notice_acknowledge_text?: string | null;
  banner_title?: string | null;
  disclaimer_text?: string | null;
  footer_text?: string | null;
  mandatory_label?: string | null;
  show_processors?: boolean | null;
  logo_url?: string | null;
  /** What the API wants to see chosen beforehand. Do not: consent is not given by leaving a tick where it is. */
  default_selection?: string | null;
}

/** A collection point with its purposes, as `GET /banners` and `GET /banners/user/{user_id}` have it. */
export interface Banner {
  /** UUID of the collection point. */
  banner_id: string;
  /** UUID of the collection point. */
  collection_point: string;
  title: string;
  asset: Asset | null;
  purposes: Purpose[];
  data_elements: DataElement[];
  legal_entities: LegalEntity[];
  /** Only on a user banner: whether the person's latest action here was `"approved"`. */
  shown_to_principal?: boolean;
  /** The members from here on come with some calls and deployments only. */
  version?: string | number | null;
  consent_type?: string | null;
  /** `"complete"`. */
  consent_status?: string | null;
  cookie_config?: unknown;
  organization?: { name: string; logo_url: string | null } | null;
  organization_name?: string | null;
  banner_settings?: BannerSettings | null;
  show_processors?: boolean | null;
  cookie_data_elements?: unknown;
  processing_activities?: unknown;
  translations_snapshot?: TranslationsSnapshot | null;
  /** Whether everybody is asked again: true, or a word. {@link needsDecision} reads it, and what follows. */
  reconsent_mode?: unknown;
  /** Names the campaign; {@link decideConsent} puts it into the decision's `metadata`. */
  reconsent_campaign_id?: string | null;
  /** `"full_cp"`, `"diff_only"`. */
  reconsent_ui_mode?: string | null;
  /** `"version_update"`, `"expiry"`. */
  reconsent_source?: string | null;
  /** The purposes that are asked again, by their ids. */
  reconsent_purposes?: unknown;
  /** Names the campaign where it is about consents that end. */
  expiry_reconsent_request_id?: string | null;
  version_diff?: VersionDiff | null;
}

/** A banner with the person's own states, as `GET /banners/user/{user_id}` has it. */
export interface UserBanner extends Banner {
  shown_to_principal: boolean;
}

/** A banner with all that is needed to show it, as `GET /banners/{banner_id}` has it. */
export interface BannerDetail extends Banner {}

/** A purpose's part of a consent log entry. */
export interface PurposeConsent {
  purpose_id: string;
  purpose_name: string | null;
  status: ConsentWord;
  is_mandatory: boolean | null;
  purpose_type: string | null;
  purpose_version?: string | number | null;
  is_legitimate?: boolean | null;
}

/** The most recent consent log entry of a person at a collection point. */
export interface LatestConsent {
  id: string | null;
  /** A {@link ConsentAction}, as sent. */
  action: string | null;
  purpose_consents: PurposeConsent[];
  timestamp: ApiTime | null;
  /** Processing status of the entry; not a consent state. */
  status: string | null;
  request_id: string | null;
  collection_point_version?: string | number | null;
  /** What the decision was recorded with, as it was sent. */
  metadata?: Record<string, unknown> | null;
}

/** One collection point that a person has interacted with. */
export interface StatusEntry {
  collection_point: {
    id: string;
    display_id: string | null;
    name: string | null;
    description: string | null;
    consent_type: string | null;
  };
  latest_consent: LatestConsent | null;
  collection_point_version?: string | number | null;
}

/** Where a person stands, as `GET /api/v1/external/consents/user-status` has it. */
export interface UserConsentStatus {
  user_id: string;
  /** Consent log entries of this person over all collection points. */
  total_consents: number;
  collection_points: StatusEntry[];
  /** When the answer was made. */
  timestamp: ApiTime | null;
}

/** A person's consents, merged from banners and status. */
export interface MergedConsents {
  user_id: string | null;
  /** In the order given. */
  banners: MergedBanner[];
  /** Entries of the status that belong to none of the banners, so that nothing is lost. */
  unmatched: StatusEntry[];
  /**
   * `"merged"`: both were read. `"no_records"`: the person has no status records. `"unavailable"`: the status could
   * not be read, the states are the banners' own, and `status_error` says why.
   */
  status: "merged" | "no_records" | "unavailable";
  status_error: ConsentError | null;
}

/** A banner whose purposes carry the merged state. */
export interface MergedBanner extends Banner {
  purposes: MergedPurpose[];
  /** The collection point's human-readable id, where the status names it. */
  display_id: string | null;
  /** The person's latest action here, where the status tells. `"no_action"`: a notice was closed or read, nothing decided. */
  latest_action: ConsentAction | null;
  /** The API's own word for it, where that is not one of the documented ones. */
  raw_action?: string;
  /** Names the record of that in the consent log. */
  record_id: string | null;
  /** When that was recorded: ISO 8601, UTC, always with `Z`. Null also where the API's time cannot be read. */
  recorded_at: string | null;
  /** The banner's version that was decided on, as text; null where the record does not say. */
  recorded_version: string | null;
  /**
   * The campaign that the record answers to, as text: its `metadata.reconsent_campaign_id`, or for a banner that only has
   * an `expiry_reconsent_request_id`, the record's of that name. Null where the record names none.
   */
  recorded_campaign_id: string | null;
  /** Whether the latest action was `"approved"`. */
  shown_to_principal: boolean;
}

/** A purpose with its merged state. */
export interface MergedPurpose extends Purpose {
  consented: ConsentState;
  /** Where the state came from. `"none"`: there is no record, the state is `"pending"`. */
  source: "status" | "banner" | "none";
  /** Banner and status both have a record, and they differ. The status's stands in `consented`. */
  conflict: boolean;
  /** `"notice"`: a legitimate use, which is shown and never asked. `"consent"`: it needs the person's consent. */
  legal_basis: "consent" | "notice";
  /**
   * When the consent ends: `recorded_at` plus the whole days, weeks, months or years of `expiry_period`, by the calendar.
   * ISO 8601, UTC. Null where nothing is approved, where it never ends, and where that is not known.
   */
  expires_at: string | null;
  /** Whether it has ended. The state stays what was recorded: whoever uses the data must look at both. */
  expired: boolean;
  /** The purpose's version that was decided on, as text; null where the record does not say. */
  recorded_version: string | null;
  /** The API's own word, where that is not one of the documented ones, or where its action decided nothing. */
  raw_consented?: string | boolean;
}

/** What {@link mergeConsents} takes last. */
export interface MergeOptions {
  /** The moment by which `expired` is told, a number in milliseconds since 1970; by default the clock's. */
  now?: Date | number | null | undefined;
}

/** What {@link ConsentClient.currentConsents} takes. */
export interface CurrentConsentsOptions extends RequestOptions {
  /**
   * `"user"`: the collection points with a record of this person. `"all"`: every collection point, the person's own
   * banner in place of the default one. Default: `"user"`.
   */
  include?: "user" | "all" | undefined;
}

/**
 * What a person chose at a collection point: everything, only what is mandatory, nothing, no decision, or a state for
 * some purposes by their id. Such a map decides what it names: purposes that it leaves out keep their recorded state, and
 * where one has none, {@link DecideOptions} must say what becomes of it. `"acknowledge"` is for a banner whose purposes
 * are all `legal_basis: "notice"`: it was read.
 *
 * @example
 * ```js
 * decideConsent(banner, { [banner.purposes[0].id]: "approved" }, { undecided: "necessary_only" });
 * ```
 */
export type Choices =
  | "approve_all"
  | "necessary_only"
  | "decline_all"
  | "dismiss"
  | "acknowledge"
  | Record<string, "approved" | "declined">;

/** What {@link decideConsent} takes last. */
export interface DecideOptions {
  /**
   * What the person was told becomes of purposes that are undecided and not in a map of choices: only the mandatory ones
   * are approved, or all are declined. Without it such a map is `invalid_input`.
   */
  undecided?: "necessary_only" | "decline" | null | undefined;
  /** The language in which the person was asked, as BCP 47 has it: `"hi"`, `"ta-IN"`. */
  language?: string | null | undefined;
  /** What else is recorded with the decision. */
  metadata?: Record<string, unknown> | null | undefined;
}

/** What {@link ConsentClient.recordConsent} takes last. */
export interface RecordConsentOptions extends RequestOptions {
  /**
   * The banner that the person decided on: nothing is recorded where another decision was recorded since, and the call
   * rejects with `conflict`.
   */
  ifUnchanged?: MergedBanner | null | undefined;
}

/** A decision, ready to be recorded. */
export interface ConsentDecision {
  /** UUID of the collection point. */
  collection_point_id: string;
  action: ConsentAction;
  /** Every purpose that needs consent with its decided state; absent where no purpose is decided. */
  purposes?: DecidedPurpose[];
  /** Names the decision: recording it again, from wherever, gives the first record. */
  request_id: string;
  /** Ids of the purposes whose state differs from the merged one. */
  changed: string[];
  /** The language in which the person was asked; sent within `metadata`. */
  language?: string;
  /**
   * Recorded with the decision: what the caller gave, and over it `consent_language`, `collection_point_version` and the
   * banner's `reconsent_campaign_id` and `expiry_reconsent_request_id`, where they are known.
   */
  metadata?: Record<string, unknown>;
}

/** A purpose in a decision. */
export interface DecidedPurpose {
  id: string;
  name: string;
  consented: "approved" | "declined";
  is_mandatory: boolean;
  purpose_type?: string;
}

/** A consent log entry as the API made it, as `POST /consent/{collection_point_id}/consent` answers. */
export interface ConsentRecord {
  id: string | null;
  /** A {@link ConsentAction}, as sent. */
  action: string;
  collection_point_id: string;
  purpose_consents: PurposeConsent[];
  timestamp: ApiTime | null;
  /** Processing status of the entry; not a consent state. */
  status: string | null;
  request_id: string | null;
  collection_point_version?: string | number | null;
  /** What the decision was recorded with, as it was sent. */
  metadata?: Record<string, unknown> | null;
}
