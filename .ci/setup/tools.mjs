// wasm-pack and wasm-bindgen, built once into the user's cache.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cache, prependPath, root, which } from "../lib/paths.mjs";
import { ask, must } from "../lib/processes.mjs";
import { Failure, say } from "../lib/say.mjs";

const WASM_PACK = "0.15.1";

export async function wasmPack() {
  const dir = join(cache, "tools", "bin");
  const fits = (program) => ask(program, ["--version"])?.startsWith(`wasm-pack ${WASM_PACK.replace(/\d+$/, "")}`);
  if (which("wasm-pack") && fits("wasm-pack")) return;
  if (!fits(join(dir, "wasm-pack"))) {
    say(`Building wasm-pack ${WASM_PACK} (about two minutes, once) …`);
    await cargoInstall("wasm-pack", WASM_PACK, join(cache, "tools"), ["--locked"]);
  }
  prependPath(dir);
}

/**
 * wasm-pack would fetch this itself; done here, a failure has one cause and a sentence. The version must be the one of the
 * crate in Cargo.lock, and each has a directory of its own, so that two checkouts can differ.
 */
export async function wasmBindgen() {
  const version = await versionInUse();
  const home = join(cache, "tools", `wasm-bindgen-${version}`);
  const fits = (program) => ask(program, ["--version"]) === `wasm-bindgen ${version}`;
  if (which("wasm-bindgen-test-runner") && fits("wasm-bindgen")) return;
  if (!fits(join(home, "bin", "wasm-bindgen"))) {
    say(`Building wasm-bindgen ${version} (about two minutes, once) …`);
    // Without --locked: its lock file names a package that is not in the registry.
    await cargoInstall("wasm-bindgen-cli", version, home, []);
  }
  prependPath(join(home, "bin"));
}

/** The version that Cargo.toml asks for; cargo brings Cargo.lock along first, where the number was changed. */
async function versionInUse() {
  const advice = "`cargo metadata` failed (above): do Cargo.toml and Cargo.lock fit together?";
  await must("cargo", ["metadata", "--format-version", "1", ...(process.env.CI ? ["--locked"] : [])], advice);
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const version = lock.match(/name = "wasm-bindgen"\nversion = "([^"]+)"/)?.[1];
  if (!version) throw new Failure("Cargo.lock names no wasm-bindgen. Restore it from git.");
  return version;
}

const cargoInstall = (name, version, home, flags) =>
  must(
    "cargo",
    ["install", name, "--version", version, "--root", home, "--force", ...flags],
    `Building ${name} failed (above). It needs the registry of Rust packages.`,
  );
