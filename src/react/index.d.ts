import type { ReactElement, ReactNode } from "react";
import type {} from "truconsent-wasm/elements/react"; // the elements in JSX
import type { Choices, ConsentClient, ConsentDecision, ConsentRecord, DecideOptions, DecisionNeed, MergedBanner, RequestOptions } from "truconsent-wasm";
import type { ConsentState, ConsentStore, Expression } from "truconsent-wasm/store";

/** What {@link ConsentProvider} takes: a store, or what it makes one of. */
export interface ConsentProviderProps {
  /** The application's own store, which it also closes. */
  store?: ConsentStore | undefined;
  /** In place of a store: reads and records. Leave it out on a server. */
  client?: ConsentClient | null | undefined;
  /** In place of a store: the person's id in your application; null for nobody. */
  userId?: string | null | undefined;
  /** In place of a store: which collection points are held, as `currentConsents` has it. */
  include?: "user" | "all" | undefined;
  /**
   * The state that the server rendered, as `ConsentStore.get` gave it there: the same on the server and in the browser, so
   * that the page is taken over as it is. Where it is not older than a minute, nothing is asked anew.
   */
  initial?: ConsentState | null | undefined;
  children?: ReactNode;
}

/**
 * Gives the components in it one store. The store of a client and a person is made when the provider is in the page, another
 * one for another person, and closed when it leaves; what is under way then is ended.
 *
 * @example
 * ```tsx
 * const app = <ConsentProvider client={client} userId="usr_asha">…</ConsentProvider>;
 * ```
 */
export function ConsentProvider(props: ConsentProviderProps): ReactElement;

/**
 * Where the person stands; the component is rendered again when that changes.
 *
 * @example
 * ```tsx
 * function Consents() {
 *   const { phase, consents } = useConsents();
 *   return <p>{consents ? `${consents.banners.length} notices` : phase}</p>;
 * }
 * ```
 */
export function useConsents(): ConsentState;

/**
 * Whether something may be done now, as `ConsentStore.allowed` says; the component is rendered again only when the answer is
 * another one.
 *
 * @example
 * ```tsx
 * function Recommendations() {
 *   return useAllowed("recommendations") ? <p>For you</p> : null;
 * }
 * ```
 */
export function useAllowed(what: Expression): boolean;

/** What {@link useRecord} gives. */
export interface Recording {
  /** Records a decision, as `ConsentStore.record` does; the same function as long as the store is the same. */
  record(decision: ConsentDecision, options?: RequestOptions): Promise<ConsentRecord>;
  /** Whether one is on its way. */
  pending: boolean;
  /** What the latest one rejected with; null where it did not. */
  error: unknown;
}

/**
 * Records decisions, and says how that goes.
 *
 * @example
 * ```tsx
 * function Withdraw() {
 *   const { record, pending } = useRecord();
 *   return <button disabled={pending} onClick={() => void record(decision).catch(() => {})}>Withdraw</button>;
 * }
 * ```
 */
export function useRecord(): Recording;

/** What {@link useNotice} gives: what `needsDecision` says of the banner, and how to decide. */
export interface Notice extends DecisionNeed {
  /** Null while it is not known, and where there is no such banner. */
  banner: MergedBanner | null;
  /** Decides about the banner as it is shown, as `decideConsent` does, and records that. */
  decide(choices: Choices, options?: DecideOptions & RequestOptions): Promise<ConsentRecord>;
  /** Whether a decision is on its way. */
  pending: boolean;
  /** What the latest decision rejected with; null where it did not. */
  error: unknown;
}

/**
 * One collection point's notice: what it says, whether and why the person is to be asked, and how to decide.
 *
 * @param bannerId - The banner's id, its collection point's, or its display id.
 *
 * @example
 * ```tsx
 * function SignUp() {
 *   const { banner, needed, decide } = useNotice("cp_signup_form");
 *   if (!banner || !needed) return null;
 *   return (
 *     <dialog open>
 *       <h2>{banner.title}</h2>
 *       <button onClick={() => void decide("approve_all").catch(() => {})}>Allow</button>
 *       <button onClick={() => void decide("decline_all").catch(() => {})}>Decline</button>
 *     </dialog>
 *   );
 * }
 * ```
 */
export function useNotice(bannerId: string): Notice;
