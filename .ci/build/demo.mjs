// Bundles the demo for serving: www/ is what people read and copy, dist/ is what the server serves. As they are, the
// sources would be some forty requests, one waiting for the other.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { locked } from "../lib/locks.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { compress } from "./compress.mjs";

export const dist = join(root, "dist");

export async function buildDemo() {
  await locked(join(root, "target", "demo"), async () => {
    const { outputFiles } = await build({
      absWorkingDir: join(root, "www"),
      entryPoints: ["index.html", "language.js", "early.js", "app.js", "page.css", "locales/*.json"],
      outdir: dist,
      outbase: join(root, "www"),
      loader: { ".html": "copy", ".json": "copy" },
      external: ["/pkg/*", "/early.js"], // one instance for all that import them
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
      logLevel: "error",
    });
    // Only what differs is written: a server may be serving the folder.
    for (const { path, contents } of outputFiles) {
      if (read(path)?.equals(contents)) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contents);
    }
    const made = new Set(outputFiles.map(({ path }) => path));
    for (const path of filesBelow(dist)) if (!made.has(path.replace(/\.br$/, ""))) rmSync(path);
    compress(dist);
  });
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return null; // it is new
  }
}
