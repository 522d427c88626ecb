// Brings pkg/ up to date: the base module, its JavaScript and its types, the rules of the proxy, and the further entries.
// The base is made elsewhere and then put in place as a whole, so that a server never serves half of a build.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { locked } from "../lib/locks.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { say } from "../lib/say.mjs";
import { bundle, imported, inline } from "./bundle.mjs";
import { compile, fingerprint, shrink } from "./compile.mjs";
import { compress } from "./compress.mjs";
import { ADDRESS, declarations } from "./declarations.mjs";
import { buildEntries, ofAnEntry } from "./entries.mjs";
import { buildRules } from "./rules.mjs";

const NAME = "truconsent_wasm";
const SCRIPTS = [`${NAME}.js`, `${NAME}.js.map`, `${NAME}_inline.js`, `${NAME}_workerd.js`];
const FILES = [...SCRIPTS, `${NAME}.d.ts`, `${NAME}_bg.wasm`, `${NAME}_bg.wasm.d.ts`];
export const pkg = join(root, "pkg");

export async function build() {
  await locked(join(root, "target", "build"), async () => {
    const wanted = fingerprint(filesBelow(join(root, "src")).filter(isPart));
    const stamp = join(pkg, ".stamp");
    const done = FILES.every((file) => existsSync(join(pkg, file))) && existsSync(stamp);
    if (!done || readFileSync(stamp, "utf8") !== wanted) await buildBase(wanted);
    await buildRules(pkg);
    await buildEntries(pkg);
    compress(pkg);
  });
}

// The rules have a module of their own.
const isPart = (file) => !ofAnEntry(file) && !file.startsWith(join(root, "src", "gateway") + sep);

async function buildBase(stamp) {
  say("Compiling the module to WebAssembly …");
  const [generated, out] = ["generated", "pkg"].map((folder) => join(root, "target", folder));
  for (const folder of [generated, out]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await compile(".", generated);
  const { module, names } = await shrink(join(generated, `${NAME}_bg.wasm`), join(out, `${NAME}_bg.wasm`));
  const { code, map } = await bundle(`${NAME}.js`, generated, names);
  writeFileSync(join(out, `${NAME}.js`), code);
  writeFileSync(join(out, `${NAME}.js.map`), map);
  writeFileSync(join(out, `${NAME}_inline.js`), inline(module, `./${NAME}.js`));
  writeFileSync(join(out, `${NAME}_workerd.js`), imported(`./${NAME}_bg.wasm`, `./${NAME}.js`));
  writeFileSync(join(out, `${NAME}.d.ts`), declarations(readFileSync(join(generated, `${NAME}.d.ts`), "utf8")));
  writeFileSync(join(out, `${NAME}_bg.wasm.d.ts`), ADDRESS);
  await buildRules(out);
  await buildEntries(out);
  compress(out);
  writeFileSync(join(out, ".stamp"), stamp);
  rmSync(pkg, { recursive: true, force: true });
  renameSync(out, pkg);
}
