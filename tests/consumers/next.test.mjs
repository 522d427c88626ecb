// Next.js, with both of its bundlers: the package renders on the server, and runs in the browser.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkLines, here, startProgram, world } from "./support.mjs";

const it = world();
const cwd = join(here, "next");
const program = join(here, "node_modules", "next", "dist", "bin", "next");

/** Builds the site. Next.js's build once stood still on a busy machine: then it is begun once more. */
function build(bundler, env) {
  const options = { cwd, env: { ...process.env, ...env }, encoding: "utf8", timeout: 150_000, killSignal: "SIGKILL" };
  for (const isLast of [false, true]) {
    rmSync(join(cwd, ".next"), { recursive: true, force: true });
    const { status, error, stdout, stderr } = spawnSync("node", [program, "build", bundler], options);
    if (error?.code === "ETIMEDOUT" && !isLast) continue;
    assert.equal(status, 0, `Next.js does not build it.\n${stdout}${stderr}`);
    return stdout + stderr;
  }
}

for (const bundler of ["--turbopack", "--webpack"]) {
  test(`Next.js ${bundler}`, async (t) => {
    const env = { SERVER: it.api, NEXT_TELEMETRY_DISABLED: "1" };
    assert.doesNotMatch(build(bundler, env), /warn/i);
    const address = await startProgram(t, [program, "start", "--hostname", "127.0.0.1", "--port", "0"], { cwd, env });

    const html = await (await fetch(address)).text();
    checkLines([...html.matchAll(/<p>(.*?)<\/p>/g)].map(([, line]) => line));

    const page = await it.page(t, it.api, { expected: /^error: Failed to load resource: .* 404/ }); // a cookie knows no port
    await page.goto(`${address}/browser`);
    await page.waitForFunction(() => document.querySelectorAll("p").length > 0);
    checkLines(await page.locator("p").allTextContents());
  });
}
