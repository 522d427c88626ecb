// How the package's JavaScript is made small, after esbuild has put it together.

import { minify } from "terser";

/** The oldest browsers whose syntax is written; the README promises them. */
export const TARGETS = ["chrome98", "edge98", "firefox97", "safari15.4"];

/** The same for the elements, which need what came later: container queries, and style sheets that a script makes. */
export const TARGETS_OF_ELEMENTS = ["chrome105", "edge105", "firefox110", "safari16.4"];

// An error that nobody catches is printed with its line, which must not be kilobytes long.
const LONGEST_LINE = 500;

// "Unsafe" where a function that has no name is called with `new`, which nobody can do here.
const COMPRESS = { passes: 2, unsafe_arrows: true, unsafe_methods: true };

/** What esbuild made, a script and its source map, as the file `name` and its map. */
export function minified(outputFiles, name, { module = true } = {}) {
  const [content, text] = ["map", "js"].map((type) => outputFiles.find(({ path }) => path.endsWith(`.${type}`)).text);
  const sourceMap = { content, filename: name, includeSources: true, url: `${name}.map` };
  return minify(text, { module, ecma: 2020, compress: COMPRESS, format: { max_line_len: LONGEST_LINE }, sourceMap });
}
