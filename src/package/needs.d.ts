/** Why a person is to be asked. The first that applies, in this order, is told. */
export type DecisionReason =
  /** Everybody is asked again (`reconsent_mode`), and the latest record does not name that campaign. */
  | "campaign"
  /** A consent has ended. */
  | "expired"
  /** The banner or a purpose is no longer the version that was decided on. */
  | "version"
  /** There is no decision. */
  | "never"
  /** Some purposes have no decision. */
  | "new_purposes";

/** Whether to ask, as {@link needsDecision} tells it. */
export interface DecisionNeed {
  needed: boolean;
  /** Null where nothing is to be asked: also where a banner only tells (`legal_basis: "notice"` throughout). */
  reason: DecisionReason | null;
  /** Ids of the purposes that are the reason; of all that need consent where the banner does not say which. */
  purposes: string[];
  /** What the API says has changed since the person decided, to be shown beside the question. Empty where none is needed. */
  changes: VersionChange[];
}

/**
 * What is not as it was: of a purpose a field with its old and new value, from its `field_diff`; of the banner its
 * `version_diff`. As the API sends them.
 */
export interface VersionChange extends FieldDiff, VersionDiff {
  /** Null for what is said of the banner. */
  purpose_id: string | null;
}

/** What {@link needsDecision} takes last. */
export interface NeedsDecisionOptions {
  /** The moment by which consents have ended, a number in milliseconds since 1970; by default the clock's. */
  now?: Date | number | null | undefined;
}
