// A page of a site's own, on the embedded server's origin, that imports the package's entries as they are built.

import { createHash } from "node:crypto";
import { ENTRIES } from "../../../.ci/build/entries.mjs";

export const imports = Object.fromEntries([
  ["truconsent-wasm", "/pkg/truconsent_wasm.js"],
  ...ENTRIES.map((name) => [`truconsent-wasm/${name}`, `/pkg/${name}.js`]),
]);
const MAP = JSON.stringify({ imports });

/** What lets the page find the entries by their names, for a content security policy. */
export const MAP_HASH = `'sha256-${createHash("sha256").update(MAP).digest("base64")}'`;

/**
 * Answers `path` with a page of this body, for every page of the context. Its `script` is a module, which imports the
 * entries by their names. Without a `policy` the page may do anything.
 */
export async function site(context, path, { body = "", script = "", policy } = {}) {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,">
<script type="importmap">${MAP}</script><body>${body}<script type="module" src="${path}.js"></script>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", ...(policy && { "Content-Security-Policy": policy }) };
  await context.route(`**${path}`, (route) => route.fulfill({ headers, body: html }));
  await context.route(`**${path}.js`, (route) => route.fulfill({ contentType: "text/javascript", body: script }));
}
