// Brings a machine that has git, rustup with cargo, Node and npm to where it can build (and, with a browser, test).
// Every step is skipped when it is already done, so that every other script can begin with it.

import { join } from "node:path";
import { cache } from "../lib/paths.mjs";
import { locked } from "../lib/locks.mjs";
import { findBrowser } from "./browser.mjs";
import { redis } from "./redis.mjs";
import { rust } from "./rust.mjs";
import { linker } from "./system.mjs";
import { wasmBindgen, wasmPack } from "./tools.mjs";

/**
 * Returns the browser and its driver when `browser` asks for them; with `engines` those of the other engines, too. With
 * `servers` there is what the servers' own tests start.
 */
export function setup({ browser = false, engines = false, servers = false, tests = browser } = {}) {
  return locked(join(cache, "setup"), async () => {
    await linker();
    await rust(tests ? ["rustfmt", "clippy"] : []);
    await wasmPack();
    await wasmBindgen();
    if (servers) await redis();
    return browser ? findBrowser({ engines }) : undefined;
  });
}
