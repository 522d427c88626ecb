// The package, and the demo as it is served: npm run build

import { buildDemo } from "./build/demo.mjs";
import { build } from "./build/module.mjs";
import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { setup } from "./setup/all.mjs";

await script(async () => {
  await setup();
  await build();
  if (!process.argv.includes("--package")) await buildDemo();
  say("pkg/ and dist/ are up to date.");
});
