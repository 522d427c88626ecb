// What happens to the page that a store is on.

/** Watches it until the signal. Where there is no page, nothing happens to it. */
export function watchPage(signal, left, returned) {
  if (!globalThis.document) return;
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && returned(), { signal });
  addEventListener("online", returned, { signal });
  // An open channel may keep the page out of the back/forward cache. What is told meanwhile is missed.
  addEventListener("pagehide", left, { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && returned(true), { signal });
}
