// The reference that `npm run docs` writes: without a warning, and with every export in it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ENTRIES } from "../../.ci/build/entries.mjs";
import { scratchDir } from "../../.ci/lib/script.mjs";

const here = import.meta.dirname;
const declarationsOf = (file) => readFileSync(join(here, `node_modules/truconsent-wasm/pkg/${file}.d.ts`), "utf8");
const exported = (declarations) =>
  [...declarations.matchAll(/^export (?:default |declare )*(?:type|interface|class|function|const) (\w+)/gm)].map(([, name]) => name);

test("the reference has every export and every method, each with its words, and TypeDoc no complaint", () => {
  const out = scratchDir();
  const json = join(out, "reference.json");
  const typedoc = join(here, "node_modules", "typedoc", "bin", "typedoc");
  const { status, stdout, stderr } = spawnSync("node", [typedoc, "--out", out, "--json", json], { cwd: here, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
  assert.ok(existsSync(join(out, "index.html")));

  const { children: modules } = JSON.parse(readFileSync(json, "utf8"));
  const inModule = (module, name) => modules.find((one) => one.name === module).children.find((child) => child.name === name);
  const base = declarationsOf("truconsent_wasm");
  assert.ok(exported(base).length > 30);
  assert.deepEqual(exported(base).filter((name) => !inModule("truconsent-wasm", name)), []);
  for (const entry of ENTRIES) {
    const names = exported(declarationsOf(entry));
    assert.ok(names.length > 0, entry);
    assert.deepEqual(names.filter((name) => !inModule(`truconsent-wasm/${entry}`, name)), []);
  }

  const client = base.match(/^export class ConsentClient \{(.*?)^\}/ms)[1];
  const methods = [...client.matchAll(/^ {4}(\w+)\(/gm)].map(([, name]) => name);
  assert.ok(methods.length > 14);
  const described = inModule("truconsent-wasm", "ConsentClient").children.map(({ name }) => name);
  assert.deepEqual(methods.filter((name) => !described.includes(name)), []);
});
