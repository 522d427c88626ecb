// The package's JavaScript: the loader (src/package/index.js), what wasm-bindgen generated and the crate's own scripts, in
// one file, with the names that the module was given.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../lib/paths.mjs";

/** Bundles what is in `dir` to `outfile`; `names` are the module's new names, as wasm-opt prints them. */
export async function bundle(dir, outfile, names) {
  const imports = join(dir, "imports.js");
  writeFileSync(imports, importObject(names.imports));
  const renamed = Object.fromEntries(names.exports.map(([name, short]) => [name, short]));
  await build({
    entryPoints: [join(root, "src/package/index.js")],
    outfile,
    allowOverwrite: true,
    alias: { generated: join(dir, "truconsent_wasm_bg.js"), imports },
    plugins: [sources],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    drop: ["console"], // the package leaves it to the page
    define: { "Symbol.dispose": "undefined" },
    mangleProps: new RegExp(`^(${Object.keys(renamed).join("|")})$`),
    mangleCache: renamed,
    logLevel: "warning",
  });
}

// wasm-bindgen copies the crate's scripts. The loader shares state with one of them, so all are taken from where they are.
const sources = {
  name: "sources",
  setup({ onResolve }) {
    onResolve({ filter: /\/snippets\// }, ({ path }) => ({ path: join(root, path.replace(/^.*\/snippets\/[^/]+\//, "")) }));
  },
};

/** A script that exports what the module imports. */
function importObject(imports) {
  const files = [...new Set(imports.map(([file]) => file))];
  const lines = files.map((file, at) => `import * as from${at} from "${file}";`);
  const members = imports.map(([file, name, short]) => `${short}: from${files.indexOf(file)}.${name}`);
  return `${lines.join("\n")}\nexport const imports = { a: { ${members.join(", ")} } };\n`;
}
