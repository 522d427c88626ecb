// The rights centre in each engine, side by side, light and dark, on a desk and on a phone, in English and in Urdu, into
// docs/engines: to be looked at whenever its look has changed. Nothing is compared by a program, for each engine draws letters
// in a way of its own.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build/all.mjs";
import { launch } from "./lib/browser.mjs";
import { until } from "./lib/deep.mjs";
import { ENGINES } from "./lib/engines.mjs";
import { root } from "./lib/paths.mjs";
import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { startServer } from "./lib/servers.mjs";
import { setup } from "./setup/all.mjs";

const SIZES = { desk: { width: 1200, height: 1000 }, phone: { width: 390, height: 1000 } };
const LANGUAGES = ["en", "ur"];
/** What is shown: the beginning, and a notice. */
const STATES = {
  centre: "true",
  notice: `(() => {
    if (deep("dialog[open] .sheet-foot button")) return true;
    deepAll('.points [data-act="decide"]')[1]?.click();
  })()`,
};

await script(async () => {
  const tools = await setup({ browser: true, engines: true });
  await buildAll();
  const folder = join(root, "docs", "engines");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await startServer(["--port", "0", "--rate-limit", "0"]);
  const taken = new Map();
  try {
    for (const dark of [false, true]) {
      for (const [engine, open] of Object.entries(ENGINES)) {
        say(`  ${engine}, ${dark ? "dark" : "light"} …`);
        const window = await open(tools, { args: ["--no-sandbox"], dark });
        try {
          const page = await window.newPage();
          for (const language of LANGUAGES) await draw(page, server.address, language, (name, picture) => {
            const key = `${name}-${language}-${dark ? "dark" : "light"}`;
            taken.set(key, [...(taken.get(key) ?? []), [engine, picture]]);
          });
        } finally {
          await window.close();
        }
      }
    }
    await compose(tools.chrome, taken, folder);
  } finally {
    await server.stop();
  }
  say(`${taken.size} pictures are in ${folder}.`);
});

async function draw(page, address, language, take) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const [state, reach] of Object.entries(STATES)) {
      await page.goto("about:blank");
      page.goto(`${address}/?lang=${language}`).catch(() => {}); // it is waited for by what it shows
      await until(page, 'location.protocol === "http:" && deep(".points .point") && !deep("[aria-busy]")');
      await page.resize(viewport);
      await until(page, reach);
      await new Promise((drawn) => setTimeout(drawn, 500)); // letters and transitions
      take(`${state}-${size}`, await page.picture());
    }
  }
}

/** Puts the pictures of a state beside each other. */
async function compose(chrome, taken, folder) {
  const browser = await launch(chrome);
  const page = await browser.newPage();
  for (const [name, pictures] of taken) {
    const figures = pictures.map(([engine, picture]) =>
      `<figure><figcaption>${engine}</figcaption><img src="data:image/png;base64,${picture.toString("base64")}"></figure>`);
    await page.setContent(`<style>body { display: flex; gap: 8px; margin: 8px; width: max-content; font: 16px sans-serif; } figure { margin: 0; }</style>${figures.join("")}`);
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  await browser.close();
}
