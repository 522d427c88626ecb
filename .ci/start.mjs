// Builds everything and runs the embedded server with the demo. Flags go to the server: npm start -- --port 8080

import { buildAll } from "./build/all.mjs";
import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { startServer } from "./lib/servers.mjs";
import { setup } from "./setup/all.mjs";

await script(async () => {
  await setup();
  await buildAll();
  const server = await startServer(process.argv.slice(2), { onLine: say });
  say(`\nThe demo runs at ${server.address} — Ctrl-C ends it.`);
  return server.ended;
});
