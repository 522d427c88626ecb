// What the elements below one scope share: a client, a person with a store, and how each decision of theirs ended.

import init, { ConsentClient, decideConsent, fetchEarly } from "truconsent-wasm";
import { createConsentStore } from "truconsent-wasm/store";
import { createContext } from "@lit/context";
import { bannerOf, isRead } from "./consents/find.js";
import { ProgramError, reason } from "./reason.js";

/** How an element finds the session of what it stands in. */
export const sessionContext = createContext(Symbol.for("truconsent-session"));

/** What makes a session another one. */
const SETTINGS = ["baseUrl", "client", "include", "store", "userId"];

export const sameSettings = (one, other) => SETTINGS.every((name) => one?.[name] === other?.[name]);

export class Session {
  #life = new AbortController();
  #listeners = new Set();
  #attempts = new Map();
  /** Collection points by their display ids. */
  #points = new Map();
  #client = null;
  #store = null;
  #officer = null;
  #renewing = null;
  /** Whether the first questions are asked. */
  #isAsked = false;

  constructor(settings) {
    this.settings = settings;
    this.userId = settings.store?.userId ?? settings.userId ?? null;
  }

  /** Takes what makes it no other session, and has it shown. */
  told(settings) {
    Object.assign(this.settings, settings);
    this.#tell({});
  }

  /** Fires when nobody is to hear of it any more. */
  get signal() {
    return this.#life.signal;
  }

  /** Where the person stands; null before the module is there. */
  get store() {
    return this.#store;
  }

  /** The client, once the module is there; after a failure the next call tries again. */
  async client() {
    if (this.#client) return this.#client;
    if (!this.settings.client && !this.settings.baseUrl) throw new TypeError("A truconsent element needs a base-url or a client.");
    await init().catch((cause) => {
      throw new ProgramError("The module could not be loaded.", { cause });
    });
    this.#life.signal.throwIfAborted();
    this.#client ??= this.settings.client ?? new ConsentClient({ baseUrl: this.settings.baseUrl });
    return this.#client;
  }

  /** The person's store: the one that was given, or one that this session makes, and closes. */
  async open() {
    const { store, include = "all" } = this.settings;
    if (!store) this.#askEarly(include);
    const client = await this.client();
    if (this.#store) return this.#store;
    this.#store = store ?? createConsentStore({ client, userId: this.userId, include });
    this.#store.subscribe((state, change) => this.#tell({ change }), { signal: this.signal });
    return this.#store;
  }

  /** What a store asks first, asked while the module is still on its way. */
  #askEarly(include) {
    const { baseUrl, client } = this.settings;
    // Anything else is the client's to judge, and to encode.
    const isPlain = typeof baseUrl === "string" && typeof this.userId === "string" && /^[\w-]+$/.test(this.userId);
    if (this.#isAsked || client || !isPlain) return;
    this.#isAsked = true;
    const paths = [`banners/user/${this.userId}`, `api/v1/external/consents/user-status?userId=${this.userId}`];
    for (const path of include === "all" ? ["banners", ...paths] : paths) fetchEarly(`${baseUrl.replace(/\/+$/, "")}/${path}`);
  }

  /**
   * The id of a collection point, by whatever name the page has for it; null where there is none. Where nothing is on record
   * the API tells the display id only to whoever asks for the notice by it.
   */
  async pointOf(name) {
    const store = await this.open();
    const known = bannerOf(store, name)?.collection_point ?? this.#points.get(name);
    if (known) return known;
    try {
      const { collection_point: point } = await (await this.client()).getBanner(name, { signal: this.signal });
      this.#points.set(name, point);
      return point;
    } catch (error) {
      if (error?.code === "not_found") return null;
      throw error;
    }
  }

  /** The data protection officer; null where none is named. Asked for once for all elements, and again after a failure. */
  officer() {
    this.#officer ??= this.client().then((client) => client.dpo({ signal: this.signal })).catch((error) => {
      if (error?.code === "not_found") return null;
      this.#officer = null;
      throw error;
    });
    return this.#officer;
  }

