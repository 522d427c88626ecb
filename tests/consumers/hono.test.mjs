// The README's server with Hono, as it stands.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { environment, EXAMPLES, keepsTheKeys, writeShared } from "./keys.mjs";
import { here, startInNode, world } from "./support.mjs";

const it = world();

test("a server with Hono keeps the keys", async (t) => {
  const dir = mkdtempSync(join(here, "hono-")); // below the installed packages
  t.after(() => rmSync(dir, { recursive: true }));
  writeShared(dir);
  assert.match(EXAMPLES.hono, /port: 8788/);
  const code = EXAMPLES.hono.replace("port: 8788 }", "port: 0 }, ({ port }) => console.log(`http://127.0.0.1:${port}/`)");
  writeFileSync(join(dir, "server.mjs"), code);
  const address = await startInNode(t, [join(dir, "server.mjs")], { cwd: dir, env: environment(it.api) });
  await keepsTheKeys((path, init) => fetch(new URL(path, address), init));
});
