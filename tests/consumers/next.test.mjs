// Next.js, with both of its bundlers: the package renders on the server, runs in the browser, and keeps the keys.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../.ci/lib/paths.mjs";
import { must } from "../../.ci/lib/processes.mjs";
import { environment, EXAMPLES, keepsTheKeys, writeShared } from "./keys.mjs";
import { checkLines, here, startInNode, world } from "./support.mjs";

const it = world();
const cwd = join(here, "next");
const program = join(here, "node_modules", "next", "dist", "bin", "next");

// The README's hook, as it stands, for the page in app/hook.
const [, hook] = readFileSync(join(root, "README.md"), "utf8").match(/^```jsx\n(.*?)^```$/ms);
writeFileSync(join(cwd, "app", "hook", "hook.jsx"), hook);

// And its proxy, in the place that it names.
const route = join(cwd, "app", "consent", "[...call]");
mkdirSync(route, { recursive: true });
writeFileSync(join(route, "route.js"), EXAMPLES.next);
writeShared(cwd);

for (const bundler of ["--turbopack", "--webpack"]) {
  test(`Next.js ${bundler}`, async (t) => {
    const env = { SERVER: it.api, NEXT_TELEMETRY_DISABLED: "1" };
    rmSync(join(cwd, ".next"), { recursive: true, force: true });
    const said = await must("node", [program, "build", bundler], "Next.js does not build it.", { cwd, env });
    assert.doesNotMatch(said, /warn/i);
    const given = { ...env, ...environment(it.api) };
    const address = await startInNode(t, [program, "start", "--hostname", "127.0.0.1", "--port", "0"], { cwd, env: given });

    const html = await (await fetch(address)).text();
    checkLines([...html.matchAll(/<p>(.*?)<\/p>/g)].map(([, line]) => line));

    const page = await it.page(t, it.api, { expected: /^error: Failed to load resource: .* 404/ }); // a cookie knows no port
    await page.goto(`${address}/browser`);
    await page.waitForFunction(() => document.querySelectorAll("p").length > 0);
    checkLines(await page.locator("p").allTextContents());

    assert.match(await (await fetch(`${address}/hook`)).text(), /<p>loading<\/p>/, "the server renders it as loading");
    await page.goto(`${address}/hook`);
    await page.getByText("Orders and delivery").waitFor();

    const shell = await (await fetch(`${address}/elements`)).text();
    assert.match(shell, /<truconsent-center base-url="\/api" user-id="usr_asha"><p>Your consents are being loaded\.<\/p><\/truconsent-center>/);
    await page.goto(`${address}/elements`); // a mismatch would be said in the console
    await page.locator(".point").first().waitFor();
    assert.equal(await page.locator("output").textContent(), "ready", "what an element tells is heard");

    await keepsTheKeys((path, init) => fetch(address + path, init));
  });
}
