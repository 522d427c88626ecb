// What the module's bytes are, by what they do: `npm run bytes`. It needs the module with the names of its functions, so
// it takes what was generated at the last build, and has wasm-opt make it small and measure it.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { OPTIMIZE } from "../../.ci/build/flags.mjs";
import { build } from "../../.ci/build/module.mjs";
import { root } from "../../.ci/lib/paths.mjs";
import { must } from "../../.ci/lib/processes.mjs";
import { Failure, say } from "../../.ci/lib/say.mjs";
import { scratchDir, script } from "../../.ci/lib/script.mjs";
import { setup } from "../../.ci/setup/all.mjs";

/** The first that fits a function's name says what it does. */
const GROUPS = [
  ["decisions", /truconsent_wasm(\[\w+\])?::(consents::(decide|decision|record)|decide_consent|apply_decision)/],
  ["merge and current consents", /truconsent_wasm(\[\w+\])?::(consents|schema::time|merge_consents)/],
  ["grievances and nominees", /truconsent_wasm(\[\w+\])?::(rights|validate_)/],
  ["options and addresses", /truconsent_wasm(\[\w+\])?::request::(option|address|headers)/],
  ["sending: attempts, limits, retries, sharing", /truconsent_wasm(\[\w+\])?::request/],
  ["reading answers (drift)", /truconsent_wasm(\[\w+\])?::schema/],
  ["errors", /truconsent_wasm(\[\w+\])?::error/],
  ["what the crate asks of JavaScript", /truconsent_wasm(\[\w+\])?::host/],
  ["the client and other exports", /truconsent_wasm|^consentclient_|Consent|^validate/],
  ["bindings, promises, serde", /wasm_bindgen|js_sys|serde|gloo|externref|_wbg_/],
  ["standard library and allocator", /./],
];

/** What wasm-opt counts: the bytes of each function by its name, and those of the data. */
function counted(metrics) {
  const functions = [...metrics.matchAll(/^func: (.*)\n \[binary-bytes\] : (\d+)/gm)];
  const data = metrics.match(/^ \[memory-data\]\s*: (\d+)/m);
  if (!functions.length || !data) throw new Failure("wasm-opt counts in other words: adapt tests/bench/bytes.mjs.");
  return { functions: functions.map(([, name, bytes]) => [name, Number(bytes)]), data: Number(data[1]) };
}

await script(async () => {
  await setup();
  await build();
  const generated = join(root, "target", "generated", "truconsent_wasm_bg.wasm");
  if (!existsSync(generated)) throw new Failure("What the compiler made is gone. Remove pkg/ and run this again.");
  const flags = [...OPTIMIZE, "--debuginfo", "--func-metrics"];
  const metrics = await must("wasm-opt", [...flags, generated, "-o", join(scratchDir(), "named.wasm")], "wasm-opt failed (above).");
  const { functions, data } = counted(metrics);
  const sums = new Map([...GROUPS.map(([group]) => [group, 0]), ["data: texts and tables", data]]);
  for (const [name, bytes] of functions) {
    const [group] = GROUPS.find(([, fits]) => fits.test(name));
    sums.set(group, sums.get(group) + bytes);
  }
  const total = [...sums.values()].reduce((sum, bytes) => sum + bytes);
  for (const [group, bytes] of [...sums].sort(([, one], [, other]) => other - one)) {
    const percent = ((100 * bytes) / total).toFixed(1);
    say(`  ${group.padEnd(46)}${bytes.toLocaleString("en").padStart(9)} bytes${percent.padStart(7)} %`);
  }
});
