// What would be published: exactly these files, found by every resolver.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { transform } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { LOCALES } from "../../.ci/build/elements.mjs";
import { ELEMENT_TYPES, ENTRIES, MANIFEST, schemasOf } from "../../.ci/build/entries.mjs";
import { INTEGRITY, ONE_FILE } from "../../.ci/build/one-file.mjs";
import { root } from "../../.ci/lib/paths.mjs";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { newest, refusal } from "../../.ci/release.mjs";

const scratch = scratchDir();
const readme = readFileSync(join(root, "README.md"), "utf8");
let packed;

before(() => {
  const flags = ["pack", "--ignore-scripts", "--json", "--pack-destination", scratch];
  const { status, stdout } = spawnSync("npm", flags, { cwd: root, encoding: "utf8" });
  assert.equal(status, 0);
  [packed] = Object.values(JSON.parse(stdout));
});

test("the package has these files, and no other", () => {
  assert.deepEqual(packed.files.map(({ path }) => path).sort(), [
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "package.json",
    `pkg/${MANIFEST}`,
    `pkg/${ONE_FILE}`, `pkg/${ONE_FILE}.map`, `pkg/${INTEGRITY}`,
    ...ELEMENT_TYPES.map((name) => `pkg/elements_${name}.d.ts`),
    ...[...LOCALES.keys()].map((name) => `pkg/${name}.js`),
    ...ENTRIES.flatMap((name) => [`pkg/${name}.d.ts`, `pkg/${name}.js`, `pkg/${name}.js.map`, ...schemasOf(name).map((file) => `pkg/${file}`)]),
    "pkg/AGENTS.md",
    "pkg/truconsent_wasm.d.ts",
    "pkg/truconsent_wasm.js",
    "pkg/truconsent_wasm.js.map",
    "pkg/truconsent_wasm_bg.wasm",
    "pkg/truconsent_wasm_bg.wasm.d.ts",
    "pkg/truconsent_wasm_inline.js",
    "pkg/truconsent_wasm_workerd.js",
    "pkg/rules.js",
    "pkg/rules_bg.wasm",
    "pkg/rules_workerd.js",
  ].sort());
});

test("every further entry is exported with its types, and imports the base by the package's own name", () => {
  const { exports, typesVersions } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.ok(ENTRIES.length > 0);
  for (const name of ENTRIES) {
    assert.equal(exports[`./${name}`].types, `./pkg/${name}.d.ts`);
    assert.deepEqual(typesVersions["*"][name], [`./pkg/${name}.d.ts`]);
    const code = readFileSync(join(root, "pkg", `${name}.js`), "utf8");
    const others = [...code.matchAll(/\bfrom ?"(.*?)"/g)].map(([, from]) => from);
    assert.deepEqual(others.filter((from) => /^[./]/.test(from)), []);
  }
});

