// Compiles the crate to pkg/: the WebAssembly module, its JavaScript and its types.
// The whole of pkg/ is made elsewhere and then put in place, so that a server never serves half of a build.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { locked } from "../lib/locks.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { ask, must } from "../lib/processes.mjs";
import { Failure, say } from "../lib/say.mjs";
import { hasSmallStd, stdSources } from "../setup/rust.mjs";
import { bundle, inline } from "./bundle.mjs";
import { compress } from "./compress.mjs";
import { ADDRESS, declarations } from "./declarations.mjs";
import { buildEntries, ofAnEntry } from "./entries.mjs";
import { compilerFlags, OPTIMIZE, SHORT_NAMES, STRIP } from "./flags.mjs";
import { ordered } from "./order.mjs";

const NAME = "truconsent_wasm";
const FILES = [`${NAME}.js`, `${NAME}.js.map`, `${NAME}_inline.js`, `${NAME}.d.ts`, `${NAME}_bg.wasm`, `${NAME}_bg.wasm.d.ts`];
export const pkg = join(root, "pkg");

export async function build() {
  await locked(join(root, "target", "build"), async () => {
    const stamp = join(pkg, ".stamp");
    const wanted = fingerprint();
    const done = FILES.every((file) => existsSync(join(pkg, file))) && existsSync(stamp);
    if (done && readFileSync(stamp, "utf8") === wanted) {
      await buildEntries(pkg);
      return compress(pkg);
    }
    say("Compiling the module to WebAssembly …");
    const [generated, out] = ["generated", "pkg"].map((folder) => join(root, "target", folder));
    for (const folder of [generated, out]) rmSync(folder, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    await compile(generated);
    const made = (file) => join(generated, file);
    const names = await shrink(made(`${NAME}_bg.wasm`), join(out, `${NAME}_bg.wasm`));
    const module = readFileSync(join(out, `${NAME}_bg.wasm`));
    if (!WebAssembly.validate(module)) {
      throw new Failure("The module does not validate in Node: look at the flags of wasm-opt in .ci/build/flags.mjs.");
    }
    const { code, map } = await bundle(`${NAME}.js`, generated, names);
    writeFileSync(join(out, `${NAME}.js`), code);
    writeFileSync(join(out, `${NAME}.js.map`), map);
    writeFileSync(join(out, `${NAME}_inline.js`), inline(module, `./${NAME}.js`));
    writeFileSync(join(out, `${NAME}.d.ts`), declarations(readFileSync(made(`${NAME}.d.ts`), "utf8")));
    writeFileSync(join(out, `${NAME}_bg.wasm.d.ts`), ADDRESS);
    await buildEntries(out);
    compress(out);
    writeFileSync(join(out, ".stamp"), wanted);
    rmSync(pkg, { recursive: true, force: true });
    renameSync(out, pkg);
  });
}

/** What wasm-pack makes of the crate: the module as the compiler left it, and what wasm-bindgen generates. */
async function compile(dir) {
  const small = hasSmallStd();
  if (!small) say("(Without the source of Rust's standard library: the module gets about a tenth larger.)");
  const { env, cargo, rustc } = compilerFlags(small);
  await must(
    "wasm-pack",
    ["build", ".", "--release", "--target", "bundler", "--no-opt", "--no-pack", "--no-gitignore", "--out-dir", dir, "--", ...cargo],
    "Compiling the module failed (above).",
    { env: { ...env, CARGO_ENCODED_RUSTFLAGS: [...ownFlags(), ...rustc].join("\x1f") } },
  );
}

// Source files are named by their place on the machine that built the package, but for this.
function ownFlags() {
  const given = (process.env.RUSTFLAGS ?? "").split(" ").filter(Boolean);
  const sources = join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  return [...given, ...[...registries, stdSources(), root].map((folder) => `--remap-path-prefix=${folder}/=`)];
}

/** Makes the module small, and returns the new names of its imports and exports. */
async function shrink(from, to) {
  const advice = "wasm-opt failed (above).";
  await must("wasm-opt", [...OPTIMIZE, ...STRIP, from, "-o", to], advice);
  writeFileSync(to, ordered(readFileSync(to)));
  return JSON.parse(await must("wasm-opt", [...OPTIMIZE, ...STRIP, SHORT_NAMES, to, "-o", to], advice));
}

/** What the base entry depends on: sources, manifests, the compiler, and how it is built. */
function fingerprint() {
  const hash = createHash("sha256").update(ask("rustc", ["--version"]) ?? "").update(String(hasSmallStd()));
  const folders = ["src", ".ci/build"].flatMap((folder) => filesBelow(join(root, folder)));
  const others = ["Cargo.toml", "Cargo.lock", "package-lock.json"].map((file) => join(root, file));
  const isPart = (file) => !ofAnEntry(file) && !file.startsWith(join(root, "src", "gateway"));
  for (const file of [...folders.filter(isPart).sort(), ...others]) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}
