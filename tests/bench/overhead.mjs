// What a call of the client takes longer than a bare `fetch` of the same address, in the browser.

import { median } from "./times.mjs";

const TURNS = 100;
const CALLS = 10; // in each: the browser tells the time in tenths of a millisecond

/** Medians in milliseconds of `{ client, fetch }`, and of what the one took longer than the other beside it. */
export async function overhead(browser, address) {
  const page = await browser.newPage();
  await page.goto(address); // signs in
  const turns = await page.evaluate(async ([count, calls]) => {
    const { default: init, ConsentClient } = await import("/pkg/truconsent_wasm.js");
    await init();
    const client = new ConsentClient({ baseUrl: "/api" });
    const bare = async () => (await fetch("/api/dpo", { cache: "no-store" })).json();
    const timed = async (work) => {
      const started = performance.now();
      for (let i = 0; i < calls; i += 1) await work();
      return (performance.now() - started) / calls;
    };
    const found = [];
    for (let turn = 0; turn < count; turn += 1) found.push([await timed(() => client.dpo()), await timed(bare)]);
    return found.slice(count / 10); // the first ones warm up
  }, [TURNS, CALLS]);
  await page.close();
  const [client, fetch, more] = [turns.map(([a]) => a), turns.map(([, b]) => b), turns.map(([a, b]) => a - b)].map(median);
  return { client, fetch, more };
}
