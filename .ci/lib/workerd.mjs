// A Worker that uses the packed package, in workerd, which compiles no module at run time.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";

/**
 * Bundles a file by the conditions that Cloudflare's own tool uses, and starts it with `bindings`. `Miniflare` and the package
 * are those that are installed in the folder `modules`.
 */
export async function startWorker(file, modules, bindings) {
  const { Miniflare } = await import(join(modules, "miniflare", "dist", "src", "index.js"));
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    external: ["*.wasm"],
    write: false,
    metafile: true,
    outfile: "main.js",
    logLevel: "silent",
  });
  const wasm = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const compiled = (path) => readFileSync(join(modules, "truconsent-wasm", "pkg", path));
  return new Miniflare({
    compatibilityDate: "2025-05-05",
    bindings,
    modules: [
      { type: "ESModule", path: "main.js", contents: outputFiles[0].text },
      ...wasm.map((path) => ({ type: "CompiledWasm", path: path.replace("./", ""), contents: compiled(path) })),
    ],
  });
}