test("npm pack, as a release runs it, builds and packs", () => {
  // However quiet the run that this is a part of is asked to be.
  const { status, stderr } = spawnSync("npm", ["pack", "--dry-run", "--loglevel=notice"], { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /truconsent-wasm-\d+\.\d+\.\d+\.tgz/);
});

test("the manifests and the changelog name one version", () => {
  const read = (file) => readFileSync(join(root, file), "utf8");
  const { version } = JSON.parse(read("package.json"));
  assert.equal(read("Cargo.toml").match(/^version = "(.*)"$/m)[1], version);
  assert.equal(JSON.parse(read("package-lock.json")).version, version);
  const { version: latest, date } = newest(read("CHANGELOG.md"));
  assert.equal(latest, version);
  assert.match(date, /^(UNRELEASED|\d{4}-\d\d-\d\d)$/);
});

test("a version is published with its date in the changelog, and not without", () => {
  const changelog = (heading) => `# Changelog\n\n## ${heading}\n\n- Something.\n\n## 0.1.0 (2026-01-31)\n`;
  assert.equal(refusal(changelog("0.2.0 (2026-02-28)"), "0.2.0"), undefined);
  assert.match(refusal(changelog("0.2.0 (UNRELEASED)"), "0.2.0"), /says UNRELEASED of 0\.2\.0/);
  assert.match(refusal(changelog("0.2.0 (2026-02-28)"), "0.1.0"), /is 0\.2\.0, and this is 0\.1\.0/);
  assert.match(refusal("# Changelog\n", "0.1.0"), /is undefined/);

  const { scripts, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [command, ...args] = scripts.prepublishOnly.split(" ");
  const { status } = spawnSync(command, args, { cwd: root });
  assert.equal(status === 0, refusal(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version) === undefined);
});

test("the module has no WebAssembly that the README does not name", () => {
  const named = readme.match(/WebAssembly is older: (.*?)\./s)[1].replace(/\s+/g, " ");
  const features = {
    "bulk memory": "bulk-memory",
    "multiple values": "multivalue",
    "sign extension": "sign-ext",
    "conversion of floats to integers": "nontrapping-float-to-int",
  };
  const enabled = Object.entries(features).flatMap(([words, flag]) => (named.includes(words) ? [`--enable-${flag}`] : []));
  assert.equal(enabled.length, Object.keys(features).length, named);
  const module = join(root, "pkg", "truconsent_wasm_bg.wasm");
  const flags = ["--mvp-features", ...enabled, module, "--output", join(scratch, "same.wasm")];
  const { status, stderr } = spawnSync("wasm-opt", flags, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});

test("the README names the module's place, and what the entry that has it within costs", () => {
  const [, glob, input] = readme.match(/"glob": "(.*?)", "input": "node_modules\/truconsent-wasm\/(.*?)", "output": "\/"/);
  assert.ok(packed.files.some(({ path }) => path === `${input}/${glob}`));
  const names = ["truconsent_wasm.js", "truconsent_wasm_inline.js", glob];
  const [script, within, module] = names.map((name) => readFileSync(join(root, "pkg", name)));
  assert.ok(script.includes(`"${glob}"`), "it is looked for under this name, beside the script");
  const bytes = (...files) => files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0);
  const times = bytes(script, within) / bytes(script, module);
  assert.match(readme, /a quarter larger to download/);
  assert.ok(times > 1.2 && times < 1.3, `${times}`);
});

test("the oldest browsers of the README can read its JavaScript", async () => {
  const browsers = readme.match(/Chrome and Edge (\S+), Firefox (\S+), Safari (\S+),/);
  const [chrome, firefox, safari] = browsers.slice(1);
  const code = readFileSync(join(root, "pkg", "truconsent_wasm.js"), "utf8");
  // All of them know these escapes; what esbuild misses in some is the names of the newest scripts.
  const supported = { "regexp-unicode-property-escapes": true };
  const written = async (target) => (await transform(code, { target, supported })).code;
  const targets = [`chrome${chrome}`, `edge${chrome}`, `firefox${firefox}`, `safari${safari}`];
  assert.equal(await written(targets), await written("esnext"));
});

test("its lines can be read in a stack, and the source map leads from them to the sources", () => {
  const code = readFileSync(join(root, "pkg", "truconsent_wasm.js"), "utf8");
  assert.deepEqual(code.split("\n").filter((line) => line.length > 600), []);
  assert.ok(code.trimEnd().endsWith("//# sourceMappingURL=truconsent_wasm.js.map"));
  const { sources, sourcesContent } = JSON.parse(readFileSync(join(root, "pkg", "truconsent_wasm.js.map"), "utf8"));
  const loader = sources.findIndex((source) => source.endsWith("src/package/index.js"));
  assert.equal(sourcesContent[loader], readFileSync(join(root, "src", "package", "index.js"), "utf8"));
  assert.deepEqual(sources.filter((source) => !source.startsWith("../")), []);
});

test("publint has nothing to say", async () => {
  const tarball = readFileSync(join(scratch, packed.filename));
  const { messages, pkg } = await publint({ level: "suggestion", strict: true, pack: { tarball } });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg, { color: false })), []);
});

test("every resolver finds each entry and its types", () => {
  const attw = fileURLToPath(new URL("node_modules/.bin/attw", import.meta.url));
  const tarball = join(scratch, packed.filename);
  // One rule is left out, for the package is an ES module alone: Node takes that with `import()`, from 20.19 on with
  // `require`, too.
  // And what is JSON has no types.
  const flags = ["--profile", "strict", "--ignore-rules", "cjs-resolves-to-esm", "--no-color", "--exclude-entrypoints", "receipt.schema.json", "custom-elements.json", "integrity.json"];
  const { status, stdout, stderr } = spawnSync(attw, [tarball, ...flags], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
