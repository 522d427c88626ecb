// All that a page needs: the module, the demo, and the server that has both.

import { build } from "./build.mjs";
import { buildDemo } from "./demo.mjs";
import { buildServer } from "./lib.mjs";

export async function buildAll() {
  await build();
  await buildDemo();
  await buildServer();
}
