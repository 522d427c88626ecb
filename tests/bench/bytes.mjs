// What the module's bytes are, by what they do: `npm run bytes`. It needs the module with the names of its functions, so
// it takes what the compiler left behind at the last build through the same steps, but for taking the names out.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../../.ci/build/module.mjs";
import { target } from "../../.ci/lib/paths.mjs";
import { must } from "../../.ci/lib/processes.mjs";
import { Failure, say } from "../../.ci/lib/say.mjs";
import { scratchDir, script } from "../../.ci/lib/script.mjs";
import { setup } from "../../.ci/setup/all.mjs";

const CODE = 10;
const DATA = 11;
const FUNCTIONS = 1; // of the section with the names

/** The first that fits a function's name says what it does. */
const GROUPS = [
  ["decisions", /truconsent_wasm(\[\w+\])?::(consents::(decide|decision|record)|decide_consent|apply_decision)/],
  ["merge and current consents", /truconsent_wasm(\[\w+\])?::(consents|time|merge_consents)/],
  ["grievances and nominees", /truconsent_wasm(\[\w+\])?::(rights|validate_)/],
  ["sending: attempts, limits, retries, sharing", /truconsent_wasm(\[\w+\])?::(call|transport|limit|retry|share)/],
  ["options and addresses", /truconsent_wasm(\[\w+\])?::(options|address|text)/],
  ["reading answers (drift)", /truconsent_wasm(\[\w+\])?::(drift|shape)/],
  ["errors", /truconsent_wasm(\[\w+\])?::(error|code|is_consent_error)/],
  ["the client and other exports", /truconsent_wasm|^consentclient_|Consent|^validate/],
  ["bindings, promises, serde", /wasm_bindgen|js_sys|serde|gloo|externref|_wbg_/],
  ["standard library and allocator", /./],
];

async function named() {
  const compiled = join(target, "wasm32-unknown-unknown", "release", "truconsent_wasm.wasm");
  if (!existsSync(compiled)) throw new Failure("What the compiler made is gone. Remove pkg/ and run this again.");
  const out = scratchDir();
  await must("wasm-bindgen", ["--target", "web", "--keep-debug", "--out-dir", out, compiled], "wasm-bindgen failed (above).");
  const kept = flags().filter((flag) => !flag.startsWith("--strip"));
  const [from, to] = ["truconsent_wasm_bg.wasm", "named.wasm"].map((name) => join(out, name));
  await must("wasm-opt", [...kept, "-g", from, "-o", to], "wasm-opt failed (above).");
  return readFileSync(to);
}

/** The sizes of functions, and of the data. */
function measured(wasm) {
  const found = { sizes: [], data: 0 };
  for (const { id, content } of sections(wasm)) {
    if (id === DATA) found.data = content.length;
    if (id !== CODE) continue;
    const reader = new Reader(content);
    for (let left = reader.number(); left > 0; left -= 1) found.sizes.push(reader.block().length);
  }
  return found;
}

/** The functions' names, by their numbers without the imports. */
function namesOf(wasm) {
  const module = new WebAssembly.Module(wasm);
  const imports = WebAssembly.Module.imports(module).length;
  const names = [];
  for (const { id, content } of sections(new Uint8Array(WebAssembly.Module.customSections(module, "name")[0]), 0)) {
    if (id !== FUNCTIONS) continue;
    const reader = new Reader(content);
    for (let left = reader.number(); left > 0; left -= 1) names[reader.number() - imports] = reader.name();
  }
  return names;
}

await script(async () => {
  await setup();
  await build();
  const wasm = await named();
  const { sizes, data } = measured(wasm);
  const names = namesOf(wasm);
  const sums = new Map(GROUPS.map(([group]) => [group, 0]));
  sizes.forEach((size, index) => {
    const [group] = GROUPS.find(([, fits]) => fits.test(names[index] || "?"));
    sums.set(group, sums.get(group) + size);
  });
  sums.set("data: texts and tables", data);
  const total = [...sums.values()].reduce((sum, size) => sum + size);
  for (const [group, size] of [...sums].sort(([, one], [, other]) => other - one)) {
    const percent = ((100 * size) / total).toFixed(1);
    say(`  ${group.padEnd(46)}${size.toLocaleString("en").padStart(9)} bytes${percent.padStart(7)} %`);
  }
});
