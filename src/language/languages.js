/** The languages that a banner's texts are there in, the source language first. */
export function availableLanguages(banner) {
  const snapshot = banner?.translations_snapshot;
  const source = typeof snapshot?.source_language === "string" ? snapshot.source_language : "en";
  const listed = Array.isArray(snapshot?.languages) ? snapshot.languages : [];
  const others = listed.filter((one) => typeof one?.code === "string" && one.code !== source);
  const first = listed.find((one) => one?.code === source) ?? { code: source, label: source };
  return [first, ...others].map(({ code, label }) => ({ code, label: typeof label === "string" ? label : code }));
}
