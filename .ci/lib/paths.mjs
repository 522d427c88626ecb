// Where things are.

import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const target = resolve(root, process.env.CARGO_TARGET_DIR || "target");
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "truconsent-wasm");

/** True when `url` is the file that node was asked to run. */
export const isMain = (url) => existsSync(process.argv[1] ?? "") && fileURLToPath(url) === realpathSync(process.argv[1]);

/** Every file in a folder and in those below it. */
export function filesBelow(dir) {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The path of a program on PATH, or undefined; one that is named by its path is there or not. */
export function which(name) {
  if (isAbsolute(name)) return existsSync(name) ? name : undefined;
  for (const dir of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(dir, name);
    if (dir && existsSync(path) && statSync(path).isFile()) return path;
  }
}

export function prependPath(dir) {
  const rest = (process.env.PATH ?? "").split(delimiter).filter((entry) => entry !== dir);
  process.env.PATH = [dir, ...rest].join(delimiter);
}
