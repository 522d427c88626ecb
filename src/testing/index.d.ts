import type {
  Asset, BannerSettings, ConsentRecord, DpoInfo, GrievanceTicket, NewGrievance, NewNominee, RouteName, UserNominee,
} from "truconsent-wasm";

/**
 * What can go wrong with a call. Nothing is carried out but by the last two.
 *
 * - `"network"`: no answer, as when offline.
 * - `"timeout"`: no answer ever; the call ends when its signal is aborted.
 * - a status from 400 to 599, with `{ "error": … }`; 429 and 503 come with `Retry-After: 1`.
 * - `"html"`: a page of something in between, with status 200.
 * - `"cut"`: carried out, and the answer breaks off in its middle.
 * - `"lost"`: carried out, and the answer does not arrive.
 */
export type FakeFault = "network" | "timeout" | "html" | "cut" | "lost" | number;

/** A purpose at a collection point. What is left out is empty, not mandatory, of type `"consent"` and version 1. */
export interface FakePurpose {
  id: string;
  name: string;
  description?: string | null | undefined;
  is_mandatory?: boolean | undefined;
  /** `"legitimate_interest"`: it is shown, and nobody is asked. */
  purpose_type?: string | undefined;
  version?: number | undefined;
  /** In the API's words, e.g. `"1 Year"`. */
  expiry_period?: string | null | undefined;
  /** Ids of what the organisation's `data_elements` and `legal_entities` name. */
  relationships?: { data_elements?: string[] | undefined; legal_entities?: string[] | undefined } | undefined;
  /** Members that the documents do not name, as they are to be answered: `{ is_legitimate: true }`. */
  extra?: Record<string, unknown> | undefined;
}

/** What only the detail of a banner has. */
export interface FakeSettings {
  banner_settings?: BannerSettings | undefined;
  show_processors?: boolean | undefined;
  cookie_config?: unknown;
  cookie_data_elements?: unknown;
  processing_activities?: unknown;
}

/** A collection point. */
export interface FakePoint {
  /** What banners call `banner_id` and `collection_point`. */
  id: string;
  /** What `getBanner` takes. */
  display_id: string;
  title: string;
  description?: string | null | undefined;
  consent_type?: string | null | undefined;
  asset?: Asset | null | undefined;
  version?: string | null | undefined;
  /** What only the detail of the banner has. */
  settings?: FakeSettings | undefined;
  /** Members that the documents do not name, as they are to be answered: `{ reconsent_mode: true }`. */
  extra?: Record<string, unknown> | undefined;
  purposes: FakePurpose[];
}

