// The proxy's types, as a server uses them.

import { createProxy, type ProxyLogEntry, type ProxyOptions, type ProxyReport } from "truconsent-wasm/proxy";

const lines: ProxyLogEntry[] = [];
const options: ProxyOptions = {
  upstream: "https://api.example.com",
  consentKey: "one",
  adminKey: "two",
  orgId: "acme",
  origin: ["https://shop.example.com"] as const,
  person: async (request) => request.headers.get("x-person"),
  log: (entry) => void lines.push(entry),
};
const proxy: (request: Request) => Promise<Response> = createProxy(options);
const report: ProxyReport | null | undefined = lines[0]?.report;

createProxy({ ...options, statusUpstream: "https://status.example.com", basePath: "/consent", timeoutMs: 5_000, fetch });
// @ts-expect-error: somebody has to say who it is
createProxy({ ...options, person: undefined });
// @ts-expect-error: a person is known by text
createProxy({ ...options, person: () => 5 });
// @ts-expect-error: no option of this name
createProxy({ ...options, consetnKey: "" });

export { proxy, report };
