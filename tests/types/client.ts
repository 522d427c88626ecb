import init, { ConsentClient, fetchEarly, isConsentError } from "truconsent-wasm";
import sameInit, { ConsentClient as SameClient } from "truconsent-wasm/inline";
import address from "truconsent-wasm/truconsent_wasm_bg.wasm";
import type { AnswerDrift, ConsentClientOptions, ConsentError, ConsentErrorCode, FieldError, RequestOptions, RouteName } from "truconsent-wasm";
import { expect, type Equal } from "./check.js";

expect<Equal<ReturnType<typeof init>, Promise<unknown>>>();
expect<Equal<ReturnType<typeof fetchEarly>, void>>();
fetchEarly("/api/dpo");
fetchEarly("/api/dpo", { headers: { "X-Org-Id": "acme" }, credentials: "include" });
// @ts-expect-error: headers are a record here, for both sides have to spell them alike
fetchEarly("/api/dpo", { headers: new Headers() });
await init();
await init(new URL("https://example.org/truconsent_wasm_bg.wasm"));
await init({ module_or_path: fetch("/truconsent_wasm_bg.wasm") });
await init(undefined);
await init(WebAssembly.compileStreaming(fetch("/truconsent_wasm_bg.wasm")));
await init({ module_or_path: new WebAssembly.Module(new Uint8Array(8)) });
await init(address);
await sameInit(new Uint8Array(8));
// @ts-expect-error a number is no module
await init(7);
// @ts-expect-error nor is nothing at all
await init(null);
// @ts-expect-error nor an object that is something else
await init({ bytes: new Uint8Array(8) });

// Everything but the address may be left out, and what is given has its type.
const client = new ConsentClient({ baseUrl: "/api" });
new ConsentClient({
  baseUrl: "https://api.example.org",
  consentsBaseUrl: "https://consents.example.org",
  apiKey: "key",
  orgId: "acme",
  headers: { "X-Trace": "1" },
  credentials: "include",
  timeoutMs: 1000,
  deadlineMs: 5000,
  maxRetries: 0,
  routes: { userBanners: "/api/v1/banners/user/{user_id}" },
  onDrift: (drift) => expect<Equal<typeof drift, AnswerDrift>>(),
});
new ConsentClient({ baseUrl: "/api", onDrift: async ({ operation, path, problem }: { operation: string; path: string; problem: string }) => console.warn(operation, path, problem) });
new ConsentClient({ baseUrl: "/api", onDrift: undefined });
// @ts-expect-error not a function
new ConsentClient({ baseUrl: "/api", onDrift: true });
new ConsentClient({ baseUrl: "/api", headers: () => ({ Authorization: "Bearer t" }) });
new SameClient({ baseUrl: "/api" }) satisfies ConsentClient;
new ConsentClient({ baseUrl: "/api", headers: async () => ({ Authorization: "Bearer t" }) });
// @ts-expect-error the address is missing
new ConsentClient({});
// @ts-expect-error no options at all
new ConsentClient();
// @ts-expect-error misspelt
new ConsentClient({ baseURL: "/api" });
// @ts-expect-error a number as text
new ConsentClient({ baseUrl: "/api", timeoutMs: "1000" });
// @ts-expect-error no such call
new ConsentClient({ baseUrl: "/api", routes: { nothing: "/" } });
// @ts-expect-error not a mode of fetch
new ConsentClient({ baseUrl: "/api", credentials: "always" });
// @ts-expect-error header values are text
new ConsentClient({ baseUrl: "/api", headers: { "X-Trace": 1 } });
// @ts-expect-error the key cannot be read back
client.apiKey;

expect<Equal<ConsentClientOptions["baseUrl"], string>>();
expect<Equal<RequestOptions, { signal?: AbortSignal | null | undefined; timeoutMs?: number | undefined }>>();

// What a caller has or has not is handed on as it is.
export async function handOn(signal?: AbortSignal, text?: string, number?: number, include?: "user" | "all") {
  const limits = { timeoutMs: number, deadlineMs: number, maxRetries: number };
  const made = new ConsentClient({ baseUrl: "/api", apiKey: text, orgId: text, consentsBaseUrl: text, ...limits });
  new ConsentClient({ baseUrl: "/api", headers: undefined, credentials: undefined, routes: undefined });
  fetchEarly("/api/dpo", { headers: undefined, credentials: undefined });
  await made.currentConsents("usr_asha", { signal, timeoutMs: number, include });
  await made.updateGrievance("GRV-A1B2C3D4", { status: text, attachment_url: text });
  await made.updateNominee("id", { nominee_name: text, purpose_of_appointment: text, status: text });
}

// Every call can be given another address, by its own name; the merged one is made of three others.
expect<Equal<RouteName, Exclude<keyof ConsentClient, "currentConsents" | "free" | "baseUrl">>>();

expect<Equal<ConsentClient["baseUrl"], string>>();
// @ts-expect-error for another address make another client
client.baseUrl = "/api";

// Calls take their options last, and only options.
const { signal } = new AbortController();
await client.listBanners({ signal, timeoutMs: 100 });
// @ts-expect-error a signal is not options
await client.listBanners(signal);
// @ts-expect-error the person is missing
await client.userBanners();
// @ts-expect-error a person's id is text
await client.userBanners(7);

// A caught value is nothing until the guard says so; then its code can be told apart without a default branch.
try {
  await client.dpo();
} catch (error) {
  expect<Equal<typeof error, unknown>>();
  if (isConsentError(error)) {
    expect<Equal<typeof error, ConsentError>>();
    expect<Equal<typeof error.code, ConsentErrorCode>>();
    expect<Equal<typeof error.status, number | null>>();
    expect<Equal<typeof error.fields, FieldError[]>>();
    expect<Equal<typeof error.cause, unknown>>();
    const asError: Error = error;
    const data = error.toJSON();
    expect<Equal<typeof data.name, "ConsentError">>();
    // @ts-expect-error the stack and the cause stay behind
    data.cause;
    // @ts-expect-error no such code
    if (error.code === "oops") throw asError;
  }
}
