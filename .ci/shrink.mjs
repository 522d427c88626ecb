// Short names for the module's imports. The generated ones end in sixteen random digits, twice (in the module and in its
// JavaScript), which no compression can take out: together about two kilobytes of every page.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "./lib.mjs";

const IMPORTS = 2;
const HEADER = 8;

export function shortenImports(wasmFile, glueFile) {
  const names = new Map();
  const short = (name) => {
    if (!names.has(name)) names.set(name, names.size.toString(36));
    return names.get(name);
  };
  writeFileSync(wasmFile, rewritten(readFileSync(wasmFile), short));
  let glue = readFileSync(glueFile, "utf8");
  for (const [name, shorter] of names) {
    const key = new RegExp(`(?<=[{,]\\s*)(?:"${escaped(name)}"|${escaped(name)})(?=:)`, "g");
    const found = glue.match(key)?.length;
    if (found !== 1) throw new Failure(`The glue names the import ${name} ${found ?? 0} times: adapt .ci/shrink.mjs.`);
    glue = glue.replace(key, /^\d/.test(shorter) ? `"${shorter}"` : shorter);
  }
  writeFileSync(glueFile, glue);
}

const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** The module with every name of its import section given anew. */
function rewritten(wasm, short) {
  const parts = [wasm.subarray(0, HEADER)];
  for (let at = HEADER; at < wasm.length; ) {
    const start = at;
    const id = wasm[at];
    const [size, body] = number(wasm, at + 1);
    at = body + size;
    parts.push(id === IMPORTS ? section(wasm.subarray(body, at), short) : wasm.subarray(start, at));
  }
  return Buffer.concat(parts);
}

function section(body, short) {
  const [count, first] = number(body, 0);
  const parts = [bytes(count)];
  let at = first;
  for (let left = count; left > 0; left -= 1) {
    for (let name = 0; name < 2; name += 1) {
      const [length, from] = number(body, at);
      at = from + length;
      const renamed = Buffer.from(short(body.toString("utf8", from, at)));
      parts.push(bytes(renamed.length), renamed);
    }
    const kind = body[at];
    if (kind !== 0) throw new Failure("The module imports something that is no function: adapt .ci/shrink.mjs.");
    const [, next] = number(body, at + 1);
    parts.push(body.subarray(at, next));
    at = next;
  }
  const renamed = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([IMPORTS]), bytes(renamed.length), renamed]);
}

/** An unsigned number in LEB128, and where it ends. */
function number(buffer, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (buffer[at] & 0x7f) << shift;
    if (buffer[at] < 0x80) return [value, at + 1];
  }
}

function bytes(value) {
  const out = [];
  do {
    out.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(out);
}
