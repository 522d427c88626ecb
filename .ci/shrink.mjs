// Short names for the module's imports and exports. The generated ones stand in the module and in its JavaScript, those
// of the imports with sixteen random digits, which no compression can take out: more than two kilobytes of every page.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "./lib.mjs";
import { HEADER, Reader, sections } from "./wasm.mjs";

const IMPORTS = 2;
const EXPORTS = 7;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

export function shortenNames(wasmFile, glueFile) {
  const [imports, exports] = [new Map(), new Map()];
  writeFileSync(wasmFile, rewritten(readFileSync(wasmFile), shorter(imports), shorter(exports)));
  let glue = readFileSync(glueFile, "utf8");
  for (const [name, short] of imports) {
    const key = new RegExp(`(?<=[{,]\\s*)(?:"${escaped(name)}"|${escaped(name)})(?=:)`, "g");
    const found = glue.match(key)?.length;
    if (found !== 1) throw new Failure(`The glue names the import ${name} ${found ?? 0} times: adapt .ci/shrink.mjs.`);
    glue = glue.replace(key, `"${short}"`);
  }
  for (const [name, short] of exports) {
    glue = glue.replace(new RegExp(`\\bwasm\\.${escaped(name)}\\b`, "g"), `wasm.${short}`);
  }
  writeFileSync(glueFile, glue);
}

/** Gives names anew, one after the other, and remembers them. The letter makes each a name of JavaScript too. */
const shorter = (names) => (name) => {
  if (!names.has(name)) names.set(name, `${LETTERS[names.size % LETTERS.length]}${Math.floor(names.size / LETTERS.length) || ""}`);
  return names.get(name);
};

const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** The module with every name of its import and export sections given anew. */
function rewritten(wasm, importName, exportName) {
  const parts = [wasm.subarray(0, HEADER)];
  for (const { id, content, whole } of sections(wasm)) {
    if (id === IMPORTS) parts.push(section(id, content, 2, importName));
    else if (id === EXPORTS) parts.push(section(id, content, 1, exportName));
    else parts.push(whole);
  }
  return Buffer.concat(parts);
}

/** A section whose entries are so many names, a kind and a number. */
function section(id, content, names, short) {
  const reader = new Reader(content);
  const count = reader.number();
  const parts = [bytes(count)];
  for (let left = count; left > 0; left -= 1) {
    for (let name = 0; name < names; name += 1) {
      const renamed = Buffer.from(short(reader.name()));
      parts.push(bytes(renamed.length), renamed);
    }
    const start = reader.at;
    const [kind] = reader.skip(1);
    if (id === IMPORTS && kind !== 0) throw new Failure("The module imports something that is no function: adapt .ci/shrink.mjs.");
    reader.number();
    parts.push(content.subarray(start, reader.at));
  }
  const renamed = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([id]), bytes(renamed.length), renamed]);
}

/** An unsigned number in LEB128. */
function bytes(value) {
  const out = [];
  do {
    out.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(out);
}
