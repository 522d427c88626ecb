// The oldest browsers that the README promises: no script of a page uses what one of them has not got. Syntax is made to fit by
// esbuild (.ci/build/minify.mjs); this looks at objects, their members and interfaces, by MDN's compatibility data.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "@babel/parser";
import data from "@mdn/browser-compat-data" with { type: "json" };
import { ENTRIES } from "../../.ci/build/entries.mjs";
import { TARGETS, TARGETS_OF_ELEMENTS } from "../../.ci/build/minify.mjs";
import { root } from "../../.ci/lib/paths.mjs";

/** What the scripts ask for and do without where it is undefined; and names of the package's own that others have since. */
const KNOWN = [
  "detached", "globalPrivacyControl", "createPolicy", "createScript", "createScriptURL",
  "displayId", "organization", "reasons", "subscribe",
];

const OBJECTS = { ...data.api, ...data.javascript.builtins, ...data.webassembly?.api };

/** What the elements ask for and do without, and names of their own. */
const OF_ELEMENTS = [
  "createHTML", "emptyScript",
  "capture", "check", "element", "forget", "format", "hide", "initialValue", "messages", "number", "phrase", "properties", "session", "show",
  "sourceLanguage", "tag", "take", "unsubscribe", "when",
];

function isOlder(version, wanted) {
  const parts = (text) => text.replace("≤", "").split(".").map(Number);
  const [[major, minor = 0], [most, least = 0]] = [parts(version), parts(wanted)];
  return major < most || (major === most && minor <= least);
}

/** What finds in a script what one of these browsers has not got; `known` are names of the script's own. */
function checker(targets, known) {
  const wanted = targets.map((target) => target.match(/([a-z]+)([\d.]+)/).slice(1));

  /** Whether all of the browsers have what an entry of the data is about; undefined where it does not say. */
  function isThere(entry) {
    const support = entry?.__compat?.support;
    if (!support) return undefined;
    return wanted.every(([browser, least]) =>
      [support[browser] ?? []].flat().some(({ version_added: version, version_removed: gone, flags }) =>
        typeof version === "string" && version !== "preview" && !gone && !flags && isOlder(version, least)));
  }

  /** For each name of a member, whether any object of all had it then. */
  const members = new Map();
  for (const object of Object.values(OBJECTS)) {
    for (const [key, entry] of Object.entries(object)) {
      const there = isThere(entry);
      const name = key.replace(/_static$/, "");
      if (there !== undefined) members.set(name, members.get(name) || there);
    }
  }

  function look({ object, property, computed }, found) {
    if (computed || property.type !== "Identifier") return;
    const { name } = property;
    const interfaceOf = object.type === "Identifier" && Object.hasOwn(OBJECTS, object.name) ? OBJECTS[object.name] : null;
    const there = interfaceOf ? isThere(interfaceOf[`${name}_static`] ?? interfaceOf[name]) : undefined;
    if (there === false) found.add(`${object.name}.${name}`);
    if (there === undefined && members.get(name) === false) found.add(`.${name}`);
  }

  return (code) => {
    const found = new Set();
    const visit = (node) => {
      if (!node || typeof node !== "object") return;
      if (Array.isArray(node)) return node.forEach(visit);
      if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") look(node, found);
      if (node.type === "NewExpression" && isThere(OBJECTS[node.callee.name]) === false) found.add(`new ${node.callee.name}`);
      for (const [key, value] of Object.entries(node)) if (key !== "loc") visit(value);
    };
    visit(parse(code, { sourceType: "module" }).program);
    // Names of one or two letters are the module's, made short.
    return [...found].filter((name) => !known.includes(name.slice(1)) && name.length > 3);
  };
}

const newer = checker(TARGETS, KNOWN);

test("the README names the browsers that are held to", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, chrome, firefox, safari] = readme.match(/Chrome and Edge (\d+), Firefox (\d+), Safari ([\d.]+), and later/);
  assert.deepEqual(TARGETS, [`chrome${chrome}`, `edge${chrome}`, `firefox${firefox}`, `safari${safari}`]);
});

test("the README names the browsers of the elements, too", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, chrome, firefox, safari] = readme.match(/elements need Chrome and Edge (\d+), Firefox (\d+), Safari ([\d.]+)/);
  assert.deepEqual(TARGETS_OF_ELEMENTS, [`chrome${chrome}`, `edge${chrome}`, `firefox${firefox}`, `safari${safari}`]);
  const found = checker(TARGETS_OF_ELEMENTS, [...KNOWN, ...OF_ELEMENTS])(readFileSync(join(root, "pkg/elements.js"), "utf8"));
  assert.deepEqual(found, []);
});

test("no script of a page uses what they have not got", () => {
  // Servers run the others.
  const names = ["truconsent_wasm", ...ENTRIES.filter((name) => !["elements", "proxy", "testing"].includes(name))];
  assert.ok(names.length > 5);
  const found = names.map((name) => [name, newer(readFileSync(join(root, "pkg", `${name}.js`), "utf8"))]);
  assert.deepEqual(found, names.map((name) => [name, []]));
});

test("the check finds what is newer, and nothing else", () => {
  for (const code of [
    "AbortSignal.any([])", "AbortSignal.timeout(1)", "Promise.withResolvers()", "[].findLast(Boolean)", "Array.fromAsync([])", "x.toSorted()",
    "Object.groupBy([], Boolean)", "new CompressionStream('gzip')", "navigator.userActivation.isActive",
  ]) assert.notDeepEqual(newer(`export const a = ${code};`), [], code);
  for (const code of ["structuredClone(1)", "Object.hasOwn({}, 'a')", "[].at(-1)", "new AbortController().signal.reason", "new WeakRef({})", "a.purposes"]) {
    assert.deepEqual(newer(`export const a = ${code};`), [], code);
  }
});
