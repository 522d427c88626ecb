// The compressed copies beside the files that the server serves.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { compress } from "../../.ci/build/compress.mjs";

const folder = mkdtempSync(join(tmpdir(), "compress-"));
process.on("exit", () => rmSync(folder, { recursive: true }));
const file = join(folder, "app.js");
const copy = `${file}.br`;
const read = () => brotliDecompressSync(readFileSync(copy)).toString();

test("a copy is made, kept while it is current, made again after a change, and removed with its file", () => {
  writeFileSync(file, "let a = 1;".repeat(100));
  writeFileSync(join(folder, "small.js"), "let a = 1;");
  writeFileSync(join(folder, "picture.png"), "x".repeat(1000));
  compress(folder);
  assert.deepEqual(readdirSync(folder).sort(), ["app.js", "app.js.br", "picture.png", "small.js"]);
  assert.equal(read(), "let a = 1;".repeat(100));

  writeFileSync(copy, "not written again");
  compress(folder);
  assert.equal(readFileSync(copy, "utf8"), "not written again");

  writeFileSync(file, "let a = 2;".repeat(100));
  utimesSync(copy, 0, 0);
  compress(folder);
  assert.equal(read(), "let a = 2;".repeat(100));
  assert.ok(statSync(copy).mtimeMs >= statSync(file).mtimeMs);

  rmSync(file);
  compress(folder);
  assert.equal(existsSync(copy), false);
});
