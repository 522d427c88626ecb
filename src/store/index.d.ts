import type {
  ConsentClient,
  ConsentDecision,
  ConsentError,
  ConsentRecord,
  MergedBanner,
  MergedConsents,
  RecordConsentOptions,
  RequestOptions,
} from "truconsent-wasm";

/** What {@link createConsentStore} takes. */
export interface ConsentStoreOptions {
  /** Reads and records. Several stores may share one. In a test it may be whatever does these things. */
  client: Pick<ConsentClient, "baseUrl" | "currentConsents" | "recordConsent">;
  /** The person's id in your application. For another person make another store. */
  userId: string;
  /** Which collection points it holds, as `currentConsents` has it. Default: `"user"`. */
  include?: "user" | "all" | undefined;
  /**
   * The first state, as {@link ConsentStore.get} gave it on a server: it went through JSON. Nothing is read at first where
   * it is not older than a minute. That of another person is left alone.
   */
  initial?: ConsentState | null | undefined;
  /** The clock by which consents expire, in milliseconds since 1970. Default: `Date.now`. */
  now?: (() => number | Date) | undefined;
  /** Whether the tabs of this origin tell each other what was recorded. Default: true. */
  sync?: boolean | undefined;
}

/** Where a person stands. Nobody can change it; what changes is another object. */
export interface ConsentState {
  /**
   * `"loading"`: nothing was read yet. `"ready"`: read. `"partial"`: read without the consent log, which the key may not
   * see; the states are the banners' own. `"failed"`: the last read failed, and nothing is allowed until one succeeds.
   */
  readonly phase: "loading" | "ready" | "partial" | "failed";
  /** What is known of the person; in the phase `"failed"` what was known before, for showing it. Null before the first read. */
  readonly consents: MergedConsents | null;
  /** Why the last read failed, or why it is partial. A plain object where the state came from a server. */
  readonly error: ConsentError | null;
  /** When `consents` were read, by the store's clock: ISO 8601, UTC. */
  readonly read_at: string | null;
}

/** What a purpose is to whoever uses the data. `"expired"`: it was approved, and that has ended. */
export type PurposeStanding = "approved" | "declined" | "pending" | "expired";

/** A purpose whose state changed. */
export interface PurposeChange {
  /** UUID of the collection point. */
  collection_point: string;
  /** The purpose's id. */
  id: string;
  /** Null: it was not there. */
  before: PurposeStanding | null;
  /** Null: it is not there any more. */
  after: PurposeStanding | null;
}

/** What changed in a {@link ConsentState}. */
export interface ConsentChange {
  /** `"read"`: the API told. `"record"`: this store recorded it. `"other_tab"`: another tab did. `"expired"`: time went by. */
  source: "read" | "record" | "other_tab" | "expired";
  /** Empty where only something else is different, such as a text. */
  purposes: PurposeChange[];
}

/**
 * What something depends on: a purpose by its id (`"purpose"`: at every collection point that has it) or by its collection
 * point's and its own (`"collection_point/purpose"`, where the display id serves, too), or several such.
 */
export type Expression =
  | string
  | { readonly and: readonly Expression[] }
  | { readonly or: readonly Expression[] }
  | { readonly not: Expression };

/** Why one purpose is allowed, or is not. */
export interface Explanation {
  /** The name as the expression has it. */
  what: string;
  /** UUID of the collection point; null where nothing was found. */
  collection_point: string | null;
  /** The purpose's id; null where nothing was found. */
  id: string | null;
  allowed: boolean;
  /**
   * A purpose's own: `"approved"`, `"declined"`, `"pending"`, `"expired"`, or `"notice"`, a legitimate use that the law
   * allows and nobody is asked for. `"unknown"`: there is no such purpose. The store's: `"loading"`, `"failed"`, `"closed"`.
   */
  reason: PurposeStanding | "notice" | "unknown" | "loading" | "failed" | "closed";
}

/** What {@link ConsentStore.subscribe} takes last. */
export interface SubscribeOptions {
  /** Whether the listener is called at once with the state as it is. Default: false. */
  replay?: boolean | undefined;
  /** Ends the subscription. */
  signal?: AbortSignal | null | undefined;
}

