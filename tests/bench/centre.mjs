// A whole rights centre: this package's, and the vendor's with React, each as a page that is bundled for production.

import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compress } from "../../.ci/build/compress.mjs";
import { styleSheets, universal } from "../../.ci/build/elements.mjs";
import { ADDRESSES } from "../../.ci/build/entries.mjs";
import { pkg } from "../../.ci/build/module.mjs";
import { filesBelow } from "../../.ci/lib/paths.mjs";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { npmCi } from "../../.ci/setup/packages.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const COMMON = { bundle: true, minify: true, format: "esm", target: "es2022", splitting: true, logLevel: "error" };

/** What the first view of this package's needs, and what each part weighs, in brotli. */
export const LIMIT = 78 * 1024;

/** Bundles both: the folders to serve. */
export async function centres() {
  const [own, vendor] = [scratchDir(), scratchDir()];
  cpSync(join(here, "centre/index.html"), join(own, "index.html"));
  await build({
    ...COMMON, absWorkingDir: here, entryPoints: ["centre/app.js"], outdir: own, alias: ADDRESSES, external: ["/pkg/*"], plugins: [universal, styleSheets],
  });
  await npmCi(join(here, "vendor"), "Installing the vendor's client, which is measured against …");
  cpSync(join(here, "vendor/index.html"), join(vendor, "index.html"));
  await build({
    ...COMMON, absWorkingDir: join(here, "vendor"), entryPoints: ["app.jsx"], outdir: vendor, jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' },
  });
  for (const dir of [own, vendor]) compress(dir);
  return { own, vendor };
}

/** `{ file: bytes }` of this package's centre with one language, in brotli. */
export function parts(own) {
  const sizes = (dir, wanted) => readdirSync(dir).filter((file) => wanted.test(file)).map((file) => [file.replace(/\.br$/, ""), readFileSync(join(dir, file)).length]);
  return Object.fromEntries([...sizes(pkg, /^truconsent_wasm(_bg\.wasm|\.js)\.br$/), ...sizes(own, /^(app|chunk-\w+)\.js\.br$/)]);
}

/** All bytes of the vendor's, in brotli. */
export const weight = (dir) => filesBelow(dir).filter((file) => /\.(js|css)\.br$/.test(file)).reduce((sum, file) => sum + readFileSync(file).length, 0);
