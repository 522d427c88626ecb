// For TypeDoc: the names that a reader imports by. It calls a default export "default", where the declarations and every
// example say `init`; and an entry by its file.

import { Converter, ReflectionKind } from "typedoc";

export function load({ converter }) {
  converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (reflection.name === "default") reflection.name = "init";
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    const file = reflection.name.replace(/\.d$/, "");
    reflection.name = file === "truconsent_wasm" ? "truconsent-wasm" : `truconsent-wasm/${file}`;
  });
}
