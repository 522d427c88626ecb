// The packed package in workerd, which compiles no module at run time: the base by itself, and the README's Worker.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as esbuild from "esbuild";
import { Miniflare } from "miniflare";
import { environment, EXAMPLES, keepsTheKeys, writeShared } from "./keys.mjs";
import { here, installed, world } from "./support.mjs";

const it = world();

/** Bundles a Worker by the conditions that Cloudflare's own tool uses, and starts it. */
async function start(t, code, bindings = {}) {
  const dir = mkdtempSync(join(here, "workerd-"));
  t.after(() => rmSync(dir, { recursive: true }));
  writeShared(dir);
  writeFileSync(join(dir, "worker.js"), code);
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [join(dir, "worker.js")],
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    external: ["*.wasm"],
    write: false,
    metafile: true,
    outfile: "main.js",
    logLevel: "silent",
  });
  const wasm = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const worker = new Miniflare({
    compatibilityDate: "2025-05-05",
    bindings,
    modules: [
      { type: "ESModule", path: "main.js", contents: outputFiles[0].text },
      ...wasm.map((path) => ({ type: "CompiledWasm", path: path.replace("./", ""), contents: readFileSync(join(installed, "pkg", path)) })),
    ],
  });
  t.after(() => worker.dispose());
  return worker;
}

test("the base loads without arguments, and asks the API", async (t) => {
  const worker = await start(t, `import init, { ConsentClient, isConsentError } from "truconsent-wasm";
    export default {
      async fetch(_, { API }) {
        await init();
        const client = new ConsentClient({ baseUrl: API, apiKey: "tck_live_xxxxxxxxxxxx", orgId: "acme" });
        const { banners } = await client.currentConsents("usr_asha");
        const missing = await client.getBanner("nowhere").catch((error) => error);
        const own = new ConsentClient({ baseUrl: "/api", fetch: (path, options) => fetch(API.replace("/api", path), options) });
        const refused = await own.dpo().catch((error) => error);
        return Response.json([banners.length, isConsentError(missing), missing.code, refused.code]);
      },
    };`, { API: `${it.api}/api` });
  const [banners, ...errors] = await (await worker.dispatchFetch("http://worker.test/")).json();
  assert.ok(banners > 0);
  assert.deepEqual(errors, [true, "not_found", "unauthenticated"]);
});

test("a Worker keeps the keys", async (t) => {
  const worker = await start(t, EXAMPLES.worker, environment(it.api));
  await keepsTheKeys((path, init) => worker.dispatchFetch(`http://worker.test${path}`, init));
});
