// Files that a server may be serving while they are made anew.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Puts `contents` (bytes or text) in place at once, where the file differs; one that is as it should be keeps its time. */
export function replace(path, contents) {
  const wanted = Buffer.from(contents);
  if (read(path)?.equals(wanted)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, wanted);
  renameSync(`${path}.new`, path);
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return null; // it is new
  }
}
