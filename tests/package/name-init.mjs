// For TypeDoc, which calls a default export "default": the name that it has in the declarations, and in every example.

import { Converter } from "typedoc";

export function load({ converter }) {
  converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (reflection.name === "default") reflection.name = "init";
  });
}
