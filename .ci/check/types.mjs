// The declarations of what would be published, under the compilers and settings that callers have. The package is
// installed beside the checks, so that the compiler and Node find it by its name.

import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { ENTRIES } from "../build/entries.mjs";
import { pack, unpack } from "../build/packed.mjs";
import { locked } from "../lib/locks.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { run } from "../lib/processes.mjs";
import { scratchDir } from "../lib/script.mjs";
import { npmCi } from "../setup/packages.mjs";
import { outcomes } from "./verdict.mjs";

export async function types() {
  const tools = join(root, "tests", "package");
  await locked(join(root, "target", "package"), async () => npmCi(tools, "Installing what tests/package needs (once) …"));
  const dir = scratchDir();
  const home = await unpack(await pack(dir), dir);
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  const checks = join(dir, "types");
  cpSync(join(root, "tests", "types"), checks, { recursive: true });
  // What the programs of the checks have beside the package: the types of Node and of React, and what those are made of.
  mkdirSync(join(dir, "node_modules", "@types"));
  for (const name of ["@types/node", "@types/react", "csstype", "vue"]) {
    symlinkSync(join(tools, "node_modules", name), join(dir, "node_modules", name));
  }
  const typesOf = (file) => readFileSync(join(home, "pkg", `${file}.d.ts`), "utf8");
  // Vue's types are in several packages, which its own folder leads to.
  symlinkSync(join(tools, "node_modules", "@vue"), join(dir, "node_modules", "@vue"));
  const entries = new Map([["truconsent-wasm", typesOf("truconsent_wasm")], ...ENTRIES.map((name) => [`truconsent-wasm/${name}`, typesOf(name)])]);
  const declarations = [...entries.values()].join("\n");
  const marked = declarations.match(/^ *\* @example$/gm).length;
  const examples = writeExamples(entries, join(checks, "examples"));

  const ofReadme = writeReadme(join(checks, "readme"));

  const older = ["node", join(tools, "node_modules", "typescript", "bin", "tsc")];
  const compiled = async (compiler, project, flags = []) => {
    const [command, ...args] = [...compiler, "--project", join(checks, project), ...flags];
    const { code, output } = await run(command, args, { cwd: dir });
    return code === 0 ? undefined : output;
  };
  const resolved = (compiler, module, resolution) =>
    compiled(compiler, ".", ["--module", module, "--moduleResolution", resolution]);
  const { code, output } = await run("node", [join(checks, "load.mjs")], { cwd: dir });
  return outcomes([
    ["no `any` in the types", loose(declarations)],
    ["no path of this machine in the package", telling(home)],
    ["every export is in the checks of the types", unchecked(declarations, checks)],
    ["tsc, module resolution bundler", await resolved(["tsc"], "esnext", "bundler")],
    ["tsc, module resolution nodenext", await resolved(["tsc"], "nodenext", "nodenext")],
    ["TypeScript 5, which still has module resolution node10", await resolved(older, "esnext", "node10")],
    ["tsc, with Node's types and no browser's", await compiled(["tsc"], "node")],
    ["TypeScript 5, with Node's types and no browser's", await compiled(older, "node")],
    ["every example is found", examples > 20 && examples === marked ? undefined : `Found ${examples} of ${marked}.`],
    ["tsc, every example of the declarations", await compiled(["tsc"], "examples")],
    ["every example of the README that imports the package is found", ofReadme > 12 ? undefined : `Found ${ofReadme}.`],
    ["tsc, every example of the README, as an editor checks plain JavaScript", await compiled(["tsc"], "readme")],
    ["the package loads by its name", code === 0 ? undefined : output],
  ]);
}

/** Each example in a file of its own, with the imports that it leaves out: of its own entry, and what it names of the base. */
function writeExamples(entries, folder) {
  const base = exported(entries.get("truconsent-wasm"));
  const files = [...entries].flatMap(([from, declarations]) => {
    const given = exported(declarations);
    const blocks = [...declarations.matchAll(/@example\n *\* ```[jt]sx?\n(.*?)^ *\* ```$/gms)];
    return blocks.map(([, block]) => {
      const lines = block.replace(/^ *\* ?/gm, "").trimEnd().split("\n");
      const imports = lines.filter((line) => line.startsWith("import "));
      const rest = lines.filter((line) => !line.startsWith("import "));
      const others = from === "truconsent-wasm" ? [] : [`import init, { ${base.filter((name) => !given.includes(name)).join(", ")} } from "truconsent-wasm";`];
      const first = imports.length ? imports : [`import { ${given.join(", ")} } from "${from}";`, ...others];
      // In a block, for a name of its own may hide a given one.
      return `${first.join("\n")}\n{\n${rest.join("\n")}\n}\n`;
    });
  });
  files.forEach((file, at) => writeFileSync(join(folder, `${at}.tsx`), file));
  return files.length;
}

/** The JavaScript of the README and of the guide, but for what imports other packages or files of the reader's. */
function writeReadme(folder) {
  const read = (file) => readFileSync(join(root, file), "utf8");
  const fences = `${read("README.md")}\n${read("src/package/AGENTS.md")}`.matchAll(/^```(jsx?)\n(.*?)^```$/gms);
  const own = [...fences].filter(([, , code]) => /from "truconsent-wasm/.test(code) && !/from "(\.|hono|@hono|vue|svelte)/.test(code));
  own.forEach(([, language, code], at) => writeFileSync(join(folder, `${at}.${language}`), `${code}\nexport {};\n`));
  return own.length;
}

/** The names of what can be imported at run time. */
const exported = (declarations) => [...declarations.matchAll(/^export (?:declare )?(?:class|function|const) (\w+)/gm)].map(([, name]) => name);

function loose(declarations) {
  const lines = declarations.split("\n").filter((line) => !/^\s*(\*|\/[/*])/.test(line) && /\bany\b/.test(line));
  return lines.length ? lines.join("\n") : undefined;
}

function telling(home) {
  const places = [root, `${homedir()}/`];
  const told = readdirSync(join(home, "pkg")).filter((file) => {
    const bytes = readFileSync(join(home, "pkg", file));
    return places.some((place) => bytes.includes(place));
  });
  return told.length ? `See ${told}.` : undefined;
}

function unchecked(declarations, checks) {
  const own = filesBelow(checks).filter((file) => !/^\d+\.tsx$/.test(basename(file)));
  const text = own.map((file) => readFileSync(file, "utf8")).join();
  const names = [...declarations.matchAll(/^export (?:declare )?(?:type|interface|class|function|const) (\w+)/gm)].map(([, name]) => name);
  const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
  return names.length > 30 && !missing.length ? undefined : `Not there: ${missing}.`;
}
