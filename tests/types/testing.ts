// What the API in memory takes and tells.
import type { ConsentRecord, GrievanceTicket, RouteName, UserNominee } from "truconsent-wasm";
import { ConsentClient } from "truconsent-wasm";
import {
  fakeApi, type FakeApi, type FakeApiOptions, type FakeConsent, type FakeFault, type FakeOrganization, type FakePerson, type FakePoint,
  type FakePurpose, type FakeRecords, type FakeRequest, type FakeSettings,
} from "truconsent-wasm/testing";
import { expect, type Equal } from "./check.js";

const api = fakeApi();
expect<Equal<typeof api, FakeApi>>();
new ConsentClient({ baseUrl: "/api", fetch: api.fetch });
expect<Equal<ReturnType<FakeApi["records"]>, FakeRecords>>();
expect<Equal<FakeRecords, { consents: (ConsentRecord & { user_id: string })[]; grievances: GrievanceTicket[]; nominees: UserNominee[] }>>();
expect<Equal<ReturnType<FakeApi["requests"]>, FakeRequest[]>>();
expect<Equal<ReturnType<FakeApi["unmatched"]>, FakeRequest[]>>();
expect<Equal<FakeRequest, { call: RouteName | null; method: string; path: string; body: unknown }>>();

expect<Equal<FakeFault, "network" | "timeout" | "html" | "cut" | "lost" | number>>();
expect<Equal<Parameters<FakeApi["fault"]>[0], RouteName>>();
expect<Equal<Parameters<FakeApi["fault"]>[1], FakeFault | null>>();
expect<Equal<Parameters<FakeApi["fault"]>[2], number | undefined>>();
api.fault("dpo", 503, 2);
api.fault("dpo", null);
// @ts-expect-error the merged read is made of others
api.fault("currentConsents", 503);
// @ts-expect-error no such fault
api.fault("dpo", "slow");

// What is left out is empty; what is undefined is left out.
const purpose: FakePurpose = { id: "p", name: "P", is_mandatory: undefined, relationships: { data_elements: ["d"] } };
const settings: FakeSettings = { banner_settings: { banner_title: "T" }, show_processors: true, cookie_config: null };
const point: FakePoint = { id: "c", display_id: "cp", title: "C", purposes: [purpose], settings };
const consent: FakeConsent = { at: "cp", action: "approved", purposes: { p: "approved" } };
const ticket = { subject: "s", description: "d", category: "access", status: "resolved" };
const person: FakePerson = { user_id: "u", consents: [consent], seen: ["cp"], grievances: [ticket], nominees: [] };
const organization: FakeOrganization = { name: "Acme", api_keys: [{ key: "k", scope: "admin" }], slug: "acme" };
const options: FakeApiOptions = { points: [point], people: [person], organization, person: "u", routes: { dpo: "/officer" } };
expect<Equal<ReturnType<typeof fakeApi>, FakeApi>>();
fakeApi(options);
// @ts-expect-error a person is known by an id
fakeApi({ people: [{ name: "Asha" }] });
// @ts-expect-error a ticket has a subject
fakeApi({ people: [{ user_id: "u", grievances: [{ description: "d", category: "access" }] }] });
// @ts-expect-error a misspelled member
fakeApi({ points: [{ id: "c", display_id: "cp", title: "C", purposes: [], assets: null }] });
