// npm run chart: results.json as the README's chart and table. Nothing is measured here.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMain } from "../../.ci/lib/paths.mjs";
import { loadTable } from "./load.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
export const files = { results: join(here, "results.json"), chart: join(here, "chart.svg"), readme: join(here, "../../README.md"), proxy: join(here, "../../www/proxy/README.md") };

const KB = 1024;
const [WIDTH, LABELS, BAR, STEP] = [720, 210, 22, 34];
const SCALE = WIDTH - LABELS - 130;

/** The chart, readable on light and on dark ground. */
export function chart({ centre }) {
  const kilobytes = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
  const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const panels = [
    panel(0, "What a page downloads, brotli", [
      ["this rights centre", together(centre), kilobytes(together(centre)), "ours"],
      ["the vendor's, with React", centre.vendor, kilobytes(centre.vendor), "other"],
    ]),
    panel(1, "Cold start: consents on screen, phone on slow 4G", [
      ["this rights centre", centre.cold.own.ms, seconds(centre.cold.own.ms), "ours"],
      ["the vendor's, with React", centre.cold.vendor.ms, seconds(centre.cold.vendor.ms), "other"],
    ]),
  ];
  const desc = panels.map(({ words }) => words).join(" ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 250" role="img" aria-labelledby="title desc">
  <title id="title">Size and cold start of truconsent-wasm</title>
  <desc id="desc">${desc}</desc>
  <style>
    text { font: 15px system-ui, sans-serif; fill: #1b2430; }
    .head { font-weight: 600; }
    .ground { fill: #ffffff; stroke: #d5dbe2; }
    .ours { fill: #0b5a7a; }
    .other { fill: #9aa7b4; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e8edf2; }
      .ground { fill: #161c23; stroke: #364150; }
      .ours { fill: #5bb4d8; }
      .other { fill: #66727f; }
    }
  </style>
  <rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="249" rx="8"/>
${panels.map(({ drawn }) => drawn).join("\n")}
</svg>
`;
}

/** What a page with the rights centre downloads, with one language. */
const together = ({ parts }) => Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);

function panel(position, head, bars) {
  const top = 34 + position * 116;
  const longest = Math.max(...bars.map(([, value]) => value));
  const drawn = bars.map(([name, value, told, kind], i) => {
    const [y, width] = [top + 14 + i * STEP, Math.round((value / longest) * SCALE)];
    return `  <text x="24" y="${y + 16}">${name}</text>
  <rect class="${kind}" x="${LABELS}" y="${y}" width="${width}" height="${BAR}" rx="3"/>
  <text x="${LABELS + width + 10}" y="${y + 16}">${told}</text>`;
  });
  const words = `${head}: ${bars.map(([name, , told]) => `${name} ${told}`).join(", ")}.`;
  return { drawn: [`  <text class="head" x="24" y="${top}">${head}</text>`, ...drawn].join("\n"), words };
}

/** What stands in the README between the marks. */
export function table({ size, cold, centre, call, merged, node, chromium, runs, conditions }) {
  const times = (a, b) => `${(a / b).toFixed(2)}`;
  const ms = (value) => `${Number(value.toPrecision(2))} ms`;
  const pair = (name, [ours, theirs]) => [name, ms(ours), ms(theirs), times(ours, theirs)];
  const number = (value) => value.toLocaleString("en");
  const merging = ({ purposes, objects, text }) => [["objects", objects], ["their text", text]].map(([from, [ours, same, least]]) =>
    [`${number(purposes)} purposes, from ${from}`, ms(ours), ms(same), times(ours, same), ms(least), times(ours, least)]);
  const rows = [
    ["", "here", "plain JavaScript", "times"],
    ["---", "---", "---", "---"],
    ["cold start of the demo", `${number(cold.demo.ms)} ms`, `${number(cold.plain.ms)} ms`, times(cold.demo.ms, cold.plain.ms)],
    pair("a call beside a bare `fetch`", [call.client, call.fetch]),
  ];
  const merges = [
    ["merging", "here", "the same in plain JavaScript", "times", "the least that would do", "times"],
    ["---", "---", "---", "---", "---", "---"],
    ...merged.flatMap(merging),
  ];
  const rights = [
    ["", "this rights centre", "the vendor's, with React", "times"],
    ["---", "---", "---", "---"],
    ["bytes in brotli, one language", number(together(centre)), number(centre.vendor), times(together(centre), centre.vendor)],
    ["of that the module, and its JavaScript", number(size.bytes), "", ""],
    ["of that the elements in English, with Lit and the store", number(together(centre) - size.bytes), "", ""],
    ["consents on screen", `${number(centre.cold.own.ms)} ms`, `${number(centre.cold.vendor.ms)} ms`, times(centre.cold.own.ms, centre.cold.vendor.ms)],
    ["requests", centre.cold.own.requests, centre.cold.vendor.requests, ""],
  ];
  const lines = (table) => table.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const { slowdown, megabitsPerSecond, latencyMs } = conditions;
  return `The module and its JavaScript are ${number(size.bytes)} bytes in brotli. Medians of ${runs} cold starts (Chromium ${chromium.split(".")[0]}, CPU slowed
${slowdown} times, ${megabitsPerSecond} Mbit/s, ${latencyMs} ms for each request) and of many merges (Node ${node.split(".")[0].slice(1)}):

${lines(rows)}

${lines(merges)}

${lines(rights)}`;
}

const MARKED = /(?<=<!-- figures -->\n)[^]*?(?=\n<!-- \/figures -->)/;

export const shown = (readme) => MARKED.exec(readme)?.[0];

if (isMain(import.meta.url)) {
  const results = JSON.parse(readFileSync(files.results, "utf8"));
  writeFileSync(files.chart, chart(results));
  for (const [file, text] of [[files.readme, table(results)], [files.proxy, loadTable(results.load)]]) {
    writeFileSync(file, readFileSync(file, "utf8").replace(MARKED, () => text));
  }
  console.log("The chart and the tables are up to date.");
}
