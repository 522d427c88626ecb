// How the reference is written: a module for each entry of the package.

import { ENTRIES } from "../../.ci/build/entries.mjs";

export default {
  entryPoints: ["truconsent_wasm", ...ENTRIES].map((name) => `../../pkg/${name}.d.ts`),
  tsconfig: "reference.tsconfig.json",
  plugin: ["./names.mjs"],
  name: "truconsent-wasm",
  readme: "../../README.md",
  out: "../../docs",
  disableSources: true,
  highlightLanguages: ["html", "js", "jsx", "sh", "ts", "tsx"],
  requiredToBeDocumented: ["Class", "Constructor", "Function", "Interface", "Method", "TypeAlias", "Variable"],
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
};
