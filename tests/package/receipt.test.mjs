// Receipts: the published examples, their schema, the published vectors of canonical JSON, and what is found of a change.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import init, { isConsentError } from "truconsent-wasm";
import { localizeBanner } from "truconsent-wasm/language";
import { consentReceipt, verifyReceipt } from "truconsent-wasm/receipt";
import { root } from "../../.ci/lib/paths.mjs";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { canonical } from "../../src/receipt/canonical.js";
import { choices } from "./random.mjs";

const read = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));
const examples = read("tests", "receipts.json");
const example = (name) => examples.find((one) => one.name.startsWith(name));
const receiptOf = (name) => structuredClone(example(name).receipt);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const isValid = async (receipt) => (await verifyReceipt(receipt)).valid;
const states = (receipt) => receipt["dpv:hasProcess"].map((process) => process["dpv:hasConsentStatus"]?.[0]["@type"][0]);

before(() => init());

describe("canonical JSON", () => {
  const { texts, numbers } = read("tests", "package", "rfc8785.json");

  for (const { name, input, canonical: expected } of texts) {
    test(`as RFC 8785's test data have it: ${name}`, () => assert.equal(canonical(JSON.parse(input)), expected));
  }

  test("numbers, as its Appendix B has them; those that JSON has not are refused", () => {
    assert.ok(numbers.length > 20);
    for (const [bits, expected] of numbers) {
      const value = Buffer.from(bits, "hex").readDoubleBE();
      if (expected === null) assert.throws(() => canonical(value), TypeError);
      else assert.equal(canonical(value), expected);
    }
  });

  test("half a character is refused, in a value and in a name; so is what is no JSON", () => {
    for (const value of ["\ud83d", "a\ude00", { "\udead": 1 }, [NaN], { a: Infinity }, 1n, () => 1, Symbol("a"), undefined]) {
      assert.throws(() => canonical(value), TypeError);
    }
    assert.equal(canonical({ a: undefined, b: [undefined, "\ud83d\ude00"] }), '{"b":[null,"\ud83d\ude00"]}');
  });
});

