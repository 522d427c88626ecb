// The store: what is known of a person's consents, who is told of it, and what changes it.

import * as base from "truconsent-wasm";
import { lookUp } from "./allowed.js";
import { channelName, openChannel } from "./channel.js";
import { differences, freeze, nextEnd, settled } from "./consents.js";
import { bannerOf } from "./decided.js";
import { hear, learn, reconciled } from "./known.js";
import { listen, notify } from "./listeners.js";
import { watchPage } from "./page.js";
import { isReport, pointOf, reportOf } from "./reports.js";

/** What was read longer ago is read again when somebody comes back to the page. */
const FRESH_MS = 60_000;

/** A timer may oversleep: a computer that was asleep, a clock that was set. */
const LONGEST_SLEEP_MS = 60_000;

const ignore = () => {};

export function createConsentStore({ client, userId, include, initial, now = () => Date.now(), sync = true }) {
  const listeners = new Map();
  const end = new AbortController();
  const known = new Map();
  let state = freeze({ phase: "loading", consents: null, error: null, read_at: null });
  let channel;
  let timer;
  let moment = 0;
  let reading = 0;
  let started = 0;
  let finished = 0;
  /** The moment of the latest news of a collection point that was not read yet. */
  let unread = 0;
  let turn = Promise.resolve();

  const name = channelName(client.baseUrl, userId);
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

  function open() {
    if (sync) channel ??= openChannel(name, told);
  }

  function leave() {
    channel?.close();
    channel = null;
  }

  /** Also after the store was closed: a decision may outlast it. */
  function tell(report) {
    open();
    channel?.postMessage(report);
    if (isClosed()) leave();
  }

  const wake = () => take("expired", state.consents);

  /** Until the next approval ends. */
  function sleep() {
    clearTimeout(timer);
    const moment = time();
    const next = nextEnd(state.consents, moment);
    if (next === Infinity) return;
    timer = setTimeout(wake, Math.min(next - moment, LONGEST_SLEEP_MS));
    timer.unref?.(); // Node would not end
  }

  async function read(options) {
    const number = (started += 1);
    const began = moment;
    const ended = new AbortController();
    for (const signal of [end.signal, options?.signal]) {
      const abort = () => ended.abort(signal.reason);
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort, { signal: ended.signal });
    }
    reading += 1;
    try {
      const consents = await client.currentConsents(userId, { ...options, include, signal: ended.signal });
      if (number > finished) {
        finished = number;
        const phase = consents.status === "unavailable" ? "partial" : "ready";
        const next = { phase, error: consents.status_error, read_at: new Date(time()).toISOString() };
        take("read", consents, next, consents.banners.map((banner) => reconciled(known, banner, began)));
        if (began < unread) readAgain();
      }
      return state;
    } catch (error) {
      if (number > finished && error?.code !== "aborted") {
        finished = number;
        set({ phase: "failed", error }, null);
      }
      throw error;
    } finally {
      reading -= 1;
      ended.abort(); // lets go of the signals
    }
  }

  const readAgain = () => read().catch(ignore);

  /** What another tab says that it recorded. */
  function told(report) {
    const replaced = isReport(report) && hear(known, report, (moment += 1));
    if (!replaced) return;
    const point = report[1];
    if (state.consents?.banners.some((banner) => pointOf(banner) === point)) return change("other_tab", point, replaced);
    unread = moment;
    if (!reading) readAgain();
  }

  /** Somebody looks at the page again. */
  function returned() {
    if (state.consents) wake();
    if (state.phase === "failed" || !(time() - Date.parse(state.read_at) <= FRESH_MS)) readAgain();
  }

  /** While it was away it heard nothing. */
  function restored() {
    open();
    if (state.consents) wake();
    readAgain();
  }

  async function recordNow(decision, options) {
    if (isClosed() || !state.consents) await read(options);
    const named = decision?.collection_point_id;
    let record;
    try {
      record = await client.recordConsent(userId, decision, { ...options, ifUnchanged: bannerOf(decision, at(named)) });
    } catch (error) {
      if (["conflict", "outcome_unknown"].includes(error?.code)) {
        // Another tab's word counts no more where the API says otherwise.
        for (const [point, { isSure }] of known) if (!isSure) known.delete(point);
        await readAgain();
      }
      throw error;
    }
    const banner = at(named);
    try {
      const report = reportOf(base.applyDecision(banner, record), record.metadata?.reconsent_campaign_id);
      if (learn(known, report, (moment += 1), true)) change("record", report[1], (one) => base.applyDecision(one, record));
      tell(report);
      if (state.phase === "failed") await readAgain();
    } catch {
      await readAgain(); // the person had no record at this point
    }
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
    state = freeze({ ...initial, consents: settled(initial.consents, time(), initial.consents.banners.map((banner) => reconciled(known, banner, 0))) });
  }
  open();
  watchPage(end.signal, { left: leave, restored, returned });
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
    waiting: () => (refusal() ? [] : state.consents.banners.filter((banner) => base.needsDecision(banner, { now: time() }).needed)),
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
    },
  });
}
