// Bundles the demo for serving: www/ is what people read and copy, dist/ is what the server serves. As they are, the
// sources would be some forty requests, one waiting for the other.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { locked } from "../lib/locks.mjs";
import { replace } from "../lib/files.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { compress } from "./compress.mjs";
import { styleSheets, universal } from "./elements.mjs";
import { ADDRESSES } from "./entries.mjs";

export const dist = join(root, "dist");

const RECEIPT = "receipt";

/** What makes receipts is asked for by whoever opens a history, and shared by all pages. */
const whenNeeded = {
  name: "when-needed",
  setup({ onResolve }) {
    onResolve({ filter: /^truconsent-wasm\/receipt$/ }, ({ kind }) => (kind === "dynamic-import" ? { path: `/${RECEIPT}.js`, external: true } : undefined));
  },
};

export async function buildDemo() {
  await locked(join(root, "target", "demo"), async () => {
    const common = {
      absWorkingDir: join(root, "www"),
      outdir: dist,
      outbase: join(root, "www"),
      alias: ADDRESSES,
      external: ["/pkg/*", "/demo/early.js"], // one instance for all that import them
      plugins: [whenNeeded, universal, styleSheets],
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
      logLevel: "error",
    };
    const files = await build({
      ...common,
      entryPoints: [
        "*.html", "page.css", "tags.css", "forms.css", "foreign.css", "demo/language.js", "demo/early.js", "locales/*.json", "tags/*",
      ],
      loader: { ".html": "copy", ".json": "copy", ".svg": "copy" },
    });
    // Each page with its own script in one file: only what is not needed at once is another.
    const scripts = [
      ...readdirSync(common.absWorkingDir).filter((file) => file.endsWith(".js")).map((page) => [page]),
      [{ in: ADDRESSES["truconsent-wasm/receipt"], out: RECEIPT }],
    ];
    const built = await Promise.all(scripts.map((entryPoints) => build({ ...common, entryPoints, splitting: true, chunkNames: "chunks/[name]-[hash]" })));
    const outputFiles = [files, ...built].flatMap((one) => one.outputFiles);
    // Only what differs is written: a server may be serving the folder.
    for (const { path, contents } of outputFiles) replace(path, contents);
    const made = new Set(outputFiles.map(({ path }) => path));
    for (const path of filesBelow(dist)) if (!made.has(path.replace(/\.br$/, ""))) rmSync(path);
    compress(dist);
  });
}
