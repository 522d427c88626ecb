// The elements in one file without imports, with the module in its text: for a script tag, and its integrity.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../lib/paths.mjs";
import { styleSheets, universal } from "./elements.mjs";
import { minified, TARGETS_OF_ELEMENTS } from "./minify.mjs";

export const ONE_FILE = "truconsent-elements.js";
export const INTEGRITY = "integrity.json";

/** The two files, from the base that is built in `out`; `addresses` are the sources of the other entries. */
export async function oneFile(out, addresses) {
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/elements/index.js")],
    alias: { ...addresses, "truconsent-wasm": join(out, "truconsent_wasm_inline.js") },
    plugins: [universal, styleSheets],
    bundle: true,
    format: "iife",
    globalName: "truconsent",
    define: { "import.meta.url": "document.baseURI" }, // nothing is loaded from there
    target: TARGETS_OF_ELEMENTS,
    legalComments: "none",
    absWorkingDir: root,
    outfile: `pkg/${ONE_FILE}`,
    sourcemap: "external",
    write: false,
    logLevel: "error",
  });
  const { code, map } = await minified(outputFiles, ONE_FILE, { module: false });
  const integrity = { [ONE_FILE]: `sha384-${createHash("sha384").update(code).digest("base64")}` };
  return new Map([[ONE_FILE, code], [`${ONE_FILE}.map`, map], [INTEGRITY, `${JSON.stringify(integrity, null, 2)}\n`]]);
}
