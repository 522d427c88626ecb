// Builds everything and runs the embedded server with the demo. Flags go to the server: npm start -- --port 8080
// Where nobody asks for a port and the usual one is taken, it is the next free one.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build/all.mjs";
import { root } from "./lib/paths.mjs";
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
  const { slug, api_keys: keys } = JSON.parse(readFileSync(join(root, "www", "server", "seed", "organization.json"), "utf8"));
  const lines = keys.map(({ key, scope }) => `  X-API-Key: ${key}  (${scope} scope)`);
  say(`\nThe API is at ${server.address}/api; keys of its organization, ${slug} in X-Org-Id:\n${lines.join("\n")}`);
  say(`The demo runs at ${server.address} — Ctrl-C ends it.`);
  return server.ended;
});
