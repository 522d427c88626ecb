// Next.js, with both of its bundlers: the package renders on the server, and runs in the browser.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../.ci/lib/paths.mjs";
import { must } from "../../.ci/lib/processes.mjs";
import { checkLines, here, startInNode, world } from "./support.mjs";

const it = world();
const cwd = join(here, "next");
const program = join(here, "node_modules", "next", "dist", "bin", "next");

// The README's hook, as it stands, for the page in app/hook.
const [, hook] = readFileSync(join(root, "README.md"), "utf8").match(/^```jsx\n(.*?)^```$/ms);
writeFileSync(join(cwd, "app", "hook", "hook.jsx"), hook);

for (const bundler of ["--turbopack", "--webpack"]) {
  test(`Next.js ${bundler}`, async (t) => {
    const env = { SERVER: it.api, NEXT_TELEMETRY_DISABLED: "1" };
    rmSync(join(cwd, ".next"), { recursive: true, force: true });
    const said = await must("node", [program, "build", bundler], "Next.js does not build it.", { cwd, env });
    assert.doesNotMatch(said, /warn/i);
    const address = await startInNode(t, [program, "start", "--hostname", "127.0.0.1", "--port", "0"], { cwd, env });

    const html = await (await fetch(address)).text();
    checkLines([...html.matchAll(/<p>(.*?)<\/p>/g)].map(([, line]) => line));

    const page = await it.page(t, it.api, { expected: /^error: Failed to load resource: .* 404/ }); // a cookie knows no port
    await page.goto(`${address}/browser`);
    await page.waitForFunction(() => document.querySelectorAll("p").length > 0);
    checkLines(await page.locator("p").allTextContents());

    assert.match(await (await fetch(`${address}/hook`)).text(), /<p>loading<\/p>/, "the server renders it as loading");
    await page.goto(`${address}/hook`);
    await page.getByText("Orders and delivery").waitFor();
  });
}
