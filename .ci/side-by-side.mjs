// Every page of the demo and its main states in each engine, side by side, light and dark, on a desk and on a phone, in
// English and in Urdu, into docs/engines: to be looked at whenever their look has changed. Nothing is compared by a program,
// for each engine draws letters in a way of its own.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build/all.mjs";
import { launch } from "./lib/browser.mjs";
import { ask, until } from "./lib/deep.mjs";
import { ENGINES } from "./lib/engines.mjs";
import { root } from "./lib/paths.mjs";
import { say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { startServer } from "./lib/servers.mjs";
import { setup } from "./setup/all.mjs";

const SIZES = { desk: { width: 1200, height: 1000 }, phone: { width: 390, height: 1000 } };
const LANGUAGES = ["en", "ur"];
const CENTRE = '!deep("[aria-busy]") && deep(".points .point")';
const SIGNUP = { path: "/signup.html", ready: 'customElements.get("truconsent-notice") && deep("truconsent-notice").userId' };
/**
 * A page of the demo, what of it is there once it has read all, what is pressed then, one after the other, what that shows,
 * and what the picture begins with.
 */
const STATES = {
  centre: { ready: CENTRE },
  notice: { ready: CENTRE, press: ['deepAll(`.points [data-act="decide"]`)[1]'], shows: "dialog[open] .sheet-foot button" },
  history: { ready: CENTRE, press: ['deep(".history summary")'], shows: ".receipt-line", from: ".history" },
  request: {
    ready: CENTRE,
    press: ['deep("#grievances [data-act=add]")', 'deep("#grievances button[type=submit]")'],
    shows: ".field-problem .icon",
    from: "#grievances .section-head",
  },
  records: { ready: CENTRE, from: "#grievances .records" },
  nominees: { ready: CENTRE, from: "#nominees .section-head" },
  foot: { ready: CENTRE, from: "footer" },
  signup: SIGNUP,
  asked: {
    ...SIGNUP,
    press: ['Object.assign(deep("#email"), { value: "someone@example.org" }) && deep("button[type=submit]")'],
    shows: "dialog[open] .sheet-foot button",
  },
  tags: {
    path: "/tags.html",
    ready: 'deepAll("[role=switch]").every(({ disabled }) => !disabled)',
    press: ['deep("[aria-checked=true]") ? document.body : deep("[role=switch]")'], // it is on record the next time
    shows: "[aria-checked=true]",
  },
  theme: { path: "/theme.html", ready: CENTRE },
  "theme-foot": { path: "/theme.html", ready: CENTRE, from: "truconsent-grievances" },
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
    for (const [state, { path = "/", ready, press = [], shows = "body", from }] of Object.entries(STATES)) {
      await page.goto("about:blank");
      page.goto(`${address}${path}?lang=${language}`).catch(() => {}); // it is waited for by what it shows
      await until(page, 'location.protocol === "http:" && document.readyState === "complete"');
      // Where the page is English alone, its elements are in the language.
      await ask(page, `deepAll("truconsent-notice, truconsent-scope").forEach((one) => (one.lang = "${language}"))`);
      await until(page, ready);
      await page.resize(viewport);
      for (const control of press) await until(page, `${control} && (${control}.click(), true)`);
      await until(page, `deep("${shows}")`);
      if (from) await until(page, `deep("${from}") && (deep("${from}").scrollIntoView({ behavior: "instant" }), true)`);
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
