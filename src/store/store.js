// The store: what is known of a person's consents, who is told of it, and what changes it.

import { applyDecision, needsDecision } from "truconsent-wasm";
import { lookUp } from "./allowed.js";
import { openChannel } from "./channel.js";
import { differences, freeze, nextEnd, settled } from "./consents.js";
import { bannerOf } from "./decided.js";
import { both, hear, isTimed, learn, reconciled } from "./known.js";
import { listen, notify } from "./listeners.js";
import { watchPage } from "./page.js";
import { pointOf, readReport, reportOf } from "./reports.js";

/** What was read longer ago is read again when somebody comes back to the page. */
const FRESH_MS = 60_000;

/** A timer may oversleep: a computer that was asleep, a clock that was set. */
const LONGEST_SLEEP_MS = 60_000;

const ignore = () => {};

export function createConsentStore({ client, userId, include, initial, now = () => Date.now(), sync = true }) {
  if (!client?.currentConsents) throw new TypeError("client must be a ConsentClient");
  const listeners = new Map();
  const end = new AbortController();
  const known = new Map();
  /** The reads that are under way, and when they began: one that begins now may be given the same answer. */
  const reads = new Map();
  /** When the look at the latest record before the next one began, while it is under way. */
  let checking = Infinity;
  let state = freeze({ phase: "loading", consents: null, error: null, read_at: null });
  let channel;
  let timer;
  let moment = 0;
  let finished = 0;
  /** When a record was made or told: what began to be read before is read again. */
  let news = 0;
  let turn = Promise.resolve();

  const isClosed = () => end.signal.aborted;
  const time = () => +now();
  const at = (point) => state.consents?.banners.find((banner) =>
    [banner.collection_point, banner.banner_id, banner.display_id].includes(point));

  function set(next, change) {
    if (isClosed()) return;
    state = freeze({ ...state, ...next });
    sleep();
    notify(listeners, state, change);
  }

  /** Takes consents with other banners or at another time, and tells what is different. */
  function take(source, consents, next, banners) {
    const after = settled(consents, time(), banners);
    const purposes = differences(state.consents, after);
    if (next || purposes.length) set({ ...next, consents: after }, { source, purposes });
    else sleep();
  }

  /** Changes the banners of one collection point. */
  function change(source, point, replaced) {
    const banners = state.consents.banners.map((banner) => (pointOf(banner) === point ? replaced(banner) : banner));
    take(source, state.consents, {}, banners);
  }

  const opened = () => (sync ? (channel ??= openChannel(client.baseUrl, userId, told)) : null);

  function leave() {
    channel?.close();
    channel = null;
  }

  const wake = () => state.consents && take("expired", state.consents);

  /** Until the next approval ends. */
  function sleep() {
    clearTimeout(timer);
    const moment = time();
    const next = nextEnd(state.consents, moment);
    if (next < Infinity) timer = setTimeout(wake, Math.min(next - moment, LONGEST_SLEEP_MS));
    timer?.unref?.(); // Node would not end
  }

  async function read(options) {
    const began = Math.min(moment, checking, ...reads.values());
    const ended = new AbortController();
    const signal = options?.signal;
    const abort = () => ended.abort(signal?.reason);
    if (isClosed() || signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { signal: ended.signal });
    reads.set(ended, began);
    try {
      const consents = await client.currentConsents(userId, { ...options, include, signal: ended.signal });
      reads.delete(ended);
      const phase = consents.status === "unavailable" ? "partial" : "ready";
      const next = { phase, error: consents.status_error, read_at: new Date(time()).toISOString() };
      const banners = consents.banners.map((banner) => reconciled(known, banner));
      // Which of two answers is the newer one is told by their times alone. Without them only what both say holds.
      const before = began < moment && state.consents;
      finished = moment += 1;
      if (before && !(isTimed(before) && isTimed(consents))) {
        news = moment;
        take("read", before, next, before.banners.map((one) => both(one, banners.find((other) => pointOf(other) === pointOf(one)) ?? one)));
      } else {
        take("read", consents, next, banners);
      }
      if (began < news && !reads.size) readAgain();
      return state;
    } catch (error) {
      // Of several at once those that began before one succeeded make no difference.
      if (began >= finished && error?.code !== "aborted") set({ phase: "failed", error }, null);
      throw error;
    } finally {
      reads.delete(ended);
      ended.abort(); // lets go of the caller's signal
    }
  }

  const readAgain = () => read().catch(ignore);

  /** What another tab says that it recorded. */
  function told(message) {
    try {
      const report = readReport(message);
      const replaced = report && hear(known, report);
      if (!replaced) return;
      news = moment += 1;
      const isListed = state.consents?.banners.some((banner) => pointOf(banner) === report[1]);
      if (isListed) change("other_tab", report[1], replaced);
      if (!(isListed && state.phase === "ready") && !reads.size) readAgain();
    } catch {
      // It is no report.
    }
  }

  /** Somebody looks at the page, maybe again. */
  function returned(mayHaveMissed) {
    opened();
    wake();
    if (mayHaveMissed || state.phase === "failed" || !(time() - Date.parse(state.read_at) <= FRESH_MS)) readAgain();
  }

  async function recordNow(decision, options) {
    if (isClosed() || !state.consents) await read(options);
    const named = decision?.collection_point_id;
    let record;
    checking = moment;
    try {
      record = await client.recordConsent(userId, decision, { ...options, ifUnchanged: options?.ifUnchanged ?? bannerOf(decision, at(named)) }).finally(() => {
        checking = Infinity;
      });
    } catch (error) {
      if (["conflict", "outcome_unknown"].includes(error?.code)) {
        // Another tab's word counts no more where the API says otherwise.
        for (const latest of known.values()) latest.isOutdated ||= !latest.isSure;
        await readAgain();
      }
      throw error;
    }
    if (!at(named)) await readAgain(); // it was the first one there
    try {
      const report = reportOf(applyDecision(at(named), record));
      news = moment += 1;
      if (learn(known, report, true)) change("record", report[1], (one) => applyDecision(one, record));
      // Also after the store was closed: a decision may outlast it.
      opened()?.postMessage(JSON.stringify(report));
      if (isClosed()) leave();
    } catch {
      // It is on record, and not among the consents that are read.
    }
    if (state.phase === "failed") await readAgain();
    return record;
  }

  /** Why nothing is allowed, whatever was recorded. */
  const refusal = () => (isClosed() ? "closed" : ["ready", "partial"].includes(state.phase) ? null : state.phase);

  /** Whether and why something is allowed. */
  function look(what) {
    try {
      return lookUp(state.consents, what, time(), refusal());
    } catch {
      return { reasons: [] }; // no expression, or one without end
    }
  }

  if (initial?.consents && (initial.consents.user_id ?? userId) === userId) {
    state = freeze({ ...initial, consents: settled(initial.consents, time(), initial.consents.banners.map((banner) => reconciled(known, banner))) });
  }
  watchPage(end.signal, leave, returned);
  returned();

  return freeze({
    userId,
    get: () => state,
    subscribe(listener, { replay, signal } = {}) {
      if (isClosed() || signal?.aborted) return ignore;
      if (replay) listener(state, null);
      return listen(listeners, listener, signal);
    },
    allowed: (what) => look(what).holds === true,
    explain: (what) => look(what).reasons,
    waiting: () => (refusal() ? [] : state.consents.banners.filter((banner) => needsDecision(banner, { now: time() }).needed)),
    record(decision, options) {
      const record = turn.then(() => recordNow(decision, options));
      turn = record.catch(ignore);
      return record;
    },
    refresh: read,
    close() {
      end.abort();
      clearTimeout(timer);
      for (const remove of listeners.keys()) remove();
      leave();
      for (const one of reads.keys()) one.abort();
    },
  });
}
