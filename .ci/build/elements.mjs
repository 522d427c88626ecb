// What the elements need beside plain JavaScript when they are bundled: Lit, their style sheets, and their words.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { root } from "../lib/paths.mjs";
import { TARGETS_OF_ELEMENTS } from "./minify.mjs";

const folder = join(root, "src/elements");
const wordsOf = (file) => JSON.parse(readFileSync(join(folder, "locales", file), "utf8"));

/** The files of the languages that are loaded when they are needed, by their names; English is built in. */
export const LOCALES = new Map(readdirSync(join(folder, "locales")).filter((file) => file !== "en.json").map((file) =>
  [`elements_${basename(file, ".json")}`, `export default ${JSON.stringify(wordsOf(file))};\n`]));

/** Leaves those languages where they are, each in its own file beside the elements'. */
export const locales = {
  name: "locales",
  setup({ onResolve }) {
    onResolve({ filter: /locales\/\w+\.json$/ }, ({ kind, path }) =>
      (kind === "dynamic-import" ? { path: `./elements_${basename(path, ".json")}.js`, external: true } : null));
  },
};

/** A template is laid out for whoever reads it: what a line break parts is meant to stand together. */
const tight = (source) => source
  .replace(/\n\s+/g, "\n")
  .replace(/(html|svg)`\n/g, "$1`")
  .replace(/([>}])\n(?=<|\$\{)/g, "$1")
  .replace(/([>}])\n(?=`)/g, "$1");

// A colour each for light and dark pages.
const PAIR = /light-dark\(([^(),]*(?:\([^()]*\))?), [^(),]*(?:\([^()]*\))?\)/g;

/** A style sheet with what browsers without light-dark() need: the light colours, on a ground of the elements' own. */
function withoutPairs(css) {
  const pairs = css.match(/--[\w-]+: [^;]*light-dark\([^;]*;/g);
  return pairs ? `${css}
@supports not (color: light-dark(#000, #fff)) {
  :host { color-scheme: light; ${pairs.join(" ").replace(PAIR, "$1")} }
  .root { background: var(--page); }
}` : css;
}

/** Style sheets become text, made small, and templates lose what is not seen. */
export const styleSheets = {
  name: "style-sheets",
  setup({ onLoad }) {
    onLoad({ filter: /src\/elements\/.*\.css$/ }, async ({ path }) => {
      const { code } = await transform(withoutPairs(readFileSync(path, "utf8")), { loader: "css", minify: true, target: TARGETS_OF_ELEMENTS });
      return { contents: code.trim(), loader: "text" };
    });
    onLoad({ filter: /src\/elements\/.*\.js$/ }, ({ path }) => ({ contents: tight(readFileSync(path, "utf8")), loader: "js" }));
  },
};

const NO_DOM = "export class HTMLElement {}\nexport const customElements = undefined;";

/** Lit in the build that a server can import, too, with next to nothing in the place of what a server does not have. */
export const universal = {
  name: "universal",
  setup({ onLoad, onResolve }) {
    // As Node resolves it.
    onResolve({ filter: /^(lit|@lit|lit-html|lit-element)(\/|$)/ }, ({ path }) => ({ path: fileURLToPath(import.meta.resolve(path)) }));
    onResolve({ filter: /^@lit-labs\/ssr-dom-shim$/ }, () => ({ path: "no-dom", namespace: "no-dom" }));
    onLoad({ filter: /.*/, namespace: "no-dom" }, () => ({ contents: NO_DOM, loader: "js" }));
  },
};
