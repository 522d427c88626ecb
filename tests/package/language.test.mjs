// A notice in the person's language: what is translated, what stays, and what a hostile snapshot does not do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { availableLanguages, localizeBanner } from "truconsent-wasm/language";
import { choices } from "./random.mjs";

const banner = {
  banner_id: "a0b1c2d3-1111-2222-3333-444455556666",
  collection_point: "a0b1c2d3-1111-2222-3333-444455556666",
  title: "Sign-up form",
  asset: { id: "f1e2d3c4", name: "Marketing Website", description: null, asset_type: "website" },
  organization_name: "Acme",
  banner_settings: {
    primary_color: "#0b5d57",
    logo_url: "https://example.com/Marketing emails",
    reject_all_text: "Reject all",
    footer_text: "{{companyName}} answers within [days], see [our notice](https://example.com).",
  },
  purposes: [
    {
      id: "Marketing emails",
      name: "Marketing emails",
      description: "A  welcome series of\nfive emails_blank",
      consented: "pending",
      purpose_type: "marketing",
      expiry_period: "1 Year",
      expiry_label: "One year",
      data_elements: [{ id: "de-uuid-1", name: "E-mail address" }],
      field_diff: [
        { field: "description", old_value: "Reject all", new_value: "A welcome series of five emails" },
        { field: "expiry_period", old_value: "Reject all", new_value: "1 Year" },
      ],
    },
  ],
  version_diff: { removed_purposes: [{ id: "p9", name: "Reject all" }], changed_fields: ["name"] },
  tools: ["Storage"],
  processing_activities: ["Storage", { id: "Storage", label: "Storage" }],
  translations_snapshot: {
    source_language: "en",
    languages: [{ code: "hi", label: "हिन्दी" }, { code: "ta", label: "தமிழ்" }, { code: "TA" }, { code: "ur", label: null }, { label: "?" }, null],
    text_map: {
      "Sign-up form": { hi: "साइन-अप फ़ॉर्म", ta: "பதிவுப் படிவம்" },
      "MARKETING EMAILS": { hi: "विपणन ईमेल", ta: "சந்தைப்படுத்தல் மின்னஞ்சல்கள்" },
      "Marketing emails": { hi: "", ta: { text: "?" } },
      "A welcome series of five emails": { ta: "ஐந்து வரவேற்பு மின்னஞ்சல்கள்" },
      "Reject all": { "ta-LK": "அனைத்தையும் நிராகரி", hi: "सब अस्वीकार करें" },
      "E-mail address": { hi: "ई-मेल पता" },
      Storage: { ta: "சேமிப்பு" },
    },
  },
};

describe("availableLanguages", () => {
  test("are those of the snapshot, each once, the source language first", () => {
    assert.deepEqual(availableLanguages(banner), [
      { code: "en", label: "English" },
      { code: "hi", label: "हिन्दी" },
      { code: "ta", label: "தமிழ்" },
      { code: "ur", label: "اردو" },
    ]);
  });

  test("without a snapshot it is English, and for what is no banner, too", () => {
    for (const nothing of [{}, { translations_snapshot: "en" }, { translations_snapshot: { languages: "ta" } }, null, undefined, 7, "banner"]) {
      assert.deepEqual(availableLanguages(nothing), [{ code: "en", label: "English" }]);
    }
  });

  test("the source language is the snapshot's, in either casing, with its own label", () => {
    const translationsSnapshot = { sourceLanguage: "ta", languages: [{ code: "en" }, { code: "Ta", label: "Tamil" }] };
    assert.deepEqual(availableLanguages({ translationsSnapshot }), [{ code: "Ta", label: "Tamil" }, { code: "en", label: "English" }]);
  });

  test("a thousand languages are as many, and an odd code is its own label", () => {
    const languages = Array.from({ length: 1000 }, (_, at) => ({ code: `x-${at}` }));
    assert.equal(availableLanguages({ translations_snapshot: { languages } }).length, 1001);
    assert.deepEqual(availableLanguages({ translations_snapshot: { languages: [{ code: "?" }] } })[1], { code: "?", label: "?" });
  });
});

