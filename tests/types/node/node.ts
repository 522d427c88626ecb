// A project without the types of a browser: every declaration compiles, and what Node has is taken.
import { readFile } from "node:fs/promises";
import init, { ConsentClient, fetchEarly } from "truconsent-wasm";

const bytes = await readFile("truconsent_wasm_bg.wasm");
await init(bytes);
await init({ module_or_path: bytes });
await init(new URL("https://example.org/truconsent_wasm_bg.wasm"));
await init(fetch("https://example.org/truconsent_wasm_bg.wasm"));
// @ts-expect-error a number is no module
await init(7);

fetchEarly("https://example.org/api/dpo", { credentials: "omit" });
const client = new ConsentClient({ baseUrl: "https://example.org/api", apiKey: process.env["KEY"] });
await client.dpo({ signal: AbortSignal.timeout(1_000) });
