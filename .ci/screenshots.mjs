// Pictures of the demo's main states, light and dark, on a desk and on a phone, in English and in Urdu, into
// www/screenshots: the two that the README shows are kept in the repository.

import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build/all.mjs";
import { launch, settled } from "./lib/browser.mjs";
import { root } from "./lib/paths.mjs";
import { Failure, say } from "./lib/say.mjs";
import { script } from "./lib/script.mjs";
import { startServer } from "./lib/servers.mjs";
import { setup } from "./setup/all.mjs";

const LARGEST_KEPT = 150_000;
const KEPT = ["consents-en-desk-light.png", "notice-ur-phone-light.png"];
const SIZES = { desk: { width: 1200, height: 860 }, phone: { width: 360, height: 740 } };
const LOCALES = { en: "en-IN", ur: "ur-PK" };

const states = {
  consents: async () => {},
  notice: async (page) => {
    await page.locator('.points [data-act="decide"]').nth(1).click();
    await page.locator(".sheet-foot button").first().waitFor();
  },
  request: async (page) => {
    await page.locator("#grievances [data-act=add]").click();
    await page.locator("#grievances button[type=submit]").click();
    await page.locator("#grievances .section-head").evaluate((head) => head.scrollIntoView());
  },
  history: async (page) => {
    await page.locator(".history summary").first().click();
    await page.locator(".receipt-line").waitFor();
    await page.locator(".point").first().evaluate((card) => card.scrollIntoView());
  },
  degraded: async (page) => {
    await page.route(/user-status/, (route) => route.fulfill({ status: 403, json: { error: "Not with this key" } }));
    await page.locator("#refresh").click();
    await page.locator("#consents .notice-warn").waitFor();
  },
};

await script(async () => {
  const { chrome } = await setup({ browser: true });
  await buildAll();
  const folder = join(root, "www", "screenshots");
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  const server = await startServer(["--port", "0", "--rate-limit", "0"]);
  const browser = await launch(chrome);
  try {
    for (const [language, locale] of Object.entries(LOCALES)) {
      for (const [size, viewport] of Object.entries(SIZES)) {
        for (const colorScheme of ["light", "dark"]) {
          const options = { locale, viewport, colorScheme, timezoneId: "Asia/Kolkata", reducedMotion: "reduce" };
          const context = await browser.newContext(options);
          for (const [state, reach] of Object.entries(states)) {
            const page = await context.newPage();
            await page.goto(server.address);
            await settled(page);
            await reach(page);
            await page.screenshot({ path: join(folder, `${state}-${language}-${size}-${colorScheme}.png`) });
            await page.close();
          }
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  for (const file of KEPT) {
    const { size } = statSync(join(folder, file));
    if (size > LARGEST_KEPT) throw new Failure(`${file} has ${size} bytes: too many for the repository.`);
  }
  say(`${readdirSync(folder).length} pictures are in ${folder}.`);
});
