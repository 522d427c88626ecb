// The store: what is known of a person's consents, who is told of it, and what changes it.

import * as base from "truconsent-wasm";
import { lookUp } from "./allowed.js";
import { createChannel } from "./channel.js";
import { differences, nextEnd, settled } from "./consents.js";
import { bannerOf } from "./decided.js";
import { knownRecords } from "./known.js";
import { watchPage } from "./page.js";
import { isReport, pointOf, reportOf } from "./reports.js";

/** What was read longer ago is read again when somebody comes back to the page. */
const FRESH_MS = 60_000;

/** A timer may oversleep: a computer that slept, a clock that was set. */
const LONGEST_SLEEP_MS = 60_000;

const ignore = () => {};

export function createConsentStore({ client, userId, include, initial, now = () => Date.now(), sync = true }) {
  const events = new EventTarget();
  const end = new AbortController();
  const known = knownRecords();
  const reads = new Set();
  let state = Object.freeze({ phase: "loading", consents: null, error: null, read_at: null });
  let isClosed = false;
  let timer;
  let started = 0;
  let finished = 0;
  let turn = Promise.resolve();

  const channel = createChannel(client.baseUrl, userId, hear);
  const time = () => Number(now());
  const at = (point) => state.consents?.banners.find((banner) =>
    [banner.collection_point, banner.banner_id, banner.display_id].includes(point));
  /** Why nothing is allowed, whatever was recorded. */
  const refusal = () => (isClosed ? "closed" : state.consents && state.phase !== "failed" ? null : state.phase);

  function set(next, change) {
    if (isClosed) return;
    state = Object.freeze({ ...state, ...next });
    sleep();
    events.dispatchEvent(new CustomEvent("change", { detail: change }));
  }

  /** Takes consents with other banners or at another time, and tells what is different. */
  function take(source, consents, next = {}, banners = consents.banners) {
    const after = settled(consents, time(), banners);
    const purposes = differences(state.consents, after);
    if (source !== "expired" || purposes.length) set({ ...next, consents: after }, { source, purposes });
    else sleep();
  }

  /** Until the next approval ends. */
  function sleep() {
    clearTimeout(timer);
    const ms = state.consents ? nextEnd(state.consents, time()) - time() : Infinity;
    if (!(ms < Infinity)) return;
    timer = setTimeout(wake, Math.min(ms, LONGEST_SLEEP_MS));
    timer.unref?.(); // Node would not end
  }

  const wake = () => state.consents && take("expired", state.consents);

  async function read({ signal, ...options } = {}) {
    const number = ++started;
    const began = known.now();
    const ended = new AbortController();
    const abort = () => ended.abort(signal?.reason);
    reads.add(ended);
    if (isClosed || signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { signal: ended.signal });
    try {
      const consents = await client.currentConsents(userId, { ...options, include, signal: ended.signal });
      if (number > finished) {
        finished = number;
        const phase = consents.status === "unavailable" ? "partial" : "ready";
        const next = { phase, error: consents.status_error, read_at: new Date(time()).toISOString() };
        take("read", consents, next, consents.banners.map((banner) => known.reconciled(banner, began)));
      }
      return state;
    } catch (error) {
      if (number > finished && error?.code !== "aborted") {
        finished = number;
        set({ phase: "failed", error }, null);
      }
      throw error;
    } finally {
      reads.delete(ended);
      ended.abort();
    }
  }

  const readAgain = () => read().catch(ignore);

  /** What another tab says that it recorded. */
  function hear(report) {
    if (isClosed || !isReport(report)) return;
    const change = known.heard(report);
    if (!change || !state.consents) return;
    const isOfPoint = (banner) => pointOf(banner) === report[1];
    const { consents } = state;
    if (!consents.banners.some(isOfPoint)) readAgain();
    else take("other_tab", consents, {}, consents.banners.map((banner) => (isOfPoint(banner) ? change(banner) : banner)));
  }

  function returned() {
    wake();
    if (state.phase === "failed" || time() - Date.parse(state.read_at) > FRESH_MS) readAgain();
  }

  function restored() {
    if (sync) channel.open();
    wake();
    readAgain(); // while it was away it heard nothing
  }

  async function recordNow(decision, options) {
    if (!state.consents) await read(options);
    const point = decision?.collection_point_id;
    let record;
    try {
      record = await client.recordConsent(userId, decision, { ...options, ifUnchanged: bannerOf(decision, at(point)) });
    } catch (error) {
      if (["conflict", "outcome_unknown"].includes(error?.code)) {
        known.doubt(pointOf(at(point) ?? {}));
        await readAgain();
      }
      throw error;
    }
    const banner = at(point);
    if (banner) {
      const applied = base.applyDecision(banner, record);
      const report = reportOf(applied, record.metadata?.reconsent_campaign_id ?? null);
      if (known.recorded(report)) {
        take("record", state.consents, {}, state.consents.banners.map((one) => (one === banner ? applied : one)));
      }
      if (sync && report[3]) channel.tell(report);
    }
    if (!banner || state.phase === "failed") await readAgain();
    return record;
  }

  if (initial?.consents && (initial.consents.user_id ?? userId) === userId) {
    const consents = settled(initial.consents, time(), initial.consents.banners.map((banner) => known.reconciled(banner, 0)));
    state = Object.freeze({ ...initial, consents });
  }
  if (sync) channel.open();
  watchPage(end.signal, { left: channel.close, restored, returned });
  if (state.consents) returned();
  else readAgain();

  return Object.freeze({
    userId,
    get: () => state,
    subscribe(listener, { replay, signal } = {}) {
      if (isClosed || signal?.aborted) return ignore;
      if (replay) listener(state, null);
      const handler = ({ detail }) => isClosed || listener(state, detail);
      events.addEventListener("change", handler, { signal });
      return () => events.removeEventListener("change", handler);
    },
    allowed(what) {
      try {
        return lookUp(state.consents, what, time(), refusal()).holds === true;
      } catch {
        return false; // an expression without end
      }
    },
    explain: (what) => lookUp(state.consents, what, time(), refusal()).reasons,
    waiting: () => (refusal() ? [] : state.consents.banners.filter((banner) => base.needsDecision(banner, { now: time() }).needed)),
    record(decision, options) {
      const record = turn.then(() => recordNow(decision, options));
      turn = record.catch(ignore);
      return record;
    },
    refresh: read,
    close() {
      isClosed = true;
      clearTimeout(timer);
      channel.close();
      end.abort();
      for (const one of reads) one.abort();
    },
  });
}
