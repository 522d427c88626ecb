// How a language writes dates, numbers and lists. A browser takes long to make such a format: each is made when it is first
// needed, and once for all elements.

const known = new Map();

/** The formats of a language, as functions that give them. */
export function formatsOf(language) {
  if (!known.has(language)) known.set(language, made(language));
  return known.get(language);
}

function made(language) {
  // In the reader's own region, where the browser speaks the language: dates then look as they do at home.
  const region = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
  const date = (options) => once(() => new Intl.DateTimeFormat(region, options));
  const periods = new Map();
  return {
    dateAndTime: date({ dateStyle: "long", timeStyle: "short" }),
    day: date({ dateStyle: "long" }),
    dateOnly: date({ dateStyle: "long", timeZone: "UTC" }),
    timeOnly: date({ timeStyle: "short" }),
    number: once(() => new Intl.NumberFormat(region)),
    period: (unit) => {
      if (!periods.has(unit)) periods.set(unit, new Intl.NumberFormat(region, { style: "unit", unit, unitDisplay: "long" }));
      return periods.get(unit);
    },
    plural: once(() => new Intl.PluralRules(language)),
    conjunction: once(() => new Intl.ListFormat(region, { type: "conjunction" })),
  };
}

function once(make) {
  let result;
  return () => (result ??= make());
}
