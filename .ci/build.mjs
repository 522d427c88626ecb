// Compiles the crate to pkg/: the WebAssembly module, its JavaScript and its types.
// The whole of pkg/ is made elsewhere and then put in place, so that a server never serves half of a build.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { reworked } from "./glue.mjs";
import { ask, Failure, isMain, locked, must, root, say, script } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { shortenImports } from "./shrink.mjs";

const NAME = "truconsent_wasm";
const FILES = [`${NAME}.js`, `${NAME}.d.ts`, `${NAME}_bg.wasm`];
export const pkg = join(root, "pkg");

export async function build() {
  await locked(join(root, "target", "build.lock"), async () => {
    const stamp = join(pkg, ".stamp");
    const wanted = fingerprint();
    const done = FILES.every((file) => existsSync(join(pkg, file))) && existsSync(stamp);
    if (done && readFileSync(stamp, "utf8") === wanted) return;
    say("Compiling the module to WebAssembly …");
    const out = join(root, "target", "pkg"); // beside pkg/, so that it can be moved
    rmSync(out, { recursive: true, force: true });
    // wasm-pack finds wasm-opt on PATH; its flags stand in Cargo.toml.
    await must(
      "wasm-pack",
      ["build", "--release", "--target", "web", "--no-pack", "--no-gitignore", "--out-dir", out],
      "Compiling the module failed (above).",
      { env: { CARGO_ENCODED_RUSTFLAGS: rustFlags().join("\x1f") } },
    );
    await minify(join(out, `${NAME}.js`));
    shortenImports(join(out, `${NAME}_bg.wasm`), join(out, `${NAME}.js`));
    tidy(join(out, `${NAME}.d.ts`));
    if (!WebAssembly.validate(readFileSync(join(out, `${NAME}_bg.wasm`)))) {
      throw new Failure("The module does not validate in Node: look at the wasm-opt flags in Cargo.toml.");
    }
    for (const file of readdirSync(out)) {
      if (!FILES.includes(file)) rmSync(join(out, file), { recursive: true });
    }
    writeFileSync(join(out, ".stamp"), wanted);
    rmSync(pkg, { recursive: true, force: true });
    renameSync(out, pkg);
  });
}

// Messages of panics name source files: without this, by their place on the machine that built the package.
function rustFlags() {
  const given = (process.env.RUSTFLAGS ?? "").split(" ").filter(Boolean);
  const sources = join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  return [...given, ...[...registries, root].map((folder) => `--remap-path-prefix=${folder}/=`)];
}

// The comments, which are for readers, stand in the types too; here they would be bytes in every page. Names are kept:
// `ConsentClient` in a stack trace is worth more than the few bytes. Constants, which the compiler cannot export, are
// added.
async function minify(file) {
  const { transform } = await import("esbuild");
  const glue = reworked(readFileSync(file, "utf8")) + readFileSync(join(root, "src/rights/constants.js"), "utf8");
  const { code } = await transform(glue, {
    format: "esm",
    legalComments: "none",
    minifySyntax: true,
    minifyWhitespace: true,
    target: "es2022",
  });
  writeFileSync(file, code);
}

// The generated types describe the module's inner exports, which are nobody's business, and name `Symbol.dispose`, which
// stops every consumer whose `lib` is older than that.
function tidy(file) {
  const types = readFileSync(file, "utf8")
    .replace(/^ *\[Symbol\.dispose\]\(\): void;\n/gm, "")
    .replace(/^export interface InitOutput \{[^}]*\}/m, "export type InitOutput = unknown;");
  writeFileSync(file, types);
}

/** What the result depends on: sources, manifests, the compiler, and how it is built. */
function fingerprint() {
  const hash = createHash("sha256").update(ask("rustc", ["--version"]) ?? "");
  const sources = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const scripts = ["build", "glue", "shrink"].map((name) => `.ci/${name}.mjs`);
  const others = ["Cargo.toml", "Cargo.lock", "package-lock.json", ...scripts].map((file) => join(root, file));
  for (const file of [...sources.sort(), ...others]) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

if (isMain(import.meta.url)) {
  await script(async () => {
    await setup();
    await build();
    say("pkg/ is up to date.");
  });
}
