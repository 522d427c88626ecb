// The one way to write a JSON value (RFC 8785), and what it hashes to.

import { refusal } from "../package/refusal.js";

/** Throws for what JSON cannot hold: no number, half a character, a function. Members that are undefined are not there. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${Array.from(value, (item) => canonical(item ?? null)).join()}]`;
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value).filter((name) => value[name] !== undefined).sort();
    return `{${names.map((name) => `${canonical(name)}:${canonical(value[name])}`).join()}}`;
  }
  const isJson = typeof value === "number" ? Number.isFinite(value) : typeof value === "string" ? !/\p{Cs}/u.test(value) : value === null || typeof value === "boolean";
  if (!isJson) throw new TypeError("JSON has no such value.");
  return JSON.stringify(value);
}

/** SHA-256 of a text, in lower-case hex. */
export async function hash(text) {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) {
    throw refusal({
      message: "truconsent-wasm/receipt: this page has no cryptography.",
      code: "invalid_options",
      operation: "consentReceipt",
      hint: "Browsers give it to pages on https and on loopback only.",
    });
  }
  const digest = await subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
