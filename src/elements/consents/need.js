// Whether to ask at a collection point, and why.

import { needsDecision } from "truconsent-wasm";

/** As the package says it. A banner so odd that nobody can tell is shown without a reason. */
export function needOf(banner) {
  try {
    return needsDecision(banner);
  } catch {
    return { needed: false, reason: null, purposes: [], changes: [] };
  }
}
