// Reading what the caller sent.

import { badRequest, Refusal } from "./refusal.js";

/** Larger bodies are refused. */
const LIMIT = 64 * 1024;

/** The members of a JSON object body. */
export function readFields(type, bytes) {
  if (!/^application\/([^;]+\+)?json *(;|$)/i.test(type ?? "")) throw new Refusal(415, "Content-Type must be application/json");
  if (bytes.byteLength > LIMIT) throw new Refusal(413, "The request body is larger than 64 KB");
  const fields = parse(bytes);
  if (!isObject(fields)) throw badRequest("The request body must be a JSON object");
  return fields;
}

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), exact);
  } catch {
    throw badRequest("The request body is not valid JSON");
  }
}

/** What JavaScript takes and other readers of JSON do not: half a character, and a number beyond all numbers. */
function exact(name, value) {
  if ([name, value].some((text) => typeof text === "string" && /\p{Surrogate}/u.test(text))) throw new SyntaxError("half a character");
  if (value === Infinity || value === -Infinity) throw new SyntaxError("too large a number");
  return value;
}

const isBlank = (text) => !/\P{White_Space}/u.test(text);

/** A string that must be there, and not blank. */
export function required(fields, name) {
  const value = fields[name] ?? null;
  if (value === null) throw badRequest(`${name} is required`);
  if (typeof value !== "string") throw badRequest(`${name} must be a string`);
  if (isBlank(value)) throw badRequest(`${name} must not be empty`);
  return value;
}

/** Undefined when absent, otherwise as `required`. */
export const changed = (fields, name) => (fields[name] === undefined ? undefined : required(fields, name));

/** A string or null; undefined when absent. */
export const nullable = (fields, name) => (fields[name] === null ? null : changed(fields, name));