describe("consentReceipt", () => {
  const schema = createRequire(import.meta.url)("truconsent-wasm/receipt.schema.json");
  const check = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
  const fits = (receipt) => assert.ok(check(receipt), JSON.stringify(check.errors));

  for (const { name, input, receipt } of examples) {
    test(`gives the published receipt, to the byte, and it fits the schema: ${name}`, async () => {
      const before = JSON.stringify(input);
      const made = await consentReceipt(input);
      assert.equal(JSON.stringify(made), JSON.stringify(receipt));
      assert.equal(JSON.stringify(input), before, "the input stays");
      fits(made);
      const { receipt_hash: told, ...rest } = made;
      assert.deepEqual([sha256(canonical(rest)), sha256(canonical(made.notice))], [told, made.notice_hash]);
      assert.deepEqual(await verifyReceipt(JSON.parse(JSON.stringify(made, null, 2))), { valid: true, problems: [] });
    });
  }

  test("says of each purpose what was decided, and nothing more", () => {
    assert.deepEqual(states(receiptOf("all of it")), ["dpv:ConsentGiven", "dpv:ConsentGiven", undefined]);
    assert.deepEqual(states(receiptOf("only what")), ["dpv:ConsentGiven", "dpv:ConsentRefused", undefined]);
    assert.deepEqual(states(receiptOf("withdrawn")), ["dpv:ConsentWithdrawn", "dpv:ConsentWithdrawn", undefined]);
    assert.deepEqual(states(receiptOf("closed")), ["dpv:ConsentRequestDeferred", "dpv:ConsentRequestDeferred", undefined]);
    assert.deepEqual(states(receiptOf("a notice")), [undefined]);
    const { "dpv:hasProcess": named, notice } = receiptOf("of what the notice names no more");
    assert.deepEqual([named.map((one) => one["dpv:hasIdentifier"]), notice.purposes.map(({ id }) => id)], [["p-account", "p-gone"], ["p-account"]]);
  });

  test("names each purpose's data and recipients, its period, who, when and how", () => {
    const { "dpv:hasProcess": [account, news], ...receipt } = receiptOf("all of it");
    assert.deepEqual(account["dpv:hasPersonalData"].map((one) => one["skos:prefLabel"]), ["Email address", "Name"]);
    assert.deepEqual(news["dpv:hasRecipient"].map((id) => receipt["dpv:hasEntity"][id]["dpv:hasName"]), ["Acme Corp Ltd", "Post & Sons"]);
    assert.equal(news["dpv:hasConsentStatus"][0]["dpv:hasDuration"]["rdf:value"], "2027-01-31T09:30:00Z");
    assert.equal(account["dpv:hasConsentStatus"][0]["dpv:hasDuration"], undefined);
    assert.equal(receipt["dpv:hasDataSubject"]["dpv:hasIdentifier"], "usr_asha");
    assert.deepEqual([receipt["dct:created"], receipt["dct:issued"], receipt["dpv:hasIdentifier"]], ["2026-01-31T09:30:00Z", undefined, "rec-01"]);
    assert.equal(receiptOf("only what")["dpv:hasRecordOfActivity"][0]["dpv:hasIndicationMethod"], "only_necessary");
    assert.equal(receiptOf("closed")["dpv:hasDataSubject"], undefined);
    const given = receiptOf("with the officer");
    assert.deepEqual([given["dct:issued"], given["dpv:hasDataProtectionOfficer"]["dpv:hasContact"]], ["2026-01-31T11:46:40.000Z", "dpo@acme.example"]);
  });

  test("has the notice in the language in which it was shown: the one named, the banner's own, the record's, the source", async () => {
    const { input } = example("in Tamil");
    const languageOf = async (more) => (await consentReceipt({ ...input, ...more })).notice["dct:language"];
    assert.equal(await languageOf({}), "ta-IN");
    assert.equal(await languageOf({ language: "en" }), "en");
    assert.equal(await languageOf({ record: { ...input.record, metadata: { consent_language: "no tag!" } } }), "en");
    const localized = localizeBanner(input.banner, "ta");
    assert.equal(await languageOf({ banner: localized }), "ta");
    const { title, purposes } = (await consentReceipt({ ...input, banner: localized })).notice;
    assert.deepEqual([title, purposes[0].name], [localized.title, localized.purposes[0].name]);
    const { notice } = receiptOf("in Tamil");
    assert.equal(notice.title, "பதிவுப் படிவம்");
    assert.ok(notice.untranslated.includes("Five a year.") && !notice.untranslated.includes("Marketing Website"), "of the notice only");
  });

  test("refuses what cannot be proven, with the error that all else has", async () => {
    const { record, banner } = example("all of it").input;
    const circle = { ...banner };
    circle.self = circle;
    const refused = [
      [undefined, "record"], [{}, "record"], [{ record, banner: null }, "banner"], [{ record, banner: [] }, "banner"],
      [{ record: "rec-01", banner }, "record"], [{ record: { ...record, id: null, request_id: null }, banner }, "record"],
      [{ record, banner, now: "soon" }, "now"], [{ record, banner, user_id: 7 }, "user_id"], [{ record, banner: circle }, "banner"],
      [{ record: { ...record, size: 1n }, banner }, "record"], [{ record, banner, language: "?" }, "language"],
    ];
    for (const [input, field] of refused) {
      await assert.rejects(consentReceipt(input), (error) => isConsentError(error) && error.code === "invalid_input" && error.fields[0].field === field, field);
    }
    await assert.rejects(consentReceipt({ record: { ...record, collection_point_id: "another" }, banner }), { code: "invalid_input" });
  });

  test("what is odd in a banner breaks no receipt", async () => {
    const { record } = example("all of it").input;
    const odd = JSON.parse('{"__proto__": {"title": "?"}, "constructor": 7}');
    const banner = {
      ...example("all of it").input.banner, ...odd, banner_settings: { ...odd, text: 7, "\ud800title": "x", footer_text: "a\udc00" }, data_elements: [null, 7, { id: "__proto__", name: null }], legal_entities: "?",
      purposes: [{ id: "p-news", name: "News", is_mandatory: false, expiry_period: "until you leave", relationships: { data_elements: ["__proto__", null, { id: "x" }], legal_entities: ["__proto__"] } }],
    };
    const receipt = await consentReceipt({ record: { ...record, metadata: { button_used: { x: 1 }, consent_language: ["ta"] } }, banner, officer: "?" });
    fits(receipt);
    assert.ok(await isValid(JSON.parse(JSON.stringify(receipt))));
    assert.equal({}.title, undefined);
    assert.deepEqual(receipt.notice.texts, { footer_text: "a\ufffd" });
    assert.equal(receipt["dpv:hasProcess"][0]["dpv:hasConsentStatus"][0]["dpv:hasDuration"]["rdf:value"], "until you leave");
  });
});

