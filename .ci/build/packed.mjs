// The package as it would be published, and the folders of tests that use it with tools of their own.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { locked } from "../lib/locks.mjs";
import { root } from "../lib/paths.mjs";
import { must } from "../lib/processes.mjs";
import { scratchDir } from "../lib/script.mjs";
import { npmCi } from "../setup/packages.mjs";

const NAME = "truconsent-wasm";

/** Packs it into `dir`, and returns the tarball's path. */
export async function pack(dir) {
  const flags = ["--ignore-scripts", "--json", "--pack-destination", dir];
  const output = await must("npm", ["pack", ...flags], "`npm pack` failed: look at `files` in package.json.");
  return join(dir, output.match(/"filename": "(.*?)"/)[1]);
}

/** Unpacks the tarball where imports from `dir` find it, and returns that place. */
export async function unpack(tarball, dir) {
  const home = join(dir, "node_modules", NAME);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  await must("tar", ["-xzf", tarball, "-C", home, "--strip-components=1"], "The package cannot be unpacked.");
  return home;
}

/** Runs `work` with the tools of `tests/<folder>` and the packed package installed there. */
export function withPackage(folder, work) {
  const dir = join(root, "tests", folder);
  return locked(join(root, "target", folder), async () => {
    npmCi(dir, `Installing what tests/${folder} needs (once) …`);
    await unpack(await pack(scratchDir()), dir);
    return work();
  });
}
