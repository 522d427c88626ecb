// Writes the reference of every export to docs/, from the types that the package ships: npm run docs

import { join } from "node:path";
import { build } from "./build/module.mjs";
import { root } from "./lib/paths.mjs";
import { must } from "./lib/processes.mjs";
import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { setup } from "./setup/all.mjs";
import { npmCi } from "./setup/packages.mjs";

const tools = join(root, "tests", "package"); // where TypeDoc is, which needs an older TypeScript than the checks

await script(async () => {
  await setup();
  await build();
  npmCi(tools, "Installing what writes the reference …");
  const typedoc = join(tools, "node_modules", "typedoc", "bin", "typedoc");
  await must("node", [typedoc], "TypeDoc objects to the types' comments (above).", { cwd: tools });
  say("The reference is in docs/index.html.");
});
