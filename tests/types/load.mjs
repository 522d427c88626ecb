// Loads the packed package by its own name, with the bytes that a page would fetch.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import init, { mergeConsents } from "truconsent-wasm";

const module = await readFile(fileURLToPath(import.meta.resolve("truconsent-wasm/truconsent_wasm_bg.wasm")));
await init({ module_or_path: module });
const merged = mergeConsents([], null);
if (merged.status !== "no_records") throw new Error(`mergeConsents([], null) answered ${JSON.stringify(merged)}`);
