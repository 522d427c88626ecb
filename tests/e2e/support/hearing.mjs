// What a screen reader is given to say.

/** Everything that it hears, in its order: the whole of a place, or what is added to one that is not read as a whole. */
export async function listen(page) {
  await page.addInitScript(() => {
    window.heard = [];
    window.hearChanges = (changes) => {
      const said = new Set();
      for (const { target, addedNodes } of changes) {
        const live = (target.closest ? target : target.parentElement)?.closest("[role=status], [role=alert]");
        // While a dialog is open, nothing outside it exists.
        const modal = deep("dialog:modal");
        if (!live?.checkVisibility() || modal && deepClosest(live, "dialog:modal") !== modal) continue;
        if (live.getAttribute("aria-atomic") !== "false") said.add(live);
        else for (const node of addedNodes) said.add(node);
      }
      for (const { textContent: text } of said) if (text.trim()) window.heard.push(text.trim());
    };
  });
  return () => page.evaluate(() => window.heard.splice(0));
}

/** Waits until it has heard a sentence; the result is everything up to then. */
export async function hear(page, sentence) {
  await page.waitForFunction((wanted) => window.heard.includes(wanted), sentence);
  return page.evaluate(() => window.heard.splice(0));
}
