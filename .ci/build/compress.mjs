// Compressed copies beside the files that the server serves: `app.js.br` beside `app.js`. Best quality takes seconds for a
// module, which no visitor should wait for.

import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { filesBelow } from "../lib/paths.mjs";

const COMPRESSIBLE = /\.(css|html|js|json|map|mjs|svg|ts|txt|wasm)$/;
/** Below this many bytes compressing gains nothing. */
const SMALL = 256;

/** Brings the copies in a folder up to date: writes what is missing or older than its file, removes what has no file. */
export function compress(folder) {
  const files = new Set(filesBelow(folder));
  for (const path of files) {
    if (path.endsWith(".br")) {
      if (!wanted(path.slice(0, -3), files)) rmSync(path);
    } else if (wanted(path, files) && !isCurrent(`${path}.br`, path)) {
      // Put in place at once: a server may be serving the folder.
      writeFileSync(`${path}.br.new`, brotliCompressSync(readFileSync(path)));
      renameSync(`${path}.br.new`, `${path}.br`);
    }
  }
}

const wanted = (path, files) => files.has(path) && COMPRESSIBLE.test(path) && statSync(path).size >= SMALL;

// The server goes by the same rule.
function isCurrent(copy, path) {
  const made = statSync(copy, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs >= statSync(path).mtimeMs;
}
