// All that a page needs: the module, the demo, and the server that has both.

import { buildDemo } from "./demo.mjs";
import { build } from "./module.mjs";
import { buildServer } from "./server.mjs";

export async function buildAll() {
  await build();
  await buildDemo();
  await buildServer();
}
