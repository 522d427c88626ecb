// Builds everything and runs the embedded server with the demo. Flags go to the server: npm start -- --port 8080
// Where nobody asks for a port and the usual one is taken, it is the next free one.

import { buildAll } from "./build/all.mjs";
import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { freePort, startServer } from "./lib/servers.mjs";
import { setup } from "./setup/all.mjs";

const USUAL_PORT = 8787;

await script(async () => {
  await setup();
  await buildAll();
  const flags = process.argv.slice(2);
  if (!flags.some((flag) => /^--port(=|$)/.test(flag))) {
    const port = await freePort(USUAL_PORT);
    if (port !== USUAL_PORT) say(`Port ${USUAL_PORT} is taken: the demo gets ${port}.`);
    flags.push("--port", String(port));
  }
  const server = await startServer(flags, { onLine: say });
  say(`\nThe demo runs at ${server.address} — Ctrl-C ends it.`);
  return server.ended;
});
