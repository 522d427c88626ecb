// The npm packages that the scripts are written with, so this is the one file that must do without them. package.json has
// Node load it before each script (`--import`): in a fresh clone they are installed here.

import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prependPath, root } from "../lib/paths.mjs";
import { Failure, say } from "../lib/say.mjs";

const NODE = [20, 19]; // for the tools; the package itself runs in every Node 20
const MANIFESTS = ["package.json", "package-lock.json", ".npmrc"];

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new Failure(`Node ${NODE.join(".")} or newer is needed, and this is ${process.version}. Install a newer one and run this again.`);
}

/** Installs what a folder's lock file says, saying so, unless that is there already. */
export function npmCi(folder, saying) {
  const lock = readFileSync(join(folder, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
  const modules = join(folder, "node_modules");
  const mark = join(modules, ".setup");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  say(saying);
  // Beside the checkout's own files and then moved, so that of two runs at once neither sees half of what the other does.
  const made = join(root, "target", `npm-${randomUUID()}`);
  try {
    mkdirSync(made, { recursive: true });
    for (const file of MANIFESTS) if (existsSync(join(folder, file))) cpSync(join(folder, file), join(made, file));
    // None of them needs its install script.
    const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    const { status, stdout, stderr } = spawnSync("npm", flags, { cwd: made, encoding: "utf8" });
    if (status !== 0) throw new Failure(`${stdout}${stderr}\n\`npm ci\` failed (above). Is the npm registry within reach?`);
    writeFileSync(join(made, "node_modules", ".setup"), wanted);
    if (existsSync(modules)) renameSync(modules, join(made, "old"));
    if (!existsSync(modules)) renameSync(join(made, "node_modules"), modules);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

try {
  checkNode();
  npmCi(root, "Installing the npm packages that build and test …");
  prependPath(join(root, "node_modules", ".bin"));
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exit(1);
}
