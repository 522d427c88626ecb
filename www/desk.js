/** A person's decisions: what is sent, and how it ended, until the next decision at the same collection point. */

import { reason } from "./api.js";
import { asked, asksNothing } from "./basis.js";
import { signIn } from "./session.js";

export class Desk {
  /** Every record that the server has confirmed, in that order. */
  records = [];
  /** Hears the id of each collection point about which something new is to be shown. */
  news = () => {};
  /** Reads again what is on record, and shows it; false where that is not possible. */
  reread = async () => false;
  /** What the histories that are open say, by collection point. */
  histories = new Map();
  #attempts = new Map();

  /** `pkg` is the package with its client. Nothing is heard of any more once `signal` has fired. */
  constructor(pkg, person, signal) {
    Object.assign(this, { pkg, person, signal });
  }

  /** The last decision at a collection point: `{ state, decision, banner, error, at }`, where there was one. */
  attempt(point) {
    return this.#attempts.get(point);
  }

  /** Whether one is on its way. */
  sending(point) {
    return this.attempt(point)?.state === "sending";
  }

  /**
   * What the choices mean; `language` is the one in which the person was asked, where it is known. The same choices as in
   * a decision that failed are that decision: the server knows it by its id, and records it once however often it is sent.
   */
  decide(banner, choices, language = null) {
    const decision = this.pkg.decideConsent(banner, choices, { language });
    const former = this.attempt(decision.collection_point_id);
    return former?.state === "failed" && same(former.decision, decision) ? former.decision : decision;
  }

  /**
   * Sends a decision about a banner as the person was shown it: what was recorded elsewhere since then is shown first.
   * The record, or null: then the attempt tells why. One at a time for each collection point.
   */
  async send(decision, banner) {
    const point = decision.collection_point_id;
    const former = this.attempt(point);
    if (former?.state === "sending") return null;
    this.#set(point, { state: "sending", decision, banner });
    try {
      await this.#renew(former?.error);
      const record = await this.pkg.client.recordConsent(this.person.user_id, decision, { ifUnchanged: banner });
      this.records.push(record);
      this.#set(point, { state: "saved", decision, banner, at: new Date() });
      return record;
    } catch (error) {
      const isChanged = reason(error).code === "changed" && await this.reread();
      // Where nothing was decided there is nothing to decide again.
      this.#set(point, isChanged && decision.action === "no_action" ? null
        : { state: isChanged ? "changed" : "failed", decision, banner, error });
      return null;
    }
  }

  /** Records that the notice was closed, unless there is a record by now: over that it would read as pending. */
  async dismiss(banner, language) {
    await this.send(this.pkg.decideConsent(banner, "dismiss", { language }), banner);
  }

  /** Whether to ask at a collection point, and why. A banner so odd that nobody can tell is shown without a reason. */
  need(banner) {
    try {
      return this.pkg.needsDecision(banner);
    } catch {
      return { needed: false, reason: null, purposes: [], changes: [] };
    }
  }

  /** Forgets what failed, and what was said before: the records have been read again. */
  forget() {
    this.histories.clear();
    for (const [point, { state }] of this.#attempts) if (state !== "sending") this.#attempts.delete(point);
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

const same = (one, other) => content(one) === content(other);
const content = ({ action, purposes = [] }) =>
  JSON.stringify([action, ...purposes.map(({ id, consented }) => [id, consented])]);

/** Whether anything at all is on record at a collection point. */
export function onRecord(banner) {
  return Boolean(banner.latest_action || banner.recorded_at || banner.shown_to_principal)
    || banner.purposes.some(({ source }) => source !== "none");
}

/** Whether a collection point still waits for a decision. */
export function undecided(banner) {
  if (asksNothing(banner)) return false;
  if (banner.purposes.length > 0) return asked(banner).some(({ consented }) => consented === "pending");
  const { latest_action: action, shown_to_principal: shown } = banner;
  return !shown && (!action || action === "no_action");
}

/** Whether there is a consent to withdraw. */
export function allowsSomething(banner) {
  return banner.purposes.length > 0 ? asked(banner).some(({ consented }) => consented === "approved")
    : banner.shown_to_principal === true;
}

/** Whether what was decided is to be decided anew: the consent has ended, the notice has changed, or everybody is asked. */
export function asksAgain({ reason }) {
  return ["expired", "version", "campaign"].includes(reason);
}
