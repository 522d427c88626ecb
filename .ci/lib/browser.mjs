// The browser of the end-to-end tests, the bench and the screenshots.

import { chromium } from "playwright-core";

/** Starts it: headless, as root too, and quiet on the network. `more` is for Playwright. */
export function launch(executablePath = process.env.CHROME || "/usr/bin/chromium", more = {}) {
  const args = [
    "--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
  ];
  return chromium.launch({ executablePath, args, ...more });
}

/** Waits until nothing on the demo's page is loading any more. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const elements = all(document);
    const isDrawn = (one) => one.shadowRoot?.querySelector(".root") || one.localName === "truconsent-scope";
    const isLoading = (one) => one.hasAttribute("aria-busy") || (one.matches(".skeleton") && one.checkVisibility());
    return !elements.some((one) => isLoading(one) || (/^truconsent-/.test(one.localName) && !isDrawn(one)));
  });
}