/** An earlier decision of a person. */
export interface FakeConsent {
  /** The collection point's `display_id`. */
  at: string;
  /** As clients send it: `"approved"`, `"partial_consent"`, … */
  action: string;
  /** What was decided about each purpose, by its id. Without it the action speaks for all. */
  purposes?: Record<string, string> | undefined;
  /** UTC, e.g. `"2026-04-02T11:58:40.904412"`. By default the beginning of 2026. */
  timestamp?: string | undefined;
  id?: string | undefined;
  request_id?: string | undefined;
  /** What was sent beside it, under the names that are answered: `{ collection_point_version: "v1.0" }`. */
  context?: Record<string, unknown> | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

/** A person, with all that is there of them. */
export interface FakePerson {
  user_id: string;
  name?: string | undefined;
  /** From the oldest to the newest: the last one at a collection point is the one that counts. */
  consents?: FakeConsent[] | undefined;
  /** The `display_id` of collection points that the person saw without deciding: the status lists them. */
  seen?: string[] | undefined;
  /** Purposes whose word in the person's banners lags behind the record, until the next one. */
  stale?: { at: string; purpose: string; consented: string }[] | undefined;
  grievances?: (Omit<NewGrievance, "client_user_id"> & Partial<GrievanceTicket>)[] | undefined;
  nominees?: (Omit<NewNominee, "user_id"> & Partial<UserNominee>)[] | undefined;
}

/** Who asks for consent. */
export interface FakeOrganization {
  name: string;
  logo_url?: string | null | undefined;
  /** The officer. Without one that call is answered 404. */
  dpo?: DpoInfo | null | undefined;
  /** The names of kinds of data and of legal entities, by the ids that purposes refer to. */
  data_elements?: Record<string, string> | undefined;
  legal_entities?: Record<string, string> | undefined;
  /** Where there are keys, each request needs one of them as `X-API-Key`. Otherwise none is asked for. */
  api_keys?: { key: string; scope: "consent" | "admin" }[] | undefined;
  /** What `X-Org-Id` must say beside a key where the status is read. */
  slug?: string | undefined;
}

/** What {@link fakeApi} takes. Each part that is left out is a small one of its own. */
export interface FakeApiOptions {
  /** By default `usr_asha`, who decided at one of the two collection points, and has one ticket and one nominee. */
  people?: FakePerson[] | undefined;
  /** By default `cp_orders_delivery` with four purposes and `cp_newsletter` with one. */
  points?: FakePoint[] | undefined;
  organization?: FakeOrganization | undefined;
  /** Whoever is signed in, as behind a proxy: another person's id is answered 403. By default every person may be asked for. */
  person?: string | undefined;
  /** Other path families, as the client's option of this name. */
  routes?: Partial<Record<RouteName, string>> | undefined;
}

/** Everything that was recorded, from the oldest to the newest. */
export interface FakeRecords {
  consents: (ConsentRecord & { user_id: string })[];
  grievances: GrievanceTicket[];
  nominees: UserNominee[];
}

/** A request that arrived. */
export interface FakeRequest {
  /** The call that it means; null where there is none such in the documents. */
  call: RouteName | null;
  method: string;
  /** Path and query, percent-encoded. */
  path: string;
  /** What the body's JSON holds, its text where it is no JSON, null where there is none. */
  body: unknown;
}

/** The API in memory. */
export interface FakeApi {
  /** For the client's option of this name, and wherever else a `fetch` is wanted. The API's address may be any. */
  fetch: typeof fetch;
  /**
   * A copy of everything that is recorded.
   *
   * @example
   * ```ts
   * const api = fakeApi();
   * await new ConsentClient({ baseUrl: "/api", fetch: api.fetch }).recordConsent("usr_asha", decision);
   * console.log(api.records().consents.at(-1)?.action); // "approved"
   * ```
   */
  records(): FakeRecords;
  /** The requests since the beginning or the last `reset`, also those that met a fault. */
  requests(): FakeRequest[];
  /**
   * Those of them that the documents have no call for; each was answered 501. A test that ends with one of them should fail.
   *
   * @example
   * ```ts
   * const api = fakeApi();
   * await api.fetch("/api/consents");
   * console.log(api.unmatched()); // [{ call: null, method: "GET", path: "/api/consents", body: null }]
   * ```
   */
  unmatched(): FakeRequest[];
  /**
   * Lets a call go wrong from now on: always, or so many times, and then no more. It takes the place of an earlier fault of
   * that call; null takes it away. A client repeats what may be repeated: with `maxRetries: 0` a fault is seen at once.
   *
   * @example
   * ```ts
   * const api = fakeApi();
   * const client = new ConsentClient({ baseUrl: "/api", fetch: api.fetch, maxRetries: 0 });
   * api.fault("consentStatus", 403); // as for a key that may not read it
   * console.log((await client.currentConsents("usr_asha")).status); // "unavailable"
   * api.fault("createGrievance", "lost", 1); // filed, though nobody was told
   * ```
   */
  fault(call: RouteName, kind: FakeFault | null, times?: number): void;
  /** Everything as at the beginning: the records, no faults, no requests. Ids that were given are not given again. */
  reset(): void;
}

/**
 * The documented API in memory, for tests and stories without a server: the same answers, errors and orderings as the
 * embedded server's, and each new one begins from the same records. What was made in it has ids that count from one.
 *
 * @example
 * ```ts
 * await init();
 * const api = fakeApi();
 * const client = new ConsentClient({ baseUrl: "/api", fetch: api.fetch });
 * const { banners } = await client.currentConsents("usr_asha", { include: "all" });
 * console.log(banners.map(({ title }) => title)); // ["Orders and delivery", "Newsletter"]
 * ```
 *
 * @example
 * ```ts
 * const api = fakeApi({
 *   points: [{ id: "p-1", display_id: "cp_app", title: "The app", purposes: [{ id: "crash", name: "Crash reports" }] }],
 *   people: [{ user_id: "usr_jo", consents: [{ at: "cp_app", action: "approved", purposes: { crash: "approved" } }] }],
 * });
 * ```
 */
export function fakeApi(options?: FakeApiOptions): FakeApi;
