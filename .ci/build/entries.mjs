// The further entries of the package: each folder of src/ that has an index.js of its own becomes one file of pkg/, with
// its types beside it. They import the base, and each other, by the package's own name: there is one copy of each.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build } from "esbuild";
import { root } from "../lib/paths.mjs";
import { replace } from "../lib/files.mjs";
import { LOCALES, locales, styleSheets, universal } from "./elements.mjs";
import { manifest } from "./manifest.mjs";
import { minified, TARGETS, TARGETS_OF_ELEMENTS } from "./minify.mjs";
import { oneFile } from "./one-file.mjs";

const src = join(root, "src");

/** Their names, as in `truconsent-wasm/<name>`; the base entry is not among them. */
export const ENTRIES = readdirSync(src)
  .filter((name) => name !== "package" && existsSync(join(src, name, "index.js")))
  .sort();

/** The JSON schemas of what an entry makes. */
export const schemasOf = (name) => readdirSync(join(src, name)).filter((file) => file.endsWith(".schema.json"));

/** Whether a file is a source of one of them. */
export const ofAnEntry = (file) => ENTRIES.includes(relative(src, file).split(sep)[0]);

/** How a bundle for a page of the demo finds the package by its name: one base for all, and each entry from its source. */
export const ADDRESSES = Object.fromEntries([
  ...ENTRIES.map((name) => [`truconsent-wasm/${name}`, join(src, name, "index.js")]),
  ["truconsent-wasm", "/pkg/truconsent_wasm.js"],
]);

/** What editors know of the elements, and further types of theirs: in JSX, and in Vue's templates. */
export const MANIFEST = "custom-elements.json";
export const ELEMENT_TYPES = ["react", "vue"];

/** What assistants read, in the package. */
export const GUIDE = "AGENTS.md";

/** Brings them up to date in a folder, and the guide. They take a moment to make; only what differs is written. */
export async function buildEntries(out) {
  replace(join(out, GUIDE), readFileSync(join(src, "package", GUIDE), "utf8"));
  replace(join(out, MANIFEST), manifest());
  for (const name of ELEMENT_TYPES) replace(join(out, `elements_${name}.d.ts`), readFileSync(join(src, "elements", `${name}.d.ts`), "utf8"));
  for (const [file, text] of await oneFile(out, ADDRESSES)) replace(join(out, file), text);
  for (const [name, text] of LOCALES) replace(join(out, `${name}.js`), text);
  for (const name of ENTRIES) {
    const { outputFiles } = await build({
      entryPoints: [join(src, name, "index.js")],
      external: ["#*", "react", "truconsent-wasm"], // package.json says what they are
      plugins: [universal, styleSheets, locales],
      bundle: true,
      format: "esm",
      target: name === "elements" ? TARGETS_OF_ELEMENTS : TARGETS,
      legalComments: "none",
      absWorkingDir: root,
      outfile: `pkg/${name}.js`,
      sourcemap: "external",
      write: false,
      logLevel: "error",
    });
    const { code, map } = await minified(outputFiles, `${name}.js`);
    replace(join(out, `${name}.js`), code);
    replace(join(out, `${name}.js.map`), map);
    replace(join(out, `${name}.d.ts`), readFileSync(join(src, name, "index.d.ts"), "utf8"));
    for (const file of schemasOf(name)) replace(join(out, file), readFileSync(join(src, name, file)));
  }
}
