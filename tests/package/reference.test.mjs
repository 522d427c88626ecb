// The reference that `npm run docs` writes: without a warning, and with every export in it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchDir } from "../../.ci/lib/script.mjs";

const here = import.meta.dirname;
const declarations = readFileSync(join(here, "node_modules/truconsent-wasm/pkg/truconsent_wasm.d.ts"), "utf8");
const exported = [...declarations.matchAll(/^export (?:default )?(?:type|interface|class|function|const) (\w+)/gm)].map(([, name]) => name);

test("the reference has every export and every method, each with its words, and TypeDoc no complaint", () => {
  const out = scratchDir();
  const json = join(out, "reference.json");
  const typedoc = join(here, "node_modules", "typedoc", "bin", "typedoc");
  const { status, stdout, stderr } = spawnSync("node", [typedoc, "--out", out, "--json", json], { cwd: here, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
  assert.ok(existsSync(join(out, "index.html")));

  const { children } = JSON.parse(readFileSync(json, "utf8"));
  const named = (name) => children.find((child) => child.name === name);
  assert.ok(exported.length > 30);
  assert.deepEqual(exported.filter((name) => !named(name)), []);

  const client = declarations.match(/^export class ConsentClient \{(.*?)^\}/ms)[1];
  const methods = [...client.matchAll(/^ {4}(\w+)\(/gm)].map(([, name]) => name);
  assert.ok(methods.length > 14);
  const described = named("ConsentClient").children.map(({ name }) => name);
  assert.deepEqual(methods.filter((name) => !described.includes(name)), []);
});
