// All that a page needs: the module, the demo, and the server that has both.

import { buildDemo } from "./demo.mjs";
import { build } from "./module.mjs";
import { buildProxy, buildServer } from "./server.mjs";

/** With `proxy` the proxy as well, which only tests start. */
export async function buildAll({ proxy = false } = {}) {
  await build();
  await buildDemo();
  await buildServer();
  if (proxy) await buildProxy();
}
