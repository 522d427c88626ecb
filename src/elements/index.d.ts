import type {
  ConsentClient,
  ConsentDecision,
  ConsentError,
  ConsentRecord,
  GrievanceTicket,
  MergedBanner,
  UserNominee,
} from "truconsent-wasm";
import type { ConsentChange, ConsentState, ConsentStore } from "truconsent-wasm/store";

/**
 * What every element can be told. What one is not told it has from the `<truconsent-scope>` or `<truconsent-center>` around it:
 * all elements below one of them share a client, a store, and one read of everything.
 */
export interface TruconsentSettings {
  /**
   * Where the API is, as `ConsentClientOptions.baseUrl`: the path of your proxy. Attribute `base-url`.
   *
   * ```html
   * <truconsent-center base-url="/api" user-id="usr_asha"></truconsent-center>
   * ```
   */
  baseUrl?: string | null;
  /** The person's id in your application. Without one nothing personal is read. Attribute `user-id`. */
  userId?: string | null;
  /** `"all"` collection points (default), or only those of the `"user"`. Attribute `include`. */
  include?: "user" | "all" | null;
  /** A client of your own, in the place of `baseUrl`: for headers, other times, a fake. */
  client?: ConsentClient | null;
  /** A store of your own, in the place of `userId`. It is not closed by the elements. */
  store?: ConsentStore | null;
  /**
   * Takes up a session with your server that had ended, before something is tried again by the person's own click. Without it
   * the person is told that the session has ended.
   */
  renew?: (() => unknown) | null;
  /** How the person is called on a printed receipt; else by the id. Attribute `person-name`. */
  personName?: string | null;
  /**
   * Within how many days you answer a request: at most, and by default, the 90 of the DPDP Rules 2025, rule 14(3). Attribute
   * `response-days`.
   */
  responseDays?: number | null;
  /** The address of the Data Protection Board, for requests that were not answered in time. Attribute `board-url`. */
  boardUrl?: string | null;
  /**
   * The language of the API's own texts (titles, purposes), where their script does not tell it. BCP 47. Default: `"en"`.
   * Attribute `source-language`.
   */
  sourceLanguage?: string | null;
}

/** What the elements tell the page. All events bubble, out of shadow roots as well. */
export interface TruconsentEventMap {
  /** Before a decision is sent. `preventDefault()` keeps it from being sent. */
  "truconsent-decide": CustomEvent<{ decision: ConsentDecision; banner: MergedBanner }>;
  /** A decision is on record. */
  "truconsent-recorded": CustomEvent<{ decision: ConsentDecision; record: ConsentRecord }>;
  /** A request or a nominee is on record, is changed, or is gone. */
  "truconsent-filed": CustomEvent<
    | { kind: "grievance"; change: "created" | "updated"; record: GrievanceTicket }
    | { kind: "nominee"; change: "created" | "updated" | "deleted"; record: UserNominee }
  >;
  /** Something failed: the person has been told. A `TypeError` says that an element was not told enough. */
  "truconsent-error": CustomEvent<{ error: ConsentError | Error }>;
  /** What is known of the person's consents is different, whatever made it so. */
  "truconsent-changed": CustomEvent<{ state: ConsentState; change: ConsentChange }>;
}

/** What all elements have in common. */
export interface TruconsentElement extends HTMLElement, TruconsentSettings {
  /** Resolves once it is drawn as it was told. */
  readonly updateComplete: Promise<boolean>;
}

/** `<truconsent-scope>`: elements in it share what it is told. It shows nothing of its own. */
export interface TruconsentScope extends TruconsentElement {}

/**
 * `<truconsent-center>`: all of a person's rights in one place. Slots: `logo`, `heading`, `intro`, `footer`.
 *
 * ```html
 * <truconsent-center base-url="/api" user-id="usr_asha"><h1 slot="heading">Your data at Acme</h1></truconsent-center>
 * ```
 */
export interface TruconsentCenter extends TruconsentElement {
  /** Reads everything again. */
  refresh(): void;
}

/** What the sections of a person's rights have in common. Slots: `heading`, `intro`, `footer`. */
export interface TruconsentSection extends TruconsentElement {
  /** Reads it again; that it failed is shown. */
  refresh(): Promise<void>;
}

/** `<truconsent-consents>`: current consents, with change, withdrawal, history and receipt. */
export interface TruconsentConsents extends TruconsentSection {}

/** `<truconsent-grievances>`: requests and complaints, with the day by which each must be answered. */
export interface TruconsentGrievances extends TruconsentSection {}

/** `<truconsent-nominees>`: those who may act for the person. */
export interface TruconsentNominees extends TruconsentSection {}

/** `<truconsent-officer>`: the data protection officer. Needs no person. */
export interface TruconsentOfficer extends TruconsentSection {}

/**
 * `<truconsent-notice>`: the notice of a collection point, in its place or as a dialog, when something is to be decided there.
 *
 * ```html
 * <truconsent-notice modal point="cp_signup_form" base-url="/api" user-id="usr_asha"></truconsent-notice>
 * ```
 */
export interface TruconsentNotice extends TruconsentElement {
  /** The collection point: its UUID or its display id. Several, parted by spaces, are asked about one after the other by `show`. */
  point?: string | null;
  /** As a dialog. */
  modal: boolean;
  /** Only as a dialog, and only when `show` is called. */
  manual: boolean;
  /**
   * Asks, whether or not something is to be decided.
   *
   * @returns The record of the last decision; null where it was closed without one.
   *
   * @example
   * ```js
   * const record = await document.querySelector("truconsent-notice")?.show();
   * console.log(record?.action ?? "closed");
   * ```
   */
  show(points?: readonly string[], options?: { back?: () => void }): Promise<ConsentRecord | null>;
  /** Closes it. */
  hide(): void;
  /** Reads again, and asks where something is to be decided. */
  refresh(): Promise<void>;
}

/**
 * Gives the elements another language, or other words in one that they know. What `messages` does not say is said as before, or in
 * English. The texts are plain text: `{name}` and the like are filled in.
 *
 * @param tag - BCP 47, as in the page's `lang`.
 * @param messages - Texts by the keys of the elements' own locales; a plural form ends with `.one`, `.other` and so on.
 * @throws {TypeError} For what is no language tag, or no object.
 *
 * @example
 * ```js
 * registerLocale("mr", { "consents.title": "तुमची संमती", "act.withdraw": "मागे घ्या" });
 * ```
 */
export function registerLocale(tag: string, messages: Readonly<Record<string, string>>): void;

declare global {
  interface HTMLElementTagNameMap {
    "truconsent-scope": TruconsentScope;
    "truconsent-center": TruconsentCenter;
    "truconsent-consents": TruconsentConsents;
    "truconsent-notice": TruconsentNotice;
    "truconsent-grievances": TruconsentGrievances;
    "truconsent-nominees": TruconsentNominees;
    "truconsent-officer": TruconsentOfficer;
  }
  interface HTMLElementEventMap extends TruconsentEventMap {}
}
