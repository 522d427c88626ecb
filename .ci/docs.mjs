// Writes the reference to docs/: of every export, from the types that the package ships, and of the elements, with a picture of
// each, drawn here and now: npm run docs

import { join } from "node:path";
import { buildAll } from "./build/all.mjs";
import { elementsPage } from "./build/reference.mjs";
import { launch } from "./lib/browser.mjs";
import { root } from "./lib/paths.mjs";
import { must } from "./lib/processes.mjs";
import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { startServer } from "./lib/servers.mjs";
import { setup } from "./setup/all.mjs";
import { npmCi } from "./setup/packages.mjs";

const tools = join(root, "tests", "package"); // where TypeDoc is, which needs an older TypeScript than the checks

await script(async () => {
  const { chrome } = await setup({ browser: true });
  await buildAll();
  npmCi(tools, "Installing what writes the reference …");
  const typedoc = join(tools, "node_modules", "typedoc", "bin", "typedoc");
  await must("node", [typedoc], "TypeDoc objects to the types' comments (above).", { cwd: tools });
  const server = await startServer(["--port", "0", "--rate-limit", "0"]);
  const browser = await launch(chrome);
  try {
    await elementsPage(browser, server.address, join(root, "docs"));
  } finally {
    await browser.close();
    await server.stop();
  }
  say("The reference is in docs/index.html, and that of the elements in docs/elements.html.");
});
