// The elements, as TypeScript sees them.

import {
  registerLocale,
  type TruconsentCenter,
  type TruconsentConsents,
  type TruconsentElement,
  type TruconsentEventMap,
  type TruconsentGrievances,
  type TruconsentNominees,
  type TruconsentNotice,
  type TruconsentOfficer,
  type TruconsentScope,
  type TruconsentSection,
  type TruconsentSettings,
} from "truconsent-wasm/elements";
import type { ConsentDecision, ConsentRecord, MergedBanner } from "truconsent-wasm";
import { expect, type Equal } from "./check.js";

const center = document.createElement("truconsent-center");
expect<Equal<typeof center, TruconsentCenter>>();
center.userId = "usr_asha";
center.responseDays = 30;
center.renew = () => fetch("/session", { method: "POST" });
center.store = null;
// @ts-expect-error a number of days is a number
center.responseDays = "30";
// @ts-expect-error there is no such setting
center.userid = "usr_asha";
center.refresh();

center.addEventListener("truconsent-decide", (event) => {
  expect<Equal<typeof event.detail, { decision: ConsentDecision; banner: MergedBanner }>>();
  event.preventDefault();
});
document.body.addEventListener("truconsent-recorded", ({ detail }) => detail.record.id);
center.addEventListener("truconsent-filed", ({ detail }) => {
  if (detail.kind === "grievance") detail.record.ticket_id.toUpperCase();
  else detail.record.nominee_name.toUpperCase();
});
expect<Equal<keyof TruconsentEventMap, `truconsent-${"decide" | "recorded" | "filed" | "error" | "changed"}`>>();

const notice = document.querySelector("truconsent-notice");
expect<Equal<typeof notice, TruconsentNotice | null>>();
expect<Equal<ReturnType<TruconsentNotice["show"]>, Promise<ConsentRecord | null>>>();
notice?.hide();

const tags: [TruconsentScope, TruconsentConsents, TruconsentGrievances, TruconsentNominees, TruconsentOfficer] = [
  document.createElement("truconsent-scope"),
  document.createElement("truconsent-consents"),
  document.createElement("truconsent-grievances"),
  document.createElement("truconsent-nominees"),
  document.createElement("truconsent-officer"),
];
const sections: TruconsentSection[] = tags.slice(1) as TruconsentSection[];
for (const section of sections) void section.refresh();
const settings: TruconsentSettings = tags[0];
const element: TruconsentElement = tags[0];
expect<Equal<typeof element.updateComplete, Promise<boolean>>>();
settings.baseUrl = "/api";

registerLocale("mr", { "consents.title": "तुमची संमती" });
// @ts-expect-error a text is a string
registerLocale("mr", { "consents.title": 1 });
