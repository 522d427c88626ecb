// How a page is gated.
import type { ConsentStore } from "truconsent-wasm/store";
import { gate, type ConsentSignal, type Gate, type GateOptions, type ScriptPolicy, type Traces } from "truconsent-wasm/gate";
import { expect, type Equal } from "./check.js";

declare const store: ConsentStore;
const signals: ConsentSignal[] = ["ad_storage", "analytics_storage"];
const traces: Traces = { cookies: ["_ga", /^_ga_/], storage: ["visits"] };
const policy: ScriptPolicy = { createScriptURL: (address) => address };
const options: GateOptions = {
  root: document,
  signals: { "cp_website/analytics": signals },
  forget: { "cp_website/analytics": traces },
  policy,
  onWithdrawn: (purposes) => expect<Equal<typeof purposes, string[]>>(),
};
const gated = gate(store, options);
expect<Equal<typeof gated, Gate>>();
expect<Equal<ReturnType<typeof gated.close>, void>>();
gate(store);
gate(store, { policy: null });
// @ts-expect-error a signal that Consent Mode does not have
gate(store, { signals: { analytics: ["all_storage"] } });
// @ts-expect-error what is gated is a page, not a person
gate("usr_asha");
