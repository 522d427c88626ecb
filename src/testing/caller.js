// Who calls, and whose records they may touch.

import { forbidden, Refusal } from "./refusal.js";

/**
 * By the key that was sent, where the organisation has keys; else the person who is signed in; else, where there is
 * neither, somebody who may do everything.
 */
export function callerOf(headers, { api_keys, slug }, person) {
  const key = api_keys ? headers.get("x-api-key") : null;
  if (person !== undefined && key === null) return { person, isAdmin: true, isKnown: true };
  if (!api_keys) return { isAdmin: true, isKnown: true };
  if (!key) throw new Refusal(401, "API key required (X-API-Key header)");
  const known = api_keys.find((one) => one.key === key);
  if (!known) throw new Refusal(401, "Invalid API key");
  return { isAdmin: known.scope === "admin", isKnown: headers.get("x-org-id") === slug };
}

/** A session belongs to one data principal; a key may act for everybody. */
export function mayActFor({ person }, userId) {
  if (person !== undefined && person !== userId) throw forbidden("This session belongs to another person");
}
