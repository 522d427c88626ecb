// Builds everything and runs the embedded server with the demo. Flags go to the server: npm start -- --port 8080

import { buildServer, say, script, startServer } from "./lib.mjs";
import { build } from "./build.mjs";
import { buildDemo } from "./demo.mjs";
import { setup } from "./setup.mjs";

await script(async () => {
  await setup();
  await build();
  await buildDemo();
  await buildServer();
  const server = await startServer(process.argv.slice(2), { onLine: say });
  say(`\nThe demo runs at ${server.address} — Ctrl-C ends it.`);
  return server.ended;
});
