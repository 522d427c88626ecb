// The page about the elements that `npm run docs` writes: each element, all that it can be told, and a picture of it.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { properties } from "../../../.ci/build/manifest.mjs";
import { elementsPage } from "../../../.ci/build/reference.mjs";
import { launch } from "../../../.ci/lib/browser.mjs";
import { scratchDir } from "../../../.ci/lib/script.mjs";
import { demo, root } from "../support/demo.mjs";

const it = demo();

test("the page has every element, setting, event and custom property, and a picture of what is seen", async () => {
  const folder = scratchDir();
  const browser = await launch();
  const tags = await elementsPage(browser, it.address, folder);
  await browser.close();
  const html = readFileSync(join(folder, "elements.html"), "utf8");
  const types = readFileSync(join(root, "src/elements/index.d.ts"), "utf8");
  const declared = (pattern) => [...types.matchAll(pattern)].map(([, name]) => name);
  assert.deepEqual(tags.sort(), declared(/^ {4}"(truconsent-\w+)": Truconsent/gm).sort());
  const [, settings] = types.match(/interface TruconsentSettings \{(.*?)^\}/ms);
  for (const [, name] of settings.matchAll(/^ {2}(\w+)\?:/gm)) assert.equal(html.split(`<code>${name}</code>`).length > tags.length, true, name);
  for (const name of declared(/^ {2}"(truconsent-\w+)": CustomEvent/gm)) assert.ok(html.includes(`<code>${name}</code>`), name);
  assert.ok(properties().length > 80);
  for (const { name } of properties()) assert.ok(html.includes(`<code>${name}</code>`), name);
  for (const tag of tags.filter((one) => one !== "truconsent-scope")) {
    assert.ok(html.includes(`elements/${tag}.png`), tag);
    assert.ok(statSync(join(folder, "elements", `${tag}.png`)).size > 5_000, `the picture of ${tag}`);
  }
  assert.doesNotMatch(html, /<td><\/td><\/tr>/, "nothing stands without a word");
});
