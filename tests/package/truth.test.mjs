// The declarations, held to what really comes back: every call of the packed package, for every seeded person, against the
// embedded API.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Ajv } from "ajv";
import { createGenerator } from "ts-json-schema-generator";
import init, * as all from "truconsent-wasm";
import { startServer } from "../../.ci/lib/servers.mjs";

const here = import.meta.dirname;
const generator = createGenerator({
  path: join(here, "../types/answers.ts"),
  tsconfig: join(here, "tsconfig.json"),
  functions: "hide",
  additionalProperties: true, // what the documents do not name stays
  skipTypeCheck: true, // the step `types` does that
});
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

/** The schema of each member of an interface, with all that they refer to. */
function schemas(name) {
  const { definitions } = generator.createSchema(name);
  const members = Object.entries(definitions[name].properties);
  return new Map(members.map(([member, schema]) => [member, { ...schema, definitions }]));
}

const methods = schemas("MethodAnswers");
const functions = schemas("FunctionAnswers");
const others = schemas("Others");
const valid = new Map([...methods, ...functions, ...others].map(([name, schema]) => [name, ajv.compile(schema)]));
const seen = new Map();

/** Holds an answer to its declaration, and returns it. */
function held(name, answer) {
  const check = valid.get(name);
  assert.ok(check(answer), `${name}: ${ajv.errorsText(check.errors)}`);
  if (answer.length !== 0) seen.set(name, answer); // an empty list proves little
  return answer;
}

let server;
let client;
let scoped; // options with a key that may not read the status
let consentScoped;

before(async () => {
  server = await startServer(["--port", "0", "--rate-limit", "0"]);
  await init();
  const baseUrl = `${server.address}/api`;
  client = new all.ConsentClient({ baseUrl, apiKey: "tck_live_xxxxxxxxxxxx", orgId: "acme" });
  scoped = { baseUrl, apiKey: "YOUR_API_KEY" };
  consentScoped = new all.ConsentClient(scoped);
});

after(() => server?.stop());

const call = async (name, ...args) => held(name, await client[name](...args));
const apply = (name, ...args) => held(name, all[name](...args));

test("reading, for every seeded person", async () => {
  const people = await (await fetch(`${server.address}/session/people`)).json();
  assert.ok(people.length > 3);
  for (const { user_id: id } of [...people, { user_id: "usr_nobody" }]) {
    const banners = await call("userBanners", id);
    const status = await call("consentStatus", id).catch((error) => (held("error", error), null));
    await call("currentConsents", id);
    await call("currentConsents", id, { include: "all" });
    held("currentConsents", await consentScoped.currentConsents(id));
    for (const banner of apply("mergeConsents", banners, status).banners) apply("needsDecision", banner);
    await call("listGrievances", id);
    await call("listNominees", id);
  }
  apply("mergeConsents", await call("listBanners"), null);
  const ids = ["cp_orders_delivery", "cp_website_signup", "mobile-app"];
  for (const id of ids) await call("getBanner", id);
  await call("dpo");
});

test("deciding and recording, each choice at each collection point", async () => {
  const { banners } = await call("currentConsents", "usr_meera", { include: "all" });
  for (const banner of banners) {
    const asked = banner.purposes.filter(({ legal_basis }) => legal_basis === "consent");
    const first = asked.find(({ is_mandatory }) => !is_mandatory)?.id;
    const consents = ["approve_all", "necessary_only", "decline_all", first ? { [first]: "declined" } : {}];
    const notices = asked.length < banner.purposes.length && !asked.length;
    for (const choices of ["dismiss", ...(notices ? ["acknowledge"] : consents)]) {
      const decision = apply("decideConsent", banner, choices, { undecided: "decline", language: "hi", metadata: { step: 1 } });
      apply("applyDecision", banner, await call("recordConsent", "usr_meera", decision));
    }
  }
});

test("grievances and nominees", async () => {
  const grievance = { client_user_id: "usr_meera", subject: "Access", description: "All of it.", category: "access" };
  const { ticket_id } = await call("createGrievance", grievance);
  await call("updateGrievance", ticket_id, { status: "resolved", attachment_url: "https://example.com/a.pdf" });
  await call("updateGrievance", ticket_id, { attachment_url: null });
  const nominee = {
    user_id: "usr_meera",
    nominee_name: "Jane Doe",
    nominee_email: "jane.doe@example.com",
    nominee_mobile: "+919876543210",
    relationship: "spouse",
  };
  const { id } = await call("registerNominee", nominee);
  await call("updateNominee", id, { status: "active", purpose_of_appointment: "In case of death" });
  await call("listGrievances", "usr_meera");
  await call("listNominees", "usr_meera");
  await call("deleteNominee", id);
  for (const input of [{}, null, { subject: 7 }, grievance]) apply("validateGrievance", input);
  for (const input of [{}, null, nominee]) apply("validateNominee", input, "update");
  apply("validateGrievance", {});
  apply("validateNominee", {});
});

