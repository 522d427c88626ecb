// A page of a site's own, on the embedded server's origin, that imports the package's entries as they are built.

import { ENTRIES } from "../../../.ci/build/entries.mjs";

const imports = Object.fromEntries([
  ["truconsent-wasm", "/pkg/truconsent_wasm.js"],
  ...ENTRIES.map((name) => [`truconsent-wasm/${name}`, `/pkg/${name}.js`]),
]);

/** Answers `path` with a page that has this body, for every page of the context; its scripts import the entries by their names. */
export async function site(context, path, body = "") {
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,">${map}<body>${body}</body></html>`;
  await context.route(`**${path}`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
}
