// A whole rights centre: this package's, and the vendor's with React, each as a page that is bundled for production.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
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
const COMMON = { bundle: true, minify: true, format: "esm", target: "es2022", splitting: true, metafile: true, logLevel: "error" };

/** What a rights centre with one language may weigh, in brotli. */
export const LIMIT = 78 * 1024;

/** Bundles both: the folders to serve. */
export async function centres() {
  const [own, vendor] = [scratchDir(), scratchDir()];
  const ours = await build({
    ...COMMON, absWorkingDir: here, entryPoints: ["centre/app.js", "centre/early.js"], outdir: own, alias: ADDRESSES, external: ["/pkg/*"], plugins: [universal, styleSheets],
  });
  await npmCi(join(here, "vendor"), "Installing the vendor's client, which is measured against …");
  const theirs = await build({
    ...COMMON, absWorkingDir: join(here, "vendor"), entryPoints: ["app.jsx"], outdir: vendor, jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' },
  });
  page("centre", own, ours);
  page("vendor", vendor, theirs);
  for (const dir of [own, vendor]) compress(dir);
  return { own, vendor };
}

/** The page with what its scripts import named in it, as Vite and others do it. */
function page(name, dir, { metafile: { outputs } }) {
  const found = Object.values(outputs).filter(({ entryPoint }) => /app\.jsx?$/.test(entryPoint)).flatMap(({ imports }) => imports);
  const links = found.filter(({ kind, external }) => kind === "import-statement" && !external)
    .map(({ path }) => `    <link rel="modulepreload" href="/${basename(path)}">\n`);
  const html = readFileSync(join(here, name, "index.html"), "utf8");
  writeFileSync(join(dir, "index.html"), html.replace("  </head>", `${links.join("")}  </head>`));
}

/** `{ file: bytes }` of this package's centre with one language, in brotli; what is too small to compress, as it is. */
export function parts(own) {
  const weights = (dir, wanted) => readdirSync(dir).filter((file) => wanted.test(file)).map((file) => {
    const path = join(dir, file);
    return [file, readFileSync(existsSync(`${path}.br`) ? `${path}.br` : path).length];
  });
  return Object.fromEntries([...weights(pkg, /^truconsent_wasm(_bg\.wasm|\.js)$/), ...weights(own, /^(app|early|chunk-\w+)\.js$/)]);
}

/** All bytes of the vendor's, in brotli. */
export const weight = (dir) => filesBelow(dir).filter((file) => /\.(js|css)\.br$/.test(file)).reduce((sum, file) => sum + readFileSync(file).length, 0);
