// Bundles the demo for serving: www/ is what people read and copy, dist/ is what the server serves. As they are, the
// sources would be some forty requests, one waiting for the other.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { locked } from "../lib/locks.mjs";
import { replace } from "../lib/files.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { compress } from "./compress.mjs";
import { ADDRESSES } from "./entries.mjs";

export const dist = join(root, "dist");

export async function buildDemo() {
  await locked(join(root, "target", "demo"), async () => {
    const { outputFiles } = await build({
      absWorkingDir: join(root, "www"),
      entryPoints: ["index.html", "language.js", "early.js", "proof.js", "app.js", "page.css", "locales/*.json", "tags.html", "tags.js", "tags.css", "tags/*"],
      outdir: dist,
      outbase: join(root, "www"),
      loader: { ".html": "copy", ".json": "copy", ".svg": "copy" },
      alias: ADDRESSES,
      external: ["/pkg/*", "/early.js", "/proof.js"], // one instance for all that import them
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
      logLevel: "error",
    });
    // Only what differs is written: a server may be serving the folder.
    for (const { path, contents } of outputFiles) replace(path, contents);
    const made = new Set(outputFiles.map(({ path }) => path));
    for (const path of filesBelow(dist)) if (!made.has(path.replace(/\.br$/, ""))) rmSync(path);
    compress(dist);
  });
}