/**
 * What is known of one person's consents, live. Its methods may be taken off it. {@link createConsentStore} makes it.
 */
export interface ConsentStore {
  readonly userId: string;

  /**
   * Where the person stands: the same object until something changed.
   *
   * @example
   * ```ts
   * const { phase, consents } = store.get();
   * ```
   */
  get(): ConsentState;

  /**
   * Calls a listener after each change of the state. The change is null where no purpose is concerned: a read failed, or the
   * state is replayed. What a listener throws is reported by the platform as an uncaught error, and harms no other.
   *
   * @returns What ends the subscription.
   *
   * @example
   * ```ts
   * const unsubscribe = store.subscribe((state, change) => console.log(state.phase, change?.purposes), { replay: true });
   * ```
   */
  subscribe(listener: (state: ConsentState, change: ConsentChange | null) => void, options?: SubscribeOptions): () => void;

  /**
   * Whether something may be done now. True only where the latest record that is known approves it and has not expired, or
   * where it is a notice, which the law allows. False for what is unknown, after a failed read, in a closed store. An id at
   * several collection points is allowed where it is at all of them. A part that is unknown makes `not` no permission.
   * Never throws.
   *
   * @example
   * ```ts
   * if (store.allowed({ and: ["analytics", { not: "cp_signup_form/minors" }] })) console.log("count the visit");
   * ```
   */
  allowed(what: Expression): boolean;

  /**
   * Why {@link ConsentStore.allowed} says what it says: for each purpose that is named, in that order.
   *
   * @example
   * ```ts
   * const [{ reason }] = store.explain("analytics"); // "expired"
   * ```
   */
  explain(what: Expression): Explanation[];

  /**
   * The banners that the person is to be asked about, by `needsDecision`. Empty while that is not known.
   *
   * @example
   * ```ts
   * const [banner] = store.waiting();
   * ```
   */
  waiting(): MergedBanner[];

  /**
   * Records a decision, as `ConsentClient.recordConsent` does, if the banner is still what the decision was made over. The
   * state changes only after the API has answered. Rejects with `conflict`, and has read again by then, where another
   * decision was recorded meanwhile, here or elsewhere. With `ifUnchanged` it is compared with the very banner that the person
   * was shown. Decisions are recorded one after the other. One that is under way
   * when the store is closed is not taken back.
   *
   * @example
   * ```ts
   * import { decideConsent, isConsentError } from "truconsent-wasm";
   * try {
   *   await store.record(decideConsent(banner, "decline_all"));
   * } catch (error) {
   *   if (!isConsentError(error) || error.code !== "conflict") throw error;
   *   console.log("ask again", store.waiting());
   * }
   * ```
   */
  record(decision: ConsentDecision, options?: RecordConsentOptions): Promise<ConsentRecord>;

  /**
   * Reads again. Rejects where that fails; the store then is in the phase `"failed"`, unless the caller aborted it.
   *
   * @example
   * ```ts
   * await store.refresh();
   * ```
   */
  refresh(options?: RequestOptions): Promise<ConsentState>;

  /**
   * Lets go of everything: no timer, channel, listener or read is left, and nothing is allowed.
   *
   * @example
   * ```ts
   * store.close();
   * ```
   */
  close(): void;
}

/**
 * A live answer to what may be done with one person's data. It reads at once, follows what other tabs of the same origin
 * record, reads again when somebody comes back to the page after more than a minute, and knows when a consent ends. Call
 * `init` first, and `close` when it is not needed any more.
 *
 * @example
 * ```ts
 * import init, { ConsentClient } from "truconsent-wasm";
 * import { createConsentStore } from "truconsent-wasm/store";
 * await init();
 * const store = createConsentStore({ client: new ConsentClient({ baseUrl: "/api" }), userId: "usr_asha", include: "all" });
 * store.subscribe(() => console.log("analytics:", store.allowed("analytics")), { replay: true });
 * ```
 */
export function createConsentStore(options: ConsentStoreOptions): ConsentStore;
