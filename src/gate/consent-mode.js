const SIGNALS = [
  "ad_storage",
  "ad_user_data",
  "ad_personalization",
  "analytics_storage",
  "functionality_storage",
  "personalization_storage",
  "security_storage",
];

/** Says to Google's tags that all is denied, and returns what tells them of every change. */
export function consentMode(map) {
  const layer = (globalThis.dataLayer ??= []);
  // Tags know it by being an `arguments` object.
  function gtag() {
    layer.push(arguments);
  }
  const read = (allows) =>
    Object.fromEntries(SIGNALS.map((signal) => {
      const purposes = Object.keys(map).filter((what) => map[what].includes(signal));
      return [signal, purposes.length && purposes.every(allows) ? "granted" : "denied"];
    }));

  let told = read(() => false);
  gtag("consent", "default", { ...told, wait_for_update: 500 });
  return (allows) => {
    const now = read(allows);
    if (SIGNALS.every((signal) => now[signal] === told[signal])) return;
    told = now;
    gtag("consent", "update", now);
  };
}
