// What React components are given.
import type { ReactElement } from "react";
import type { ConsentClient, ConsentDecision, ConsentRecord, MergedBanner, VersionChange } from "truconsent-wasm";
import {
  ConsentProvider, useAllowed, useConsents, useNotice, useRecord, type ConsentProviderProps, type Notice, type Recording,
} from "truconsent-wasm/react";
import type { ConsentState, ConsentStore } from "truconsent-wasm/store";
import { expect, type Equal } from "./check.js";

declare const store: ConsentStore;
declare const client: ConsentClient;
declare const initial: ConsentState;
declare const decision: ConsentDecision;

export function Page(): ReactElement {
  const state = useConsents();
  expect<Equal<typeof state, ConsentState>>();
  const isAllowed = useAllowed({ or: ["analytics", { not: "cp_signup_form/minors" }] });
  expect<Equal<typeof isAllowed, boolean>>();
  const recording: Recording = useRecord();
  expect<Equal<ReturnType<typeof recording.record>, Promise<ConsentRecord>>>();
  const notice: Notice = useNotice("cp_signup_form");
  expect<Equal<typeof notice.banner, MergedBanner | null>>();
  expect<Equal<typeof notice.changes, VersionChange[]>>();
  void notice.decide({ p1: "approved" }, { undecided: "decline", timeoutMs: 1_000 });
  // @ts-expect-error a choice is a word or a map
  void notice.decide(7);
  return <button disabled={recording.pending} onClick={() => void recording.record(decision)}>{state.phase}</button>;
}

const props: ConsentProviderProps = { client, userId: "usr_asha", include: "all", initial, children: <Page /> };
export const pages = [
  <ConsentProvider {...props} />,
  <ConsentProvider store={store}><Page /></ConsentProvider>,
  // @ts-expect-error a person is named by a text
  <ConsentProvider client={client} userId={7} />,
];