  /** Calls a listener with what is new, until its signal: `{ change }` of the store, or `{ point }` of a decision. */
  listen(listener, signal) {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  /** The last decision at a collection point: `{ state, decision, banner, error, at }`, where there was one. */
  attempt(point) {
    return this.#attempts.get(point);
  }

  /**
   * What the choices mean; `language` is the one in which the person was asked, where it is known. The same choices as in
   * a decision that failed are that decision: the server knows it by its id, and records it once however often it is sent.
   */
  decide(banner, choices, language = null) {
    const decision = decideConsent(banner, choices, { language });
    const former = this.attempt(decision.collection_point_id);
    return former?.state === "failed" && same(former.decision, decision) ? former.decision : decision;
  }

  /**
   * Sends a decision about a banner as the person was shown it: what was recorded elsewhere since then is shown first. The
   * result is the attempt as it ended. One at a time for each collection point: another one meanwhile is null.
   */
  async send(decision, banner) {
    const point = decision.collection_point_id;
    const former = this.attempt(point);
    if (former?.state === "sending") return null;
    this.#set(point, { state: "sending", decision, banner });
    try {
      if (former?.error) await this.renew(former.error);
      const store = await this.open();
      const record = await store.record(decision, { ifUnchanged: banner });
      return this.#set(point, { state: "saved", decision, banner, record, at: new Date() });
    } catch (error) {
      const record = reason(error).code === "outcome_unknown" && await this.#find(decision);
      if (record) return this.#set(point, { state: "saved", decision, banner, record, at: new Date() });
      // What was recorded elsewhere is what the store has read since, where it could.
      const isChanged = reason(error).code === "changed" && isRead(this.#store);
      return this.#set(point, { state: isChanged ? "changed" : "failed", decision, banner, error });
    }
  }

  /** The record of a decision whose answer was lost, where it can be found in the consent log. */
  async #find({ request_id: id, collection_point_id: point }) {
    try {
      const { collection_points: entries } = await this.#client.consentStatus(this.userId, { signal: this.signal });
      const { latest_consent: latest } = entries.find(({ collection_point: { id: at } }) => at === point);
      return latest.request_id === id ? latest : null;
    } catch {
      return null;
    }
  }

  /** Forgets what failed, and what was said before: the records have been read again. */
  forget() {
    for (const [point, { state }] of this.#attempts) if (state !== "sending") this.#attempts.delete(point);
    this.#tell({});
  }

  /** Has the sections read again: "all", or those that "failed". */
  reread(which) {
    this.#renewing = null;
    this.#officer = null;
    this.#tell({ reread: which });
  }

  /** Asks; where the session with the server has ended and may be renewed, once more afterwards. */
  async withRenewal(ask, mayRenew) {
    try {
      return await ask();
    } catch (error) {
      if (!mayRenew || this.signal.aborted || !(await this.#renewed(error))) throw error;
      return ask();
    }
  }

  /** Before something that failed is sent again by the reader's own click. */
  async renew(error) {
    this.#renewing = null;
    await this.#renewed(error);
  }

  /** Has the page take up the session with the server again, once for all that ask; false where that is not to be had. */
  async #renewed(error) {
    const { renew } = this.settings;
    if (reason(error).code !== "unauthenticated" || !renew) return false;
    this.#renewing ??= Promise.resolve().then(renew);
    await this.#renewing.catch(() => {
      throw error;
    });
    return true;
  }

  close() {
    this.#life.abort();
    if (this.#store && !this.settings.store) this.#store.close();
  }

  #set(point, attempt) {
    this.#attempts.set(point, attempt);
    this.#tell({ point });
    return attempt;
  }

  #tell(news) {
    if (this.signal.aborted) return;
    for (const listener of [...this.#listeners]) listener(news);
  }
}

const same = (one, other) => content(one) === content(other);
const content = ({ action, purposes = [] }) =>
  JSON.stringify([action, ...purposes.map(({ id, consented }) => [id, consented])]);