describe("localizeBanner", () => {
  const tamil = localizeBanner(banner, "ta");
  const [purpose] = tamil.purposes;

  test("replaces every text for people, by its key exactly, then in any case, then with white space folded", () => {
    assert.equal(tamil.title, "பதிவுப் படிவம்");
    // The exact key has no text in Tamil: the next one that fits has.
    assert.equal(purpose.name, "சந்தைப்படுத்தல் மின்னஞ்சல்கள்");
    assert.equal(purpose.description, "ஐந்து வரவேற்பு மின்னஞ்சல்கள்");
    assert.deepEqual(tamil.processing_activities, ["சேமிப்பு", { id: "Storage", label: "சேமிப்பு" }]);
    assert.deepEqual(tamil.tools, ["சேமிப்பு"]);
    assert.equal(purpose.field_diff[0].new_value, "ஐந்து வரவேற்பு மின்னஞ்சல்கள்");
  });

  test("of keys that differ in their case alone, one without this language hides no other", () => {
    const text_map = { "REJECT ALL": { hi: "x" }, "Reject all": { ta: "T" } };
    assert.equal(localizeBanner({ title: "reject all", translations_snapshot: { text_map } }, "ta").title, "T");
  });

  test("leaves ids, codes, colours, addresses and states alone", () => {
    assert.equal(purpose.id, "Marketing emails");
    assert.equal(purpose.expiry_period, "1 Year");
    assert.equal(purpose.purpose_type, "marketing");
    assert.equal(purpose.consented, "pending");
    assert.deepEqual(purpose.field_diff[1], banner.purposes[0].field_diff[1]);
    assert.equal(tamil.banner_settings.primary_color, "#0b5d57");
    assert.equal(tamil.banner_settings.logo_url, "https://example.com/Marketing emails");
    assert.deepEqual(tamil.version_diff.changed_fields, ["name"]);
    assert.equal(tamil.translations_snapshot, banner.translations_snapshot);
  });

  test("what has no translation stays, and is named once", () => {
    assert.equal(purpose.data_elements[0].name, "E-mail address");
    assert.equal(tamil.banner_settings.reject_all_text, "Reject all", "ta-LK is not what ta falls back to");
    assert.deepEqual(tamil.missing, ["Marketing Website", "Acme", "Reject all", banner.banner_settings.footer_text, "One year", "E-mail address"]);
  });

  test("a tag falls back to its language, and has a direction by its script", () => {
    const srilankan = localizeBanner(banner, "ta-LK");
    assert.equal(srilankan.banner_settings.reject_all_text, "அனைத்தையும் நிராகரி");
    assert.equal(srilankan.title, "பதிவுப் படிவம்");
    const directions = { ta: "ltr", ur: "rtl", "ur-IN": "rtl", ks: "rtl", "ks-Deva": "ltr", sd: "rtl", "sd_Deva_IN": "ltr", "pa-Arab": "rtl", fa: "rtl", he: "rtl", ar: "rtl", hil: "ltr" };
    for (const [language, dir] of Object.entries(directions)) {
      const localized = localizeBanner(banner, language);
      assert.deepEqual([localized.language, localized.dir], [language, dir]);
    }
  });

  test("in the source language nothing is missing, and placeholders have the organisation's name", () => {
    const english = localizeBanner(banner, "en-IN");
    assert.deepEqual(english.missing, []);
    assert.equal(english.banner_settings.footer_text, "Acme answers within Acme, see [our notice](https://example.com).");
    const nameless = localizeBanner({ ...banner, organization_name: null }, "en");
    assert.equal(nameless.banner_settings.footer_text, banner.banner_settings.footer_text);
    const costly = localizeBanner({ ...banner, organization_name: "$& Sons" }, "en");
    assert.match(costly.banner_settings.footer_text, /^\$& Sons answers/);
  });

  test("once is twice, with the states that it has by then, and into another language it takes the original", () => {
    assert.equal(localizeBanner(tamil, "ta"), tamil);
    assert.deepEqual(localizeBanner(JSON.parse(JSON.stringify(tamil)), "TA"), tamil);
    const since = localizeBanner(banner, "ta");
    since.purposes[0].consented = "declined";
    assert.equal(localizeBanner(since, "ta").purposes[0].consented, "declined");
    for (const localized of [tamil, { ...tamil }, new Proxy(tamil, {})]) {
      assert.throws(() => localizeBanner(localized, "hi"), ({ code, fields }) => code === "invalid_input" && fields[0].field === "banner");
    }
  });

  test("what it costs grows as what it is given: equal names, keys alike, languages, objects in several places", () => {
    const purposes = (length, name) => Array.from({ length }, (_, at) => ({ id: `${at}`, name: name(at) }));
    /** How many translations are read of a map, each of them a language of a key. */
    const reads = (names, text_map) => {
      let count = 0;
      const counted = (translations) => new Proxy(translations, { ownKeys: (target) => (count += Reflect.ownKeys(target).length, Reflect.ownKeys(target)) });
      const map = Object.fromEntries(Object.entries(text_map).map(([key, translations]) => [key, counted(translations)]));
      localizeBanner({ purposes: names, translations_snapshot: { text_map: map } }, "ta");
      return count;
    };
    const languages = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`x${at}`, "?"]));
    assert.equal(reads(purposes(1000, () => "Marketing"), { marketing: languages }), 1000);
    assert.equal(reads(purposes(300, (at) => `a${" ".repeat(at)}b`), Object.fromEntries(purposes(300, (at) => `A${" ".repeat(at)}b`).map(({ name }) => [name, { hi: "?" }]))), 300);

    let shared = { title: "Reject all" };
    for (let level = 0; level < 60; level += 1) shared = { a: shared, b: shared };
    let hindi = localizeBanner({ ...shared, translations_snapshot: banner.translations_snapshot }, "hi");
    while (hindi.b) hindi = hindi.b;
    assert.equal(hindi.title, "सब अस्वीकार करें");
  });

  test("takes what is frozen, and what a proxy stands before, and changes nothing of it", () => {
    const freeze = (value) => (typeof value === "object" && value !== null ? Object.freeze(value) && (Object.values(value).forEach(freeze), value) : value);
    assert.deepEqual(localizeBanner(freeze(structuredClone(banner)), "ta"), tamil);
    const reactive = (value) => typeof value !== "object" || value === null ? value : new Proxy(value, { get: (target, key) => reactive(target[key]) });
    assert.deepEqual(JSON.parse(JSON.stringify(localizeBanner(reactive(banner), "ta"))), JSON.parse(JSON.stringify(tamil)));
  });

  test("refuses what is no banner and no language, with the error that all else has", () => {
    for (const [given, language, field] of [[null, "ta", "banner"], [[], "ta", "banner"], ["x", "ta", "banner"], [banner, "", "language"], [banner, null, "language"], [banner, "ta ", "language"], [banner, undefined, "language"], [banner, "x".repeat(1e6), "language"]]) {
      assert.throws(() => localizeBanner(given, language), ({ name, code, fields }) => name === "ConsentError" && code === "invalid_input" && fields[0].field === field);
    }
  });

  test("hostile snapshots change no prototype, and cost no more than their size", () => {
    const snapshot = (text) => ({ translations_snapshot: { languages: [], text_map: text } });
    const map = JSON.parse('{"__proto__": {"ta": "?"}, "constructor": {"ta": "!"}, "a": null, "b": 7, "c": "ta", "d": [["ta"]], "e": {"__proto__": {"ta": "x"}, "ta": {"ta": "y"}}}');
    const odd = localizeBanner({ title: "__proto__", purposes: [..."abcde"].map((name) => ({ id: name, name })).concat({ id: "f", name: "constructor" }, { id: "g", name: "toString" }), ...snapshot(map) }, "ta");
    assert.deepEqual([odd.title, ...odd.purposes.map(({ name }) => name)], ["?", "a", "b", "c", "d", "e", "!", "toString"]);
    assert.equal({}.ta, undefined);
    const own = JSON.parse('{"purposes": [{"__proto__": {"name": "x"}, "name": "y"}]}');
    assert.ok(Object.hasOwn(localizeBanner(own, "ta").purposes[0], "__proto__"));

    const megabyte = "[".repeat(500_000) + "{{companyName".repeat(40_000);
    const languages = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`x${at}`, "?"]));
    const large = localizeBanner({ title: megabyte, organization_name: "Acme", purposes: Array.from({ length: 1000 }, (_, at) => ({ id: `${at}`, name: `Purpose ${at}` })), ...snapshot({ [`${megabyte} `]: { ta: megabyte }, "purpose 7": languages }) }, "ta");
    assert.equal(large.title, megabyte);

    const circle = { title: "Sign-up form" };
    circle.self = circle;
    circle.both = [circle, circle];
    assert.equal(localizeBanner(circle, "ta").title, "Sign-up form");
    let deep = { title: "deep" };
    for (let i = 0; i < 10_000; i += 1) deep = { deep };
    assert.equal(localizeBanner(deep, "ta").dir, "ltr");
  });

  test("whatever the banner, ids, addresses, colours and states stay, and twice is once", () => {
    const { pick, times } = choices(20_260_512);
    const words = ["Sign-up form", "sign-up  FORM", "Reject all", "?", "{{companyName}} [x]", "", "Acme"];
    const random = (depth = 0) => {
      const kind = pick(depth > 3 ? ["text", "null"] : ["text", "null", "list", "object", "object"]);
      if (kind === "text") return pick(words);
      if (kind === "list") return times(3, () => random(depth + 1));
      if (kind === "null") return pick([null, true, 7]);
      return Object.fromEntries(times(6, () => [pick(["id", "name", "title", "color", "url", "consented", "description", "label", "field", "old_value", "purposes"]), random(depth + 1)]));
    };
    const kept = (value, found = []) => {
      if (typeof value === "object" && value !== null) {
        for (const [name, member] of Object.entries(value)) {
          if (["id", "color", "url", "consented", "field"].includes(name) && typeof member !== "object") found.push([name, member]);
          else kept(member, found);
        }
      }
      return found;
    };
    for (let i = 0; i < 2_000; i += 1) {
      const one = { ...random(0), purposes: random(1), translations_snapshot: banner.translations_snapshot, organization_name: pick(["Acme", null]) };
      const before = JSON.stringify(one);
      const localized = localizeBanner(one, pick(["ta", "hi", "en", "ur"]));
      const { language, dir, missing, ...rest } = localized;
      assert.deepEqual(kept(rest), kept(one), before);
      assert.deepEqual(localizeBanner(localized, language), localized);
      assert.equal(JSON.stringify(one), before);
      assert.ok(dir && new Set(missing).size === missing.length);
    }
  });
});
