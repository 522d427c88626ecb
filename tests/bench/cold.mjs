// The cold start: from the navigation until a person's consents are on screen, on a phone's processor and network.

import assert from "node:assert/strict";
import { install } from "../../.ci/lib/deep.mjs";
import { median } from "./times.mjs";

/** A middling phone, and the "slow 4G" of Chromium's own tools. */
export const CONDITIONS = { slowdown: 6, megabitsPerSecond: 1.44, latencyMs: 562 };

/**
 * Opens each of `pages` (name → address) `runs` times, in turns: `{ ms, bytes, requests }` for each, medians, the last
 * two of the whole page.
 */
export async function coldStarts(browser, pages, runs) {
  // Once before it counts, as the first is slower. And only equals are compared.
  const shown = [];
  for (const address of Object.values(pages)) shown.push((await coldStart(browser, address, false)).consents);
  for (const other of shown) assert.deepEqual(other, shown[0], "the pages show the same consents");
  assert.ok(shown[0].length > 10);
  const found = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, address] of Object.entries(pages)) found[name].push(await coldStart(browser, address));
  }
  return medians(found);
}

/** The same for pages that show a person's consents in ways of their own: on screen is what `selectors` find, by the pages' names. */
export async function firstSights(browser, pages, selectors, runs) {
  const found = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  for (let run = -1; run < runs; run += 1) {
    for (const [name, address] of Object.entries(pages)) {
      const one = await coldStart(browser, address, true, selectors[name]);
      assert.ok(one.consents.length > 5, `${name} shows the consents`);
      if (run >= 0) found[name].push(one); // the first is slower, and does not count
    }
  }
  return medians(found);
}

/** Of each page's runs. */
function medians(found) {
  const of = (list, key) => Math.round(median(list.map((run) => run[key])));
  return Object.fromEntries(Object.entries(found).map(([name, list]) =>
    [name, { ms: of(list, "ms"), bytes: of(list, "bytes"), requests: of(list, "requests") }]));
}

const OWN = "#consents .purpose";

async function coldStart(browser, address, slowed = true, selector = OWN) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (slowed) {
    const { slowdown, megabitsPerSecond, latencyMs: latency } = CONDITIONS;
    const throughput = (megabitsPerSecond * 1e6) / 8;
    const line = { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput };
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await session.send("Network.emulateNetworkConditions", line);
  }
  let [bytes, requests] = [0, 0];
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  // On screen is what was there when the frame before this one was drawn.
  await page.addInitScript(install);
  await page.addInitScript((wanted) => {
    const look = () => {
      const there = window.deep(wanted);
      requestAnimationFrame(there ? () => (window.onScreen = performance.now()) : look);
    };
    requestAnimationFrame(look);
  }, selector);
  await page.goto(address, { waitUntil: "commit" });
  const ms = await (await page.waitForFunction(() => window.onScreen)).jsonValue();
  await page.waitForLoadState("networkidle");
  const consents = await page.locator(selector).evaluateAll((all) => all.map((one) =>
    [one.querySelector("h3, h4, h5").textContent, one.querySelector(".chip")?.textContent]));
  await context.close();
  return { ms, bytes, requests, consents };
}
