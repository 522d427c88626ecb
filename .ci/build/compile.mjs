// Compiles one crate to WebAssembly: what wasm-pack makes of it, and what wasm-opt makes of that.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { filesBelow, root } from "../lib/paths.mjs";
import { ask, must } from "../lib/processes.mjs";
import { Failure, say } from "../lib/say.mjs";
import { hasSmallStd, stdSources } from "../setup/rust.mjs";
import { compilerFlags, OPTIMIZE, SHORT_NAMES, STRIP } from "./flags.mjs";
import { ordered } from "./order.mjs";

/** The module of the crate in `folder` as the compiler left it, and what wasm-bindgen generates, in `dir`. */
export async function compile(folder, dir) {
  const small = hasSmallStd();
  if (!small) say("(Without the source of Rust's standard library: the module gets about a tenth larger.)");
  const { env, cargo, rustc } = compilerFlags(small);
  await must(
    "wasm-pack",
    ["build", folder, "--release", "--target", "bundler", "--no-opt", "--no-pack", "--no-gitignore", "--out-dir", dir, "--", ...cargo],
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

/** Makes a module small, and returns its bytes and the new names of its imports and exports. */
export async function shrink(from, to) {
  const advice = "wasm-opt failed (above).";
  await must("wasm-opt", [...OPTIMIZE, ...STRIP, from, "-o", to], advice);
  writeFileSync(to, ordered(readFileSync(to)));
  const names = JSON.parse(await must("wasm-opt", [...OPTIMIZE, ...STRIP, SHORT_NAMES, to, "-o", to], advice));
  const module = readFileSync(to);
  if (!WebAssembly.validate(module)) {
    throw new Failure("The module does not validate in Node: look at the flags of wasm-opt in .ci/build/flags.mjs.");
  }
  return { module, names };
}

/** What a module depends on: its own sources, manifests, the compiler, and how it is built. */
export function fingerprint(sources) {
  const hash = createHash("sha256").update(ask("rustc", ["--version"]) ?? "").update(String(hasSmallStd()));
  const files = [...sources, ...filesBelow(join(root, ".ci/build"))].sort();
  const others = ["Cargo.toml", "Cargo.lock", "package-lock.json"].map((file) => join(root, file));
  for (const file of [...files, ...others]) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}
