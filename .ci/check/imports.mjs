// Imports go one way: no circle between files anywhere, and from layer to layer only downwards.

import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { filesBelow, root } from "../lib/paths.mjs";
import { outcomes } from "./verdict.mjs";

/** From the top down; what is listed together does not know each other. */
const CRATE = [["lib"], ["consents", "rights"], ["request"], ["schema"], ["error"], ["host"]];
const SCRIPTS = [["entry"], ["check"], ["build"], ["setup"], ["lib"]];

export async function imports() {
  const crate = rustImports(join(root, "src"), /^(gateway|proxy)\//);
  const gateway = rustImports(join(root, "src", "gateway", "src"));
  const server = rustImports(join(root, "www", "server", "src"));
  const proxy = rustImports(join(root, "www", "proxy", "src"));
  const ci = await scriptImports(".ci");
  const entry = (file) => (dirname(file) === "." ? "entry" : file.split("/")[0]);
  const others = await Promise.all(["src", "www"].map(scriptImports));
  return outcomes([
    ["the crate's layers", upwards(crate, CRATE, (file) => file.split("/")[0].replace(/\.rs$/, ""))],
    ["no circle in the crate", circle(crate)],
    ["no circle in the gateway", circle(gateway)],
    ["no circle in the server", circle(server)],
    ["no circle in the proxy", circle(proxy)],
    ["the scripts' layers", upwards(ci, SCRIPTS, entry)],
    ["no circle in the scripts", circle(ci)],
    ["no circle in the JavaScript of src", circle(others[0])],
    ["no circle in the JavaScript of www", circle(others[1])],
  ]);
}

/** The files below a folder, each with those that it imports, as esbuild reads them. */
async function scriptImports(folder) {
  const dir = join(root, folder);
  const entryPoints = filesBelow(dir).filter((file) => /\.m?js$/.test(file) && !/node_modules|\/target\//.test(file));
  const { metafile } = await build({
    absWorkingDir: dir,
    entryPoints,
    bundle: true,
    packages: "external",
    external: ["/pkg/*", "/early.js", "/proof.js", "#*"], // addresses of the demo's server; what is built later
    format: "esm",
    platform: "node",
    outdir: "unused",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const own = (imports) => imports.filter(({ external }) => !external).map(({ path }) => path);
  return new Map(Object.entries(metafile.inputs).map(([file, { imports: all }]) => [file, new Set(own(all))]));
}

/**
 * The same for Rust, by the paths that begin with `crate::`, `super::` or `self::`; tests may look anywhere. Of a crate that
 * lies in the folder of another, `others` tells the files.
 */
function rustImports(dir, others = /^$/) {
  const files = filesBelow(dir).filter((file) => file.endsWith(".rs")).map((file) => relative(dir, file));
  const sources = files.filter((file) => !/(^|[/_])tests?(\.rs|\/)/.test(file) && !others.test(file));
  const byModule = new Map(sources.map((file) => [moduleOf(file).join("::"), file]));
  return new Map(sources.map((file) => {
    const found = paths(readFileSync(join(dir, file), "utf8"), moduleOf(file)).map((path) => owner(path, byModule));
    return [file, new Set(found.filter((other) => other && other !== file))];
  }));
}

const moduleOf = (file) => file.replace(/\.rs$/, "").split("/").filter((part) => !["mod", "lib", "main"].includes(part));

/** The file that has the item at a path: of the modules on the way there, the last. */
function owner(path, byModule) {
  for (let length = path.length; length > 0; length -= 1) {
    const file = byModule.get(path.slice(0, length).join("::"));
    if (file) return file;
  }
}

/** Every path within the crate that a source names, as a list of names from the crate's root. */
function paths(source, module) {
  const code = source.replace(/\/\/.*$/gm, "").replace(/^#\[cfg\(test\)\]\s*(pub(\(\w+\))? )?mod \w+ \{[\s\S]*?^\}/gm, "");
  const starts = { crate: [], self: module, super: module.slice(0, -1) };
  return [...code.matchAll(/\b(crate|self|super)::((?:\w+::)*)(\{|\w+)/g)].flatMap((match) => {
    const [whole, start, middle, last] = match;
    const path = [...starts[start], ...middle.split("::").filter(Boolean)];
    return last === "{" ? group(code, match.index + whole.length).map((names) => [...path, ...names]) : [[...path, last]];
  });
}

/** The paths in a `{…}` of a `use`, which may have more of them within. */
function group(code, from) {
  let depth = 1;
  let end = from;
  for (; end < code.length && depth > 0; end += 1) depth += { "{": 1, "}": -1 }[code[end]] ?? 0;
  const inner = code.slice(from, end - 1).replace(/\{[^{}]*\}/g, "");
  return inner.split(",").map((path) => path.trim().split(" ")[0].split("::").filter(Boolean)).filter(({ length }) => length);
}

/** Imports that are not found go everywhere: what is wrong with a graph without any. */
const found = (graph) => ([...graph.values()].some(({ size }) => size) ? undefined : "No import was found.");

/** The first import that does not go down, undefined where each does. */
function upwards(graph, layers, layerOf) {
  const rank = (layer) => layers.findIndex((names) => names.includes(layer));
  for (const [file, others] of graph) {
    for (const other of others) {
      const [from, to] = [layerOf(file), layerOf(other)];
      if (rank(from) < 0 || rank(to) < 0) return `${file} or ${other} is in no layer.`;
      if (from !== to && rank(to) <= rank(from)) return `${file} imports ${other}.`;
    }
  }
  return found(graph);
}

/** The files of a circle, undefined where there is none. */
function circle(graph) {
  const done = new Set();
  const visit = (file, way) => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file].join(" → ");
    if (done.has(file)) return;
    for (const other of graph.get(file) ?? []) {
      const whole = visit(other, [...way, file]);
      if (whole) return whole;
    }
    done.add(file);
  };
  for (const file of graph.keys()) {
    const way = visit(file, []);
    if (way) return way;
  }
  return found(graph);
}
