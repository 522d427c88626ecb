// What would be published: exactly these files, found by every resolver.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root, scratchDir } from "../../.ci/lib.mjs";

const scratch = scratchDir();
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
    "pkg/truconsent_wasm.d.ts",
    "pkg/truconsent_wasm.js",
    "pkg/truconsent_wasm_bg.wasm",
    "pkg/truconsent_wasm_bg.wasm.d.ts",
    "pkg/truconsent_wasm_inline.js",
  ]);
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
  const [, newest, when] = read("CHANGELOG.md").match(/^## (\S+) \((.*)\)$/m);
  assert.equal(newest, version);
  assert.match(when, /^(UNRELEASED|\d{4}-\d\d-\d\d)$/);
});

test("the oldest browsers of the README can read its JavaScript", async () => {
  const browsers = readFileSync(join(root, "README.md"), "utf8").match(/Chrome and Edge (\S+), Firefox (\S+), Safari (\S+),/);
  const [chrome, firefox, safari] = browsers.slice(1);
  const code = readFileSync(join(root, "pkg", "truconsent_wasm.js"), "utf8");
  const written = async (target) => (await transform(code, { target })).code;
  const targets = [`chrome${chrome}`, `edge${chrome}`, `firefox${firefox}`, `safari${safari}`];
  assert.equal(await written(targets), await written("esnext"));
});

test("publint has nothing to say", async () => {
  const tarball = readFileSync(join(scratch, packed.filename));
  const { messages, pkg } = await publint({ level: "suggestion", strict: true, pack: { tarball } });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg, { color: false })), []);
});

test("every resolver that can load it finds it and its types", () => {
  const attw = fileURLToPath(new URL("node_modules/.bin/attw", import.meta.url));
  const tarball = join(scratch, packed.filename);
  const { status, stdout, stderr } = spawnSync(attw, [tarball, "--profile", "esm-only", "--no-color"], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
