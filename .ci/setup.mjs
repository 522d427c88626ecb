// Everything that the other scripts need: npm run setup

import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { setup } from "./setup/all.mjs";

await script(async () => {
  await setup({ browser: true, engines: true, servers: true });
  say("Everything is there: npm start runs the demo, npm test the tests.");
});