describe("verifyReceipt", () => {
  /** Every place of a value, as the list of names that leads there. */
  function* places(value, path = []) {
    if (path.length) yield path;
    if (typeof value === "object" && value !== null) for (const name of Object.keys(value)) yield* places(value[name], [...path, name]);
  }
  const at = (value, path) => path.reduce((inner, name) => inner[name], value);
  const changed = (value) => (typeof value === "string" ? `${value} ` : typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : null === value ? "" : null);

  test("finds any one member that is changed, added or taken, wherever it is", async () => {
    const original = receiptOf("in Tamil");
    let tried = 0;
    for (const path of places(original)) {
      const [inner, name] = [path.slice(0, -1), path.at(-1)];
      for (const spoil of [
        (receipt) => void (at(receipt, inner)[name] = changed(at(receipt, path))),
        (receipt) => (Array.isArray(at(receipt, inner)) ? at(receipt, inner).splice(Number(name), 1) : delete at(receipt, inner)[name]),
        (receipt) => (Array.isArray(at(receipt, inner)) ? at(receipt, inner).splice(Number(name), 0, "more") : (at(receipt, inner)[`${name}_`] = null)),
      ]) {
        const receipt = structuredClone(original);
        spoil(receipt);
        const { valid, problems } = await verifyReceipt(receipt);
        assert.ok(!valid && problems.length, path.join("/"));
        if (path[0] === "notice" && inner.length) assert.ok(problems.includes("notice_changed") && problems.includes("receipt_changed"), path.join("/"));
        tried += 1;
      }
    }
    assert.ok(tried > 500);
  });

  test("of names in any order it finds the same: seeded", async () => {
    const { next } = choices(27_560);
    const shuffled = (value) => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).map(([name, member]) => [next(), name, shuffled(member)]);
      return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, name, member]) => [name, member]));
    };
    for (const { receipt } of examples) {
      for (let i = 0; i < 20; i += 1) {
        const other = shuffled(receipt);
        assert.ok(await isValid(other));
        other.notice.title += "!";
        assert.equal(await isValid(other), false);
      }
    }
  });

  test("does not throw, whatever it is given", async () => {
    const circle = { "@type": ["dpv:ConsentReceipt"] };
    circle.self = circle;
    let deep = {};
    for (let i = 0; i < 100_000; i += 1) deep = { deep };
    const hostile = new Proxy({}, { get: () => assert.fail("read"), ownKeys: () => assert.fail("listed") });
    const { receipt_hash: told, ...rest } = { ...receiptOf("all of it"), "@type": ["dpv:ConsentRecord"] };
    const another = { ...rest, receipt_hash: sha256(canonical(rest)) };
    assert.ok(told !== another.receipt_hash);
    for (const value of [undefined, null, 7, "receipt", true, 1n, Symbol("a"), [], {}, circle, deep, hostile, { ...receiptOf("all of it"), title: "\ud800" }, another, JSON.parse('{"__proto__": {"valid": true}}')]) {
      const { valid, problems } = await verifyReceipt(value);
      assert.ok(!valid && problems.includes("not_a_receipt"), typeof value);
    }
    assert.equal(await isValid({ ...receiptOf("all of it"), more: "?".repeat(5_000_000) }), false);
  });

  test("on a page without cryptography it says so", async (t) => {
    t.mock.getter(globalThis, "crypto", () => ({}));
    for (const call of [() => verifyReceipt(receiptOf("all of it")), () => consentReceipt(example("all of it").input)]) {
      await assert.rejects(call, (error) => isConsentError(error) && error.code === "invalid_options" && /https/.test(error.hint));
    }
  });
});

test("the README's script, which has only the saved file, finds the same", () => {
  const [, script] = readFileSync(join(root, "README.md"), "utf8").match(/^```js\n(\/\/ node verify\.mjs receipt\.json\n.*?)^```$/ms);
  const folder = scratchDir();
  writeFileSync(join(folder, "verify.mjs"), script);
  const verify = (receipt) => {
    writeFileSync(join(folder, "receipt.json"), JSON.stringify(receipt, null, 2));
    const { status, stdout } = spawnSync(process.execPath, ["verify.mjs", "receipt.json"], { cwd: folder, encoding: "utf8" });
    return [status, stdout];
  };
  for (const { name, receipt } of examples) assert.deepEqual(verify(receipt), [0, "as it was made\n"], name);
  const spoilt = receiptOf("only what");
  spoilt["dpv:hasProcess"][1]["dpv:hasConsentStatus"][0]["@type"] = ["dpv:ConsentGiven"];
  assert.deepEqual(verify(spoilt), [0, "changed\n"]);
});
