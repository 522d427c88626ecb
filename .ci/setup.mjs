// Brings a machine that has git, rustup with cargo, Node and npm to where it can build (and, with a browser, test).
// Every step is skipped when it is already done, so that every other script can begin with it.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, cache, Failure, isMain, locked, must, prependPath, root, run, say, script, which } from "./lib.mjs";

const RUST = [1, 90];
const NODE = [20, 19]; // for the tools; the package itself runs in every Node 20
const WASM_PACK = "0.15.1";
const WASM = "wasm32-unknown-unknown";
const APT = { chrome: "chromium", chromedriver: "chromium-driver" };

/** Returns the browser and its driver when `browser` asks for them. */
export async function setup({ browser = false, tests = browser } = {}) {
  return locked(join(cache, "setup.lock"), async () => {
    checkNode();
    await linker();
    await rust({ components: tests ? ["rustfmt", "clippy"] : [] });
    await npmPackages();
    await wasmPack();
    await wasmBindgen();
    return browser ? findBrowser() : undefined;
  });
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new Failure(`Node ${NODE.join(".")} or newer is needed, and this is ${process.version}. Install a newer one and run this again.`);
}

// Rust links with the system's C compiler, and SQLite is compiled with it.
async function linker() {
  if (which("cc")) return;
  if (!canApt()) throw new Failure("There is no C compiler (cc). Install one (Debian: apt-get install gcc libc6-dev) and run this again.");
  await apt(["gcc", "libc6-dev"]);
}

const canApt = () => process.getuid?.() === 0 && which("apt-get") !== undefined;

async function apt(packages) {
  say(`Installing ${packages.join(", ")} …`);
  const advice = `Installing ${packages.join(" ")} with apt-get failed (above).`;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await must("apt-get", ["update"], advice, { env });
  await must("apt-get", ["install", "-y", "--no-install-recommends", ...packages], advice, { env });
}

async function rust({ components }) {
  const version = ask("rustc", ["--version"]);
  if (!version || !which("cargo")) {
    throw new Failure("Rust is not installed, or not on PATH. Install it from https://rustup.rs and run this again.");
  }
  const [major, minor] = version.match(/(\d+)\.(\d+)/).slice(1).map(Number);
  if (major === RUST[0] && minor < RUST[1]) {
    throw new Failure(`Rust ${RUST.join(".")} or newer is needed, and this is ${version}. Run \`rustup update stable\`.`);
  }
  if (!existsSync(join(sysroot(), "lib", "rustlib", WASM))) await rustup("target", WASM);
  const program = { rustfmt: "rustfmt", clippy: "clippy-driver" };
  for (const name of components) {
    if (!existsSync(join(sysroot(), "bin", program[name]))) await rustup("component", name);
  }
  // Makes the module smaller; without it, one that works is built all the same.
  if (!hasSmallStd() && which("rustup")) {
    say("Adding the source of Rust's standard library …");
    await run("rustup", ["component", "add", "rust-src"]);
  }
}

let knownSysroot;
const sysroot = () => (knownSysroot ??= ask("rustc", ["--print", "sysroot"]));

/** Where the source of Rust's standard library is, if it is there. */
export const stdSources = () => join(sysroot(), "lib", "rustlib", "src");

/** Whether the standard library can be compiled along. */
export const hasSmallStd = () => existsSync(join(stdSources(), "rust", "library", "Cargo.lock"));

async function rustup(kind, name) {
  if (!which("rustup")) {
    throw new Failure(`This Rust has no ${name}, and there is no rustup to add it. Install Rust from https://rustup.rs.`);
  }
  say(`Adding the Rust ${kind} ${name} …`);
  await must("rustup", [kind, "add", name], `\`rustup ${kind} add ${name}\` failed (above). Is the network there?`);
}

async function npmPackages() {
  await npmCi(root, "Installing the npm packages that build and test …");
  prependPath(join(root, "node_modules", ".bin"));
}

/** Installs what a folder's lock file says, saying so, unless that is there already. */
export async function npmCi(folder, saying) {
  const lock = readFileSync(join(folder, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
  const mark = join(folder, "node_modules", ".setup");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  say(saying);
  // None of them needs its install script.
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund"];
  await must("npm", ["ci", ...flags], "`npm ci` failed (above). Is the npm registry within reach?", { cwd: folder });
  writeFileSync(mark, wanted);
}

async function wasmPack() {
  const dir = join(cache, "tools", "bin");
  const fits = (program) => ask(program, ["--version"])?.startsWith(`wasm-pack ${WASM_PACK.replace(/\d+$/, "")}`);
  if (which("wasm-pack") && fits("wasm-pack")) return;
  if (!fits(join(dir, "wasm-pack"))) {
    say(`Building wasm-pack ${WASM_PACK} (about two minutes, once) …`);
    await cargoInstall("wasm-pack", WASM_PACK, join(cache, "tools"), ["--locked"]);
  }
  prependPath(dir);
}

// wasm-pack would fetch this itself; done here, a failure has one cause and a sentence. The version must be the one of
// the crate in Cargo.lock, and each has a directory of its own, so that two checkouts can differ.
async function wasmBindgen() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const version = lock.match(/name = "wasm-bindgen"\nversion = "([^"]+)"/)?.[1];
  if (!version) throw new Failure("Cargo.lock names no wasm-bindgen. Restore it from git.");
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

const cargoInstall = (name, version, home, flags) =>
  must(
    "cargo",
    ["install", name, "--version", version, "--root", home, "--force", ...flags],
    `Building ${name} failed (above). It needs the registry of Rust packages.`,
  );

async function findBrowser() {
  let found = lookForBrowser();
  const missing = Object.keys(APT).filter((part) => !found[part]);
  if (missing.length > 0 && canApt()) {
    // The font writes the languages of the demo that Debian's default fonts cannot.
    await apt([...missing.map((part) => APT[part]), "fonts-noto-core"]);
    found = lookForBrowser();
  }
  if (!found.chrome || !found.chromedriver) {
    throw new Failure(
      "The tests need Chromium or Chrome and the ChromeDriver of the same version. Install them (Debian: apt-get install " +
        "chromium chromium-driver) or say where they are: CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver npm test",
    );
  }
  const [chrome, chromedriver] = [found.chrome, found.chromedriver].map((path) => ask(path, ["--version"])?.match(/\d+/)?.[0]);
  if (!chrome || !chromedriver || chrome !== chromedriver) {
    throw new Failure(
      `${found.chrome} says it is version ${chrome}, ${found.chromedriver} ${chromedriver}: they have to be the same. ` +
        "Set CHROME and CHROMEDRIVER to a pair that fits.",
    );
  }
  return found;
}

function lookForBrowser() {
  const first = (names) => names.map(which).find(Boolean);
  const given = (variable) => {
    const path = process.env[variable];
    if (path && !existsSync(path)) throw new Failure(`${variable} is ${path}, and there is no such file.`);
    return path;
  };
  return {
    chrome: given("CHROME") || first(["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]),
    chromedriver: given("CHROMEDRIVER") || first(["chromedriver"]),
  };
}

if (isMain(import.meta.url)) {
  await script(async () => {
    await setup({ browser: true });
    say("Everything is there: npm start runs the demo, npm test the tests.");
  });
}
