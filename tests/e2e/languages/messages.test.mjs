// The files of messages: complete, each in its own language, none missing and none left over.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { filesBelow } from "../../../.ci/lib/paths.mjs";
import { root } from "../support/demo.mjs";
import { LANGUAGES, words } from "../support/words.mjs";

const read = (...path) => readFileSync(join(root, ...path), "utf8");
const gaps = (text) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();
const SCRIPTS = {
  en: /\p{Script=Latin}/u, hi: /\p{Script=Devanagari}/u, ta: /\p{Script=Tamil}/u, ur: /\p{Script=Arabic}/u,
};

test("the four languages are complete, and each is written in its own script", () => {
  assert.deepEqual([...LANGUAGES].sort(), Object.keys(SCRIPTS).sort());
  const keys = Object.keys(words.en);
  for (const language of LANGUAGES) {
    assert.deepEqual(Object.keys(words[language]), keys, language);
    for (const [key, text] of Object.entries(words[language])) {
      assert.deepEqual(gaps(text), gaps(words.en[key]), `${language} ${key}: the gaps`);
      assert.equal(text, text.trim(), `${language} ${key}: space around it`);
      // What is left when its gaps are filled: other people's words, and signs.
      const own = text.replace(/\{\w+\}/g, "");
      if (/\p{L}/u.test(own)) assert.match(own, SCRIPTS[language], `${language} ${key}: in another language`);
      else if (key !== "action.at") assert.doesNotMatch(words.en[key].replace(/\{\w+\}/g, ""), /\p{L}/u, `${language} ${key}: without words`);
    }
  }
});

test("numbers are written as the reader's region writes them: none stands in a message", () => {
  for (const language of LANGUAGES) {
    for (const [key, text] of Object.entries(words[language])) {
      assert.doesNotMatch(text.replace("+91 98765 43210", ""), /\p{Nd}/u, `${language} ${key}`);
    }
  }
});

test("what speaks of a number has a form for each plural of each language", () => {
  const counted = Object.keys(words.en).filter((key) => key.endsWith(".one"));
  assert.ok(counted.length >= 5);
  for (const language of LANGUAGES) {
    for (const category of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
      for (const key of counted) {
        assert.ok(key.replace(/one$/, category) in words[language], `${language} ${key}: ${category}`);
      }
    }
  }
});

test("no message is missing, and none is left over", () => {
  const scripts = ["src/elements", "www"].flatMap((folder) => filesBelow(join(root, folder)))
    .filter((file) => file.endsWith(".js") && !/(words|server|proxy)[/]|words\.js$/.test(relative(root, file)))
    .map((file) => readFileSync(file, "utf8").replace(/\/\*\*[^]*?\*\/|^ *\/\/.*$/gm, ""));
  const html = [...read("www", "index.html").matchAll(/data-t(?:-label)?="([^"]+)"/g)].map(([, key]) => key);
  const whole = scripts.flatMap((code) => [...code.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, key]) => key));
  const made = scripts.flatMap((code) => [...code.matchAll(/`((?:[a-z_]|\$\{[^}]*\})+\.(?:[a-z_.]|\$\{[^}]*\})+)`/g)])
    .map(([, template]) => new RegExp(`^${template.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[a-z_]+")}(\\.[a-z]+)?$`));
  // A key with an end of its own: `${key}_what`.
  made.push(...scripts.flatMap((code) => [...code.matchAll(/`\$\{\w+\}(_[a-z]+)`/g)]).map(([, end]) => new RegExp(`${end}$`)));
  assert.deepEqual(made.filter((pattern) => pattern.test("left.over")), [], "a pattern that everything matches");
  const keys = Object.keys(words.en);
  const plural = /\.(one|other)$/;
  const isThere = (key) => key in words.en || `${key}.other` in words.en;
  assert.ok(html.length > 10 && whole.length > 100 && made.length > 15);
  assert.deepEqual([...html, ...whole].filter((key) => !isThere(key)), [], "missing");
  for (const pattern of made) assert.ok(keys.some((key) => pattern.test(key)), `nothing for ${pattern}`);
  const named = new Set([...html, ...scripts.flatMap((code) => [...code.matchAll(/"([a-z_.]+)"/g)].map(([, key]) => key))]);
  const used = (key) => named.has(key) || named.has(key.replace(plural, "")) || made.some((pattern) => pattern.test(key));
  assert.deepEqual(keys.filter((key) => !used(key)), [], "left over");
});

test("every code of the package has a sentence, and no sentence has a code of its own", () => {
  const union = /type ConsentErrorCode =([^;]+);/.exec(read("pkg", "truconsent_wasm.d.ts"))[1];
  const codes = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  assert.ok(codes.length > 15);
  const own = ["program", "other", "unchanged"];
  const said = Object.keys(words.en).filter((key) => key.startsWith("failed.")).map((key) => key.slice(7));
  assert.deepEqual(said.sort(), [...codes, ...own].sort());
  for (const start of ["unsaved", "unsaved_next", "refused", "refused_next", "next"]) {
    const others = ["title", "stands", "dismiss", "wait.one", "wait.other", ...own, ...codes];
    for (const key of Object.keys(words.en).filter((key) => key.startsWith(`${start}.`))) {
      assert.ok(others.includes(key.slice(start.length + 1)), `${key} is for no code`);
    }
  }
});
