// The package's types: what wasm-bindgen generates, but for what the loader takes away and with what it adds.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@babel/parser";
import { root } from "../lib/paths.mjs";

/** `generated` without `free` and `Symbol.dispose`, the second of which stops every consumer whose `lib` is older. */
export function declarations(generated) {
  const { program } = parse(generated, { sourceType: "module", plugins: [["typescript", { dts: true }]] });
  const classes = program.body.map(({ declaration }) => declaration).filter((node) => node?.type === "ClassDeclaration");
  const freeing = classes.flatMap(({ body }) => body.body).filter(({ key }) => key.name === "free" || key.type === "MemberExpression");
  let types = generated;
  for (const { start, end } of freeing.reverse()) {
    types = `${types.slice(0, types.lastIndexOf("\n", start))}${types.slice(end)}`;
  }
  return `${types}\n${readFileSync(join(root, "src/package/init.d.ts"), "utf8")}`;
}

/** What describes the module itself, in place of the generated description of its inner exports. */
export const ADDRESS = `/** Where the module is, for init(): what a bundler gives that is told to copy such files. */
declare const address: string;
export default address;
`;
