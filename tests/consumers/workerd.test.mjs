// The README's Worker, as it stands, in workerd.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { startWorker } from "../../.ci/lib/workerd.mjs";
import { environment, EXAMPLES, keepsTheKeys, writeShared } from "./keys.mjs";
import { here, world } from "./support.mjs";

const it = world();

test("a Worker keeps the keys", async (t) => {
  const dir = mkdtempSync(join(here, "workerd-"));
  t.after(() => rmSync(dir, { recursive: true }));
  writeShared(dir);
  writeFileSync(join(dir, "worker.js"), EXAMPLES.worker);
  const worker = await startWorker(join(dir, "worker.js"), join(here, "node_modules"), environment(it.api));
  t.after(() => worker.dispose());
  await keepsTheKeys((path, init) => worker.dispatchFetch(`http://worker.test${path}`, init));
});
