// The page of the reference that is about the elements: what each can be told, what it tells, and what it looks like.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settled } from "../lib/browser.mjs";
import { root } from "../lib/paths.mjs";
import { manifest } from "./manifest.mjs";

/** What is drawn of each: the element's tag, with what it is told beside a person and an address. */
const DRAWN = {
  "truconsent-center": {},
  "truconsent-notice": { point: "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a09" },
  "truconsent-consents": {},
  "truconsent-grievances": {},
  "truconsent-nominees": {},
  "truconsent-officer": {},
};
const HEIGHT = 900;
const WIDTH = 900;

/** Draws each element, on a page of the demo's own origin, into `folder`; the names of the files. */
export async function drawElements(browser, address, folder) {
  mkdirSync(folder, { recursive: true });
  const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, locale: "en-IN", timezoneId: "Asia/Kolkata", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(address); // whoever comes to the demo first is signed in
  const files = [];
  for (const [tag, attributes] of Object.entries(DRAWN)) {
    await page.goto(`${address}/theme.html`);
    await page.evaluate(([name, told]) => {
      document.head.querySelector("[rel=stylesheet]").remove();
      const element = document.createElement(name);
      for (const [key, value] of Object.entries({ "base-url": "/api", "user-id": "usr_asha", ...told })) element.setAttribute(key, value);
      document.body.replaceChildren(element);
    }, [tag, attributes]);
    await page.locator(tag).locator(":is(.point, .record, .sheet, .officer-name)").first().waitFor();
    await settled(page);
    const { width, height } = await page.locator(tag).boundingBox();
    files.push(`${tag}.png`);
    await page.screenshot({ path: join(folder, `${tag}.png`), clip: { x: 0, y: 0, width: width + 16, height: Math.min(height + 24, HEIGHT) } });
  }
  await context.close();
  return files;
}

const escaped = (text) => String(text ?? "").replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one])
  .replace(/`([^`]+)`/g, "<code>$1</code>");

function table(title, rows, columns) {
  if (rows.length === 0) return "";
  const cells = (row) => columns.map(([, of]) => `<td>${of(row)}</td>`).join("");
  return `<h3>${title}</h3><table><tr>${columns.map(([head]) => `<th>${head}</th>`).join("")}</tr>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("\n")}</table>`;
}

/** What the types say of each setting, in their own words. */
function words() {
  const declared = readFileSync(join(root, "src/elements/index.d.ts"), "utf8");
  const found = declared.matchAll(/\/\*\*((?:(?!\*\/)[^])*?)\*\/\s+(\w+)\??[:(]/g);
  return new Map([...found].map(([, comment, name]) => [name, comment.replace(/```[^]*?```|@\w+[^]*$/g, "").replace(/\s*\*\s?/g, " ").trim()]));
}

const code = (text) => `<code>${escaped(text)}</code>`;

/** Writes the page, with its pictures, into a folder. */
export async function elementsPage(browser, address, folder) {
  const pictures = await drawElements(browser, address, join(folder, "elements"));
  const said = words();
  const elements = JSON.parse(manifest()).modules.flatMap(({ declarations }) => declarations.filter(({ tagName }) => tagName));
  const body = elements.map((element) => {
    const { tagName, description, attributes = [], members = [], events = [], slots = [], cssParts = [] } = element;
    const picture = pictures.includes(`${tagName}.png`) ? `<img src="elements/${tagName}.png" width="${WIDTH}" alt="${tagName} as it is drawn without a style of the page's">` : "";
    return `<section id="${tagName}"><h2>${code(`<${tagName}>`)}</h2><p>${escaped(description)}</p>${picture}
${table("Attributes and properties", members.filter(({ kind }) => kind === "field"), [
    ["property", ({ name }) => code(name)], ["attribute", ({ name }) => attributes.filter(({ fieldName }) => fieldName === name).map(({ name: one }) => code(one)).join()], ["", ({ name }) => escaped(said.get(name))],
  ])}
${table("Methods", members.filter(({ kind }) => kind === "method"), [["", ({ name }) => code(`${name}()`)], ["", ({ name }) => escaped(said.get(name))]])}
${table("Events", events, [["", ({ name }) => code(name)], ["", ({ description: text }) => escaped(text)]])}
${table("Slots", slots, [["", ({ name }) => code(name || "(default)")], ["", ({ description: text }) => escaped(text)]])}
${table("Parts", cssParts, [["", ({ name }) => code(`::part(${name})`)], ["", ({ description: text }) => escaped(text)]])}</section>`;
  });
  const properties = table("Custom properties of all elements", elements[0].cssProperties, [["", ({ name }) => code(name)], ["where a site sets none", (one) => code(one.default)]]);
  writeFileSync(join(folder, "elements.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>truconsent-wasm: the elements</title><link rel="stylesheet" href="elements/page.css"><main><p><a href="index.html">The reference of every export</a></p>
<h1>The elements</h1><ul>${elements.map(({ tagName }) => `<li><a href="#${tagName}">${code(`<${tagName}>`)}</a></li>`).join("")}</ul>
${body.join("\n")}<section id="properties">${properties}</section></main></html>\n`);
  writeFileSync(join(folder, "elements", "page.css"), `body { font: 1rem/1.6 system-ui, sans-serif; margin: 0; }
main { max-inline-size: 60rem; margin-inline: auto; padding: 1rem; }
img { max-inline-size: 100%; block-size: auto; border: 1px solid #ccc; }
table { border-collapse: collapse; } td, th { padding: 0.25rem 0.75rem 0.25rem 0; text-align: start; vertical-align: top; border-block-end: 1px solid #ddd; }
`);
  return elements.map(({ tagName }) => tagName);
}
