// What `npm publish` asks first: whether the changelog has the version, with its date.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, root } from "./lib/paths.mjs";
import { Failure } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";

/** The newest version of a changelog, and when it came out. */
export function newest(changelog) {
  const [, version, date] = changelog.match(/^## (\S+) \((.*)\)$/m) ?? [];
  return { version, date };
}

/** Why a version may not be published, undefined where it may. */
export function refusal(changelog, wanted) {
  const { version, date } = newest(changelog);
  if (version !== wanted) return `The newest version in CHANGELOG.md is ${version}, and this is ${wanted}.`;
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return `CHANGELOG.md says ${date} of ${version}: give it its date.`;
}

if (isMain(import.meta.url)) {
  await script(() => {
    const read = (file) => readFileSync(join(root, file), "utf8");
    const refused = refusal(read("CHANGELOG.md"), JSON.parse(read("package.json")).version);
    if (refused) throw new Failure(refused);
  });
}
