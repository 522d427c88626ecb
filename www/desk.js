/** A person's decisions: what is sent, and how it ended, until the next decision at the same collection point. */

import { reason } from "./api.js";
import { signIn } from "./session.js";

export class Desk {
  /** Every record that the server has confirmed, in that order. */
  records = [];
  /** Hears the id of each collection point about which something new is to be shown. */
  news = () => {};
  /** What the histories that are open say, by collection point. */
  histories = new Map();
  #attempts = new Map();

  /** `pkg` is the package with its client. Nothing is heard of any more once `signal` has fired. */
  constructor(pkg, person, signal) {
    Object.assign(this, { pkg, person, signal });
  }

  /** The last decision at a collection point: `{ state, decision, error, at }`, where there was one. */
  attempt(point) {
    return this.#attempts.get(point);
  }

  /** Whether one is on its way. */
  sending(point) {
    return this.attempt(point)?.state === "sending";
  }

  /**
   * What the choices mean. The same choices as in a decision that failed are that decision: the server knows it by its
   * id, and records it once however often it is sent.
   */
  decide(banner, choices) {
    const decision = this.pkg.decideConsent(banner, choices);
    const former = this.attempt(decision.collection_point_id);
    return former?.state === "failed" && same(former.decision, decision) ? former.decision : decision;
  }

  /** Sends a decision; the record, or null: then the attempt tells why. One at a time for each collection point. */
  async send(decision) {
    return this.#try(decision, () => true);
  }

  /** Records that the notice was closed, unless the server has any record there: over that it would read as pending. */
  async dismiss(banner) {
    const { client, decideConsent } = this.pkg;
    await this.#try(decideConsent(banner, "dismiss"), async () => {
      const own = await client.userBanners(this.person.user_id);
      const { collection_point: point } = banner;
      return !own.some((other) => other.collection_point === point || other.banner_id === point);
    });
  }

  /** Forgets what failed, and what was said before: the records have been read again. */
  forget() {
    this.histories.clear();
    for (const [point, { state }] of this.#attempts) if (state !== "sending") this.#attempts.delete(point);
  }

  async #try(decision, allowed) {
    const point = decision.collection_point_id;
    const former = this.attempt(point);
    if (former?.state === "sending") return null;
    this.#set(point, { state: "sending", decision });
    try {
      await this.#renew(former?.error);
      if (!await allowed()) {
        this.#set(point, null);
        return null;
      }
      const record = await this.pkg.client.recordConsent(this.person.user_id, decision);
      this.records.push(record);
      this.#set(point, { state: "saved", decision, at: new Date() });
      return record;
    } catch (error) {
      this.#set(point, { state: "failed", decision, error });
      return null;
    }
  }

  /** After a session that had ended the same person is chosen again; only the person's own click leads here. */
  async #renew(error) {
    if (!error || reason(error).code !== "unauthenticated") return;
    await signIn(this.person.user_id).catch(() => {
      throw error;
    });
  }

  #set(point, attempt) {
    // What a history says may be over.
    this.histories.delete(point);
    if (attempt) this.#attempts.set(point, attempt);
    else this.#attempts.delete(point);
    if (!this.signal.aborted) this.news(point);
  }
}

const same = (one, other) => told(one) === told(other);
const told = ({ action, purposes = [] }) =>
  JSON.stringify([action, ...purposes.map(({ id, consented }) => [id, consented])]);

/** Whether anything at all is on record at a collection point. */
export function onRecord(banner) {
  return Boolean(banner.latest_action || banner.recorded_at || banner.shown_to_principal)
    || banner.purposes.some(({ source }) => source !== "none");
}

/** Whether a collection point still waits for a decision. */
export function undecided({ purposes, latest_action: action, shown_to_principal: shown }) {
  if (purposes.length > 0) return purposes.some(({ consented }) => consented === "pending");
  return !shown && (!action || action === "no_action");
}

/** Whether there is a consent to withdraw. */
export function allowsSomething({ purposes, shown_to_principal: shown }) {
  return purposes.length > 0 ? purposes.some(({ consented }) => consented === "approved") : shown === true;
}
