// The Custom Elements Manifest: what editors and documentation know of the elements, from the comments of their sources.

import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { create, ts } from "@custom-elements-manifest/analyzer";
import { litPlugin } from "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";
import { filesBelow, root } from "../lib/paths.mjs";

const folder = join(root, "src/elements");

/** The custom properties that a site may set, with what stands where it does not. */
export function properties() {
  const [host] = readFileSync(join(folder, "styles/theme.css"), "utf8").split("@media");
  return [...host.matchAll(/--[\w-]+: var\((--truconsent-[\w-]+), (.+)\);/g)].map(([, name, value]) => ({ name, default: value }));
}

/** Puts the custom properties to every element, and leaves out what is private. */
const finished = {
  name: "finished",
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations } of customElementsManifest.modules) {
      for (const declaration of declarations ?? []) {
        if (!declaration.tagName) continue;
        declaration.cssProperties = properties();
        declaration.events = (declaration.events ?? []).filter(({ name }) => declared.includes(`"${name}": CustomEvent`));
        declaration.members = (declaration.members ?? []).filter(({ name, privacy }) => privacy !== "private" && KNOWN.has(name));
      }
    }
    customElementsManifest.modules = customElementsManifest.modules.filter(({ declarations }) => declarations?.some(({ tagName }) => tagName));
    for (const one of customElementsManifest.modules) one.path = "pkg/elements.js";
  },
};

/** What the types of the elements have. */
const declared = readFileSync(join(folder, "index.d.ts"), "utf8");
const KNOWN = new Set([...declared.matchAll(/^ {2}(\w+)(?=\??[:(])/gm)].map(([, name]) => name));

export function manifest() {
  const modules = filesBelow(folder).filter((file) => file.endsWith(".js")).sort().map((file) =>
    ts.createSourceFile(relative(root, file).split(sep).join("/"), readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true));
  const made = create({ modules, plugins: [...litPlugin(), finished], context: { dev: false } });
  return `${JSON.stringify(made, null, 2)}\n`;
}