test("what is undefined is as if it were not there, wherever its type says that it may be", async () => {
  const options = ["consentsBaseUrl", "headers", "credentials", "timeoutMs", "deadlineMs", "maxRetries", "onDrift"];
  const nothing = (names) => Object.fromEntries(names.map((name) => [name, undefined]));
  const same = new all.ConsentClient({ ...nothing(options), ...scoped, orgId: undefined, routes: undefined });
  const limits = nothing(["signal", "timeoutMs"]);
  assert.deepEqual(await same.dpo(limits), await client.dpo());
  const consents = await client.currentConsents("usr_asha");
  assert.deepEqual(await client.currentConsents("usr_asha", { include: undefined, ...limits }), consents);

  const attachment_url = "https://example.com/a.pdf";
  const input = { client_user_id: "usr_meera", subject: "Undefined", description: "Nothing.", category: "access" };
  assert.equal((await client.createGrievance({ ...input, attachment_url: undefined })).attachment_url, null);
  const { ticket_id } = await client.createGrievance({ ...input, subject: "Kept", attachment_url });
  const ticket = await client.updateGrievance(ticket_id, { status: "resolved", attachment_url: undefined });
  assert.deepEqual([ticket.status, ticket.attachment_url], ["resolved", attachment_url]);

  const person = { user_id: "usr_meera", nominee_name: "Jo", nominee_email: "jo@example.com", nominee_mobile: "+919876543211" };
  const { id } = await client.registerNominee({ ...person, relationship: "spouse", purpose_of_appointment: undefined });
  const changes = nothing(["nominee_name", "nominee_email", "nominee_mobile", "purpose_of_appointment", "status"]);
  const nominee = await client.updateNominee(id, { ...changes, relationship: "sibling" });
  assert.deepEqual([nominee.nominee_name, nominee.relationship], ["Jo", "sibling"]);
});

test("errors of every kind", async () => {
  const gone = new AbortController();
  gone.abort(new Error("enough"));
  const dead = new all.ConsentClient({ baseUrl: "http://127.0.0.1:9", maxRetries: 0 });
  const strange = new all.ConsentClient({ baseUrl: server.address, maxRetries: 0 });
  const [banner] = (await client.currentConsents("usr_asha")).banners;
  const failures = {
    invalid_options: () => new all.ConsentClient({}),
    invalid_input: () => client.createGrievance({}),
    unknown_purpose: () => all.decideConsent(banner, { nothing: "approved" }),
    not_found: () => client.getBanner("cp_nowhere"),
    unauthenticated: () => new all.ConsentClient({ baseUrl: `${server.address}/api`, apiKey: "wrong" }).dpo(),
    forbidden: () => new all.ConsentClient({ ...scoped, orgId: "acme" }).consentStatus("usr_asha"),
    bad_request: () => consentScoped.consentStatus("usr_asha"), // it names no organisation
    network: () => dead.dpo(),
    aborted: () => client.dpo({ signal: gone.signal }),
    unexpected_response: () => strange.dpo(),
  };
  for (const [code, fail] of Object.entries(failures)) {
    const error = await (async () => fail())().then(() => assert.fail(`${code}: it did not fail`), (error) => error);
    assert.equal(error.code, code);
    assert.ok(error instanceof Error);
    held("error", error);
    held("errorData", error.toJSON());
    assert.equal(apply("isConsentError", error), true);
  }
});

test("the constants", () => {
  for (const name of others.keys()) if (name in all) held(name, all[name]);
});

// A check that lets everything pass would prove nothing.
test("every declaration was held to an answer, and would have noticed another", () => {
  assert.deepEqual([...valid.keys()].filter((name) => !seen.has(name)), []);
  for (const [name, schema] of [...methods, ...functions]) {
    const answer = seen.get(name);
    const declared = schema.items ?? schema;
    const shape = declared.$ref ? schema.definitions[declared.$ref.split("/").at(-1)] : declared;
    if (shape.type === "boolean") {
      assert.equal(valid.get(name)("true"), false);
      continue;
    }
    const one = schema.items ? answer[0] : answer;
    const notices = (changed) => !valid.get(name)(schema.items ? [changed] : changed);
    for (const [key, member] of Object.entries(shape.properties)) {
      const anything = Object.keys(member).every((word) => word === "description");
      if (!anything) assert.ok(notices({ ...one, [key]: 1n }), `${name}: ${key} may be anything`);
    }
    for (const key of shape.required) {
      const { [key]: _, ...rest } = one;
      assert.ok(notices(rest), `${name}: ${key} may be missing`);
    }
  }
});
