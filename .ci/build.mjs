// Compiles the crate to pkg/: the WebAssembly module, its JavaScript and its types.
// The whole of pkg/ is made elsewhere and then put in place, so that a server never serves half of a build.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { compress } from "./build/compress.mjs";
import { reworked } from "./glue.mjs";
import { ask, Failure, filesBelow, isMain, locked, must, root, say, script } from "./lib.mjs";
import { orderFunctions } from "./order.mjs";
import { hasSmallStd, setup, stdSources } from "./setup.mjs";
import { shortenNames } from "./shrink.mjs";

const NAME = "truconsent_wasm";
const FILES = [`${NAME}.js`, `${NAME}_inline.js`, `${NAME}.d.ts`, `${NAME}_bg.wasm`, `${NAME}_bg.wasm.d.ts`];
export const pkg = join(root, "pkg");

export async function build() {
  await locked(join(root, "target", "build.lock"), async () => {
    const stamp = join(pkg, ".stamp");
    const wanted = fingerprint();
    const done = FILES.every((file) => existsSync(join(pkg, file))) && existsSync(stamp);
    if (done && readFileSync(stamp, "utf8") === wanted) return compress(pkg);
    say("Compiling the module to WebAssembly …");
    const out = join(root, "target", "pkg"); // beside pkg/, so that it can be moved
    rmSync(out, { recursive: true, force: true });
    const small = hasSmallStd();
    if (!small) say("(Without the source of Rust's standard library: the module gets about a tenth larger.)");
    // wasm-pack finds wasm-opt on PATH; its flags stand in Cargo.toml.
    await must(
      "wasm-pack",
      ["build", ".", "--release", "--target", "web", "--no-pack", "--no-gitignore", "--out-dir", out, ...(small ? SMALL.cargo : [])],
      "Compiling the module failed (above).",
      { env: { CARGO_ENCODED_RUSTFLAGS: rustFlags(small).join("\x1f"), ...(small ? SMALL.env : {}) } },
    );
    complete(join(out, `${NAME}.js`));
    await orderFunctions(join(out, `${NAME}_bg.wasm`));
    shortenNames(join(out, `${NAME}_bg.wasm`), join(out, `${NAME}.js`));
    await minify(join(out, `${NAME}.js`));
    writeInline(out);
    tidy(join(out, `${NAME}.d.ts`));
    writeFileSync(join(out, `${NAME}_bg.wasm.d.ts`), ADDRESS);
    if (!WebAssembly.validate(readFileSync(join(out, `${NAME}_bg.wasm`)))) {
      throw new Failure("The module does not validate in Node: look at the wasm-opt flags in Cargo.toml.");
    }
    for (const file of readdirSync(out)) {
      if (!FILES.includes(file)) rmSync(join(out, file), { recursive: true });
    }
    compress(out);
    writeFileSync(join(out, ".stamp"), wanted);
    rmSync(pkg, { recursive: true, force: true });
    renameSync(out, pkg);
  });
}

// The standard library compiled with the crate, for size: a panic, of which none can be reached, ends the module without
// a message, and functions are inlined early. Stable compilers keep these behind a variable.
const SMALL = {
  env: { RUSTC_BOOTSTRAP: "1" },
  cargo: ["--", "-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
  rustc: [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=75",
    "-Zinline-mir-hint-threshold=110",
  ],
};

// Source files are named by their place on the machine that built the package, but for this.
function rustFlags(small) {
  const given = (process.env.RUSTFLAGS ?? "").split(" ").filter(Boolean);
  const sources = join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  const places = [...registries, stdSources(), root].map((folder) => `--remap-path-prefix=${folder}/=`);
  return [...given, ...places, ...(small ? SMALL.rustc : [])];
}

// The comments, which are for readers, stand in the types too; here they would be bytes in every page, as would long
// names. What the compiler cannot export is added.
function complete(file) {
  const text = (path) => readFileSync(join(root, path), "utf8");
  const own = ["data", "reading", "merge", "decision", "unchanged"].map((name) => `src/host/${name}.js`).map((path) => text(path).replace(/^export |^import .*\n/gm, "")).join("\n");
  const added = ["src/package/constants.js", "src/package/guard.js", "src/package/early.js"].map(text);
  writeFileSync(file, [reworked(readFileSync(file, "utf8")), own, ...added].join("\n"));
}

async function minify(file) {
  const { transform } = await import("esbuild");
  const options = { format: "esm", legalComments: "none", minify: true, target: "es2022" };
  const { code } = await transform(readFileSync(file, "utf8"), options);
  writeFileSync(file, code);
}

// What Node is given, and bundlers in development, by the conditions in package.json: `init` without a file beside it.
// Servers' bundlers, and Vite's before version 8 in development, lose such a file, and a stubbed `fetch` must not matter.
// The module is decoded only when `init` really loads.
function writeInline(out) {
  const module = readFileSync(join(out, `${NAME}_bg.wasm`)).toString("base64");
  const entry = `import load from "./${NAME}.js";
export * from "./${NAME}.js";
const module = { get module_or_path() { return Uint8Array.from(atob("${module}"), (c) => c.charCodeAt(0)); } };
export default (module_or_path = module) => load(module_or_path);
`;
  writeFileSync(join(out, `${NAME}_inline.js`), entry);
}

// The generated types name `free`, which the package does not have (.ci/glue.mjs), and `Symbol.dispose`, which stops every
// consumer whose `lib` is older than that. They end with a description of the module's inner exports and of `init` that is
// nobody's business: src/package/init.d.ts stands in its place.
function tidy(file) {
  const types = readFileSync(file, "utf8")
    .replace(/^ *\[Symbol\.dispose\]\(\): void;\n/gm, "")
    .replace(/^ *free\(\): void;\n/gm, "");
  const end = types.indexOf("export type InitInput");
  if (end < 0) throw new Failure("The generated types end differently: adapt tidy in .ci/build.mjs.");
  writeFileSync(file, types.slice(0, end) + readFileSync(join(root, "src/package/init.d.ts"), "utf8"));
}

// In place of the generated description of the module's inner exports.
const ADDRESS = `/** Where the module is, for init(): what a bundler gives that is told to copy such files. */
declare const address: string;
export default address;
`;

/** What the result depends on: sources, manifests, the compiler, and how it is built. */
function fingerprint() {
  const hash = createHash("sha256").update(ask("rustc", ["--version"]) ?? "").update(String(hasSmallStd()));
  const sources = filesBelow(join(root, "src"));
  const scripts = ["build", "glue", "order", "shrink", "wasm"].map((name) => `.ci/${name}.mjs`);
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
