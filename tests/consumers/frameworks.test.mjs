// The store in Vue and in Svelte: ten lines over `subscribe`, and banners that went through their proxies.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import * as vite from "vite";
import { root } from "../../.ci/lib/paths.mjs";
import { scratchDir } from "../../.ci/lib/script.mjs";
import { here, pageIn, world } from "./support.mjs";

const it = world();
const readme = readFileSync(join(root, "README.md"), "utf8");

test("the README has what the two pages use", () => {
  for (const file of ["useConsents.vue.js", "consents.svelte.js"]) {
    assert.ok(readme.includes(`\`\`\`js\n${readFileSync(join(here, "frameworks", file), "utf8")}\`\`\``), file);
  }
});

for (const [name, script, plugin] of [["Vue 3", "vue.js", vue()], ["Svelte 5", "svelte.svelte.js", svelte({ configFile: false })]]) {
  test(name, async (t) => {
    const outDir = pageIn(scratchDir());
    const lib = { entry: join(here, "frameworks", script), formats: ["es"], fileName: () => "main.js" };
    const define = { "process.env.NODE_ENV": '"production"' };
    await vite.build({ root: here, configFile: false, logLevel: "error", plugins: [plugin], define, build: { outDir, emptyOutDir: false, lib, target: "es2022" } });
    const page = await it.page(t, it.api);
    await page.goto(await it.serve(t, outDir));

    const lines = () => page.locator("p").allTextContents();
    await page.getByText("Delivery updates on your phone: true").waitFor();
    assert.deepEqual((await lines()).slice(0, 3), ["ready", "Deliver your orders: true", "Delivery updates on your phone: true"]);
    const [applied, merged] = await page.evaluate(() => {
      const { banners } = store.get().consents;
      const banner = proxied(banners.find(({ title }) => title === "Orders and delivery"));
      const decision = proxied(base.decideConsent(banner, "approve_all"));
      const record = { id: "r", action: "approved", collection_point_id: banner.collection_point, purpose_consents: decision.purposes.map(({ id }) => ({ purpose_id: id, status: "approved" })), timestamp: "2026-01-01T00:00:00Z" };
      return [base.applyDecision(banner, proxied(record)), base.mergeConsents(proxied(banners), null)];
    });
    assert.equal(applied.latest_action, "approved");
    assert.ok(merged.banners.length > 1);
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("Delivery updates on your phone: false").waitFor();
    assert.equal(await page.evaluate(() => store.get().consents.banners.find(({ title }) => title === "Orders and delivery").latest_action), "revoked");
    // The client compares what it is given with what the API has.
    const action = await page.evaluate(() => {
      const client = new base.ConsentClient({ baseUrl: "/api" });
      const banner = proxied(store.get().consents.banners.find(({ title }) => title === "Orders and delivery"));
      return client.recordConsent(store.userId, proxied(base.decideConsent(banner, "approve_all")), { ifUnchanged: banner }).then(({ action }) => action);
    });
    assert.equal(action, "approved");
  });
}
