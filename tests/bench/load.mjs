// What the proxy costs beside a bare reverse proxy of the same crates: the measurement is a program, www/proxy/benches/load.rs.

import { ask, must } from "../../.ci/lib/processes.mjs";
import { say } from "../../.ci/lib/say.mjs";

export async function load() {
  say("\n  The proxy beside a bare one, each for some seconds (compiled for release first) …");
  const advice = "Measuring the proxy failed (above).";
  const said = await must("cargo", ["bench", "--quiet", "--package", "truconsent-proxy", "--bench", "load"], advice);
  const { rows, memory } = JSON.parse(said.trim().split("\n").at(-1));
  const results = { cores: Number(ask("nproc", [])), rows, memory };
  say(loadTable(results));
  return results;
}

/** The same for the terminal and for the page. */
export function loadTable({ cores, rows, memory }) {
  const number = (value) => Math.round(value).toLocaleString("en");
  const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  const lines = rows.map(({ connections, bare, proxy }) => [
    connections, number(bare.perSecond), number(proxy.perSecond), (proxy.perSecond / bare.perSecond).toFixed(2),
    ms(bare.p99), ms(proxy.p99), ms(proxy.p99 - bare.p99),
  ]);
  const head = ["connections", "bare, requests/s", "proxy, requests/s", "ratio", "bare, p99", "proxy, p99", "added"];
  const megabytes = (kilobytes) => `${Math.round(kilobytes / 1024)} MB`;
  return `${[head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}

Answers of 10 KB, the upstream and the clients on the same ${cores} cores. With ${number(memory.sessions)} sessions it has ${megabytes(memory.after)} of memory, and
${megabytes(memory.before)} without them.`;
}
