// Where things are.

import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const target = resolve(root, process.env.CARGO_TARGET_DIR || "target");
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "truconsent-wasm");
