// The compiler that rust-toolchain.toml names, and its parts. Where rustup cannot have just these, the nearest thing that
// is there is used, and that is said: only the module's bytes depend on it.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, which } from "../lib/paths.mjs";
import { ask, must, run } from "../lib/processes.mjs";
import { Failure, say } from "../lib/say.mjs";

const OLDEST = [1, 90];
const WASM = "wasm32-unknown-unknown";
const PROGRAMS = { rustfmt: "rustfmt", clippy: "clippy-driver" };

/** Brings it about that `cargo` and `rustc` work here, with these components. */
export async function rust(components) {
  const version = chooseCompiler();
  if (!version || !which("cargo")) {
    throw new Failure("Rust is not installed, or not on PATH. Install it from https://rustup.rs and run this again.");
  }
  const [major, minor] = version.match(/(\d+)\.(\d+)/).slice(1).map(Number);
  if (major === OLDEST[0] && minor < OLDEST[1]) {
    throw new Failure(`Rust ${OLDEST.join(".")} or newer is needed, and this is ${version}. Run \`rustup update stable\`.`);
  }
  if (!existsSync(join(sysroot(), "lib", "rustlib", WASM))) await add("target", WASM);
  for (const name of components) {
    if (!existsSync(join(sysroot(), "bin", PROGRAMS[name]))) await add("component", name);
  }
  // Makes the module smaller; without it, one that works is built all the same.
  if (!hasSmallStd() && which("rustup")) {
    say("Adding the source of Rust's standard library …");
    await run("rustup", ["component", "add", "rust-src"]);
  }
}

/**
 * Returns its version. rustup fails altogether where it cannot bring what rust-toolchain.toml names, be it a component
 * only; RUSTUP_TOOLCHAIN, for this run, makes it take a toolchain as it is.
 */
function chooseCompiler() {
  const [, pinned] = readFileSync(join(root, "rust-toolchain.toml"), "utf8").match(/^channel = "(.*)"$/m);
  let version = ask("rustc", ["--version"]);
  if (!version) {
    const fallback = ask("rustup", ["default"])?.split(" ")[0];
    const toolchain = [pinned, fallback].find((name) => name && ask("rustc", ["--version"], { RUSTUP_TOOLCHAIN: name, RUSTUP_AUTO_INSTALL: "0" }));
    if (!toolchain) return;
    process.env.RUSTUP_TOOLCHAIN = toolchain;
    version = ask("rustc", ["--version"]);
  }
  if (!version.startsWith(`rustc ${pinned} `)) {
    say(`(Rust ${pinned}, which the project is built with, is not to be had here; this is ${version}.)`);
  }
  return version;
}

let knownSysroot;
const sysroot = () => (knownSysroot ??= ask("rustc", ["--print", "sysroot"]));

/** Where the source of Rust's standard library is, if it is there. */
export const stdSources = () => join(sysroot(), "lib", "rustlib", "src");

/** Whether the standard library can be compiled along. */
export const hasSmallStd = () => existsSync(join(stdSources(), "rust", "library", "Cargo.lock"));

async function add(kind, name) {
  if (!which("rustup")) {
    throw new Failure(`This Rust has no ${name}, and there is no rustup to add it. Install Rust from https://rustup.rs.`);
  }
  say(`Adding the Rust ${kind} ${name} …`);
  await must("rustup", [kind, "add", name], `\`rustup ${kind} add ${name}\` failed (above). Is the network there?`);
}
