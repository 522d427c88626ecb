// npm run bench: what the package weighs and what it takes, beside plain JavaScript, in this run and on this machine.
// The figures go to results.json, from which `npm run chart` makes the README's. Bytes have a budget; times are only
// told, for they are the machine's as much as the code's.

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildAll } from "../../.ci/build/all.mjs";
import { compress } from "../../.ci/build/compress.mjs";
import { pkg } from "../../.ci/build/module.mjs";
import { measure, sizeTable } from "../../.ci/check/size.mjs";
import { launch } from "../../.ci/lib/browser.mjs";
import { ask } from "../../.ci/lib/processes.mjs";
import { say } from "../../.ci/lib/say.mjs";
import { scratchDir, script } from "../../.ci/lib/script.mjs";
import { startServer } from "../../.ci/lib/servers.mjs";
import { setup } from "../../.ci/setup/all.mjs";
import { centres, LIMIT, parts, weight } from "./centre.mjs";
import { coldStarts, CONDITIONS, firstSights } from "./cold.mjs";
import { load } from "./load.mjs";
import { merges } from "./merges.mjs";
import { overhead } from "./overhead.mjs";

const RUNS = Number(process.env.RUNS ?? 11);
const here = fileURLToPath(new URL(".", import.meta.url));

await script(async () => {
  const { chrome } = await setup({ browser: true, tests: false });
  await buildAll();
  const size = measure();
  say(`\n${sizeTable(size)}`);
  // Compressed as the demo is.
  const plainRoot = scratchDir();
  cpSync(join(here, "plain"), plainRoot, { recursive: true });
  compress(plainRoot);
  const folders = await centres();
  const [demo, plain, own, vendor] = await Promise.all([[], ["--root", plainRoot], ["--root", folders.own], ["--root", folders.vendor]].map((root) =>
    startServer(["--port", "0", "--rate-limit", "0", ...root])));
  const browser = await launch(chrome);
  const version = browser.version();
  try {
    const { slowdown, megabitsPerSecond, latencyMs } = CONDITIONS;
    say(`\n  Cold start, Chromium ${version}, CPU ${slowdown}x, ${megabitsPerSecond} Mbit/s, ${latencyMs} ms; medians of ${RUNS}`);
    const cold = await coldStarts(browser, { demo: demo.address, plain: plain.address }, RUNS);
    say(row("", "the demo", "plain", "ratio"));
    say(row("consents on screen, ms", cold.demo.ms, cold.plain.ms, times(cold.demo.ms / cold.plain.ms)));
    say(row("bytes of the whole page", cold.demo.bytes, cold.plain.bytes, ""));
    say(row("requests", cold.demo.requests, cold.plain.requests, ""));

    const rights = await firstSights(browser, { own: own.address, vendor: vendor.address }, { own: "#consents .purpose", vendor: ".rc-consent-item" }, RUNS);
    const centre = { parts: parts(folders.own), vendor: weight(folders.vendor), cold: rights };
    const sum = Object.values(centre.parts).reduce((all, one) => all + one, 0);
    say("\n  The rights centre, with one language; brotli");
    for (const [file, bytes] of Object.entries(centre.parts)) say(row(file, bytes));
    say(row(`together, aim ${LIMIT.toLocaleString("en")}`, sum));
    say(row("the vendor's, with React", centre.vendor));
    say(row("", "the centre", "the vendor's", "ratio"));
    say(row("consents on screen, ms", rights.own.ms, rights.vendor.ms, times(rights.own.ms / rights.vendor.ms)));
    say(row("bytes of the whole page", rights.own.bytes, rights.vendor.bytes, ""));
    say(row("requests", rights.own.requests, rights.vendor.requests, ""));

    const call = await overhead(browser, demo.address);
    say(`\n  A call in the browser: ${fixed(call.client)} ms; a bare fetch ${fixed(call.fetch)} ms; more by ${fixed(call.more)} ms`);
    await browser.close();

    say(`\n  Consents merged, medians in ms in Node ${process.version}, ${cpus()[0]?.model ?? "unknown CPU"}`);
    const module = await import("truconsent-wasm");
    await module.default({ module_or_path: readFileSync(join(pkg, "truconsent_wasm_bg.wasm")) });
    const merged = await merges(module);
    for (const [way, told] of [["objects", "from objects"], ["text", "from the answers' text"], ["call", "the whole call"]]) {
      say(row(told, "module", "same", "ratio", "least", "ratio", "per purpose"));
      for (const { purposes, [way]: [ours, same, least] } of merged) {
        const name = `  ${purposes.toLocaleString("en")} purposes`;
        say(row(name, fixed(ours), fixed(same), times(ours / same), fixed(least), times(ours / least), `${fixed((ours * 1000) / purposes)} µs`));
      }
    }
    const results = {
      date: new Date().toISOString().slice(0, 10), rustc: ask("rustc", ["--version"]), node: process.version, chromium: version,
      runs: RUNS, conditions: CONDITIONS,
      size: { bytes: size.total, files: Object.fromEntries(size.rows.map(({ file, brotli }) => [file, brotli])) },
      cold, centre, call, merged, load: await load(),
    };
    const rounded = (_, value) => (typeof value === "number" ? Number(value.toPrecision(5)) : value);
    writeFileSync(join(here, "results.json"), `${JSON.stringify(results, rounded, 2)}\n`);
    say("\n  Written to tests/bench/results.json; `npm run chart` brings it into the README.");
  } finally {
    await browser.close();
    await Promise.all([demo, plain, own, vendor].map((one) => one.stop()));
  }
  return size.total > size.budget ? 1 : 0;
});

function row(name, ...cells) {
  return `  ${name.padEnd(26)}${cells.map((cell) => String(cell.toLocaleString("en")).padStart(14)).join("")}`;
}

function times(ratio) {
  return `${ratio.toFixed(2)} x`;
}

function fixed(value) {
  return value.toFixed(value < 1 ? 4 : 2);
}
