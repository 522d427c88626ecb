// The package's JavaScript: the loader (src/package/index.js), what wasm-bindgen generated and the crate's own scripts, in
// one file, with the names that the module was given.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../lib/paths.mjs";
import { minified, TARGETS } from "./minify.mjs";

/**
 * The file `name` and its source map. What wasm-bindgen generated is in `dir`; `names` are the module's new names, as
 * wasm-opt prints them.
 */
export async function bundle(name, dir, { imports, exports }) {
  const given = join(dir, "imports.js");
  writeFileSync(given, importObject(imports));
  const shorter = Object.fromEntries(exports);
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/package/index.js")],
    alias: { generated: join(dir, "truconsent_wasm_bg.js"), imports: given },
    plugins: [oneOfEach],
    bundle: true,
    format: "esm",
    target: TARGETS,
    legalComments: "none",
    drop: ["console"], // the package leaves it to the page
    // A client goes by itself; and of the names of the global object, `globalThis` is everywhere.
    define: Object.fromEntries(["Symbol.dispose", "global", "self", "window"].map((name) => [name, "undefined"])),
    mangleProps: new RegExp(`^(${Object.keys(shorter).join("|")})$`),
    mangleCache: shorter,
    absWorkingDir: root,
    outfile: `pkg/${name}`,
    sourcemap: "external",
    write: false,
    logLevel: "error",
  });
  return minified(outputFiles, name);
}

/** What the module imports, by its new names. */
export function importObject(imports) {
  const files = [...new Set(imports.map(([file]) => file))];
  const lines = files.map((file, at) => `import * as from${at} from "${file}";`);
  const members = imports.map(([file, name, short]) => `${short}: from${files.indexOf(file)}.${name}`);
  return `${lines.join("\n")}\nexport const imports = { a: { ${members.join(", ")} } };\n`;
}

// wasm-bindgen copies the crate's scripts into a folder of its own. The loader shares a script's state with the module, so
// each is taken from where it really is.
const oneOfEach = {
  name: "one-of-each",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/snippets\// }, ({ path }) => ({ path: join(root, ...path.split("/").slice(3)) }));
  },
};

/**
 * What Node is given, and bundlers in development, by the conditions in package.json: `init` without a file beside it.
 * Servers' bundlers, and Vite's before version 8 in development, lose such a file, and a stubbed `fetch` must not matter.
 * The module is decoded only when `init` really loads.
 */
export const inline = (module, entry) => `import load from "${entry}";
export * from "${entry}";
const module = { get module_or_path() { return Uint8Array.from(atob("${module.toString("base64")}"), (c) => c.charCodeAt(0)); } };
export default (module_or_path = module) => load(module_or_path);
`;

/** What a runtime is given that compiles nothing itself, as workerd: it imports the module, compiled. */
export const imported = (module, entry) => `import load from "${entry}";
import module from "${module}";
export * from "${entry}";
export default (module_or_path = module) => load(module_or_path);
`;
