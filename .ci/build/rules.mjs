// The rules of `truconsent-wasm/proxy`: src/gateway by way of src/proxy, as a WebAssembly module of its own. Kept apart from
// pkg/, for it is made anew seldom.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { replace } from "../lib/files.mjs";
import { filesBelow, root } from "../lib/paths.mjs";
import { say } from "../lib/say.mjs";
import { importObject } from "./bundle.mjs";
import { compile, fingerprint, shrink } from "./compile.mjs";
import { TARGETS } from "./minify.mjs";

const NAME = "truconsent_proxy_rules";
const FILES = ["rules.js", "rules_workerd.js", "rules_bg.wasm"];
const home = join(root, "target", "rules");

/** Brings them up to date in a folder. */
export async function buildRules(out) {
  const stamp = join(home, ".stamp");
  const sources = ["src/gateway/src", "src/proxy/src"].flatMap((folder) => filesBelow(join(root, folder)));
  const others = ["src/gateway/Cargo.toml", "src/proxy/Cargo.toml", "src/proxy/rules.js"].map((file) => join(root, file));
  const wanted = fingerprint([...sources, ...others]);
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) await make(stamp, wanted);
  for (const file of FILES) replace(join(out, file), readFileSync(join(home, file)));
}

async function make(stamp, wanted) {
  say("Compiling the proxy's rules to WebAssembly …");
  rmSync(home, { recursive: true, force: true });
  const generated = join(home, "generated");
  mkdirSync(generated, { recursive: true });
  await compile("src/proxy", generated);
  const { module, names } = await shrink(join(generated, `${NAME}_bg.wasm`), join(home, "rules_bg.wasm"));
  const given = join(generated, "imports.js");
  writeFileSync(given, importObject(names.imports));
  const shorter = Object.fromEntries(names.exports);
  // Where nothing may be compiled at run time, the module is imported; everywhere else it travels in the script, for
  // servers' bundlers lose a file that is only named.
  const inside = `export default new WebAssembly.Module(Uint8Array.from(atob("${module.toString("base64")}"), (c) => c.charCodeAt(0)));`;
  for (const [file, source] of [["rules.js", inside], ["rules_workerd.js", 'export { default } from "./rules_bg.wasm";']]) {
    const compiled = join(generated, `module_of_${file}`);
    writeFileSync(compiled, source);
    await build({
      entryPoints: [join(root, "src/proxy/rules.js")],
      alias: { generated: join(generated, `${NAME}_bg.js`), imports: given, module: compiled },
      external: ["./rules_bg.wasm"],
      bundle: true,
      format: "esm",
      target: TARGETS,
      minify: true,
      legalComments: "none",
      mangleProps: new RegExp(`^(${Object.keys(shorter).join("|")})$`),
      mangleCache: shorter,
      absWorkingDir: root,
      outfile: join(home, file),
      logLevel: "error",
    });
  }
  writeFileSync(stamp, wanted);
}
