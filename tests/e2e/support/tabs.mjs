// Tabs of a site that has a store, all in one browser profile.

import assert from "node:assert/strict";
import { site } from "./entries.mjs";

export const PERSON = "usr_asha";

/** A browser profile with a person's session, in which `open` opens tabs. At the test's end none of them has logged anything. */
export async function profile(t, context, address) {
  const noise = [];
  await site(context, "/site");
  await site(context, "/elsewhere");
  const signIn = async (userId) => {
    const answer = await context.request.post(`${address}/session`, { headers: { origin: address }, data: { user_id: userId } });
    assert.equal(answer.status(), 200);
  };
  await signIn(PERSON);
  t.after(async () => {
    await context.close();
    assert.deepEqual(noise, [], "the console stays empty");
  });

  /** Opens a tab whose `store` has read; `events` are the changes that it told since, and `requests` what was sent since. */
  async function open({ userId = PERSON, options = {}, prepare } = {}) {
    const page = await context.newPage();
    page.on("pageerror", (error) => noise.push(`uncaught: ${error}`));
    page.on("console", (message) => noise.push(message.text()));
    if (prepare) await prepare(page);
    await page.goto(`${address}/site`);
    await page.evaluate(async ([userId, options]) => {
      const base = await import("truconsent-wasm");
      const { createConsentStore } = await import("truconsent-wasm/store");
      await base.default();
      window.base = base;
      window.createConsentStore = createConsentStore;
      window.client = new base.ConsentClient({ baseUrl: "/api" });
      window.store = createConsentStore({ client, userId, ...options });
      await store.refresh();
      window.events = [];
      window.point = (id) => store.get().consents.banners.find((banner) => banner.collection_point === id);
      store.subscribe((state, change) => events.push({ at: Date.now(), phase: state.phase, change }));
    }, [userId, options]);
    const requests = [];
    page.on("request", (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    return { page, requests };
  }
  return { open, signIn, noise };
}

export const allowed = ({ page }, what) => page.evaluate((what) => store.allowed(what), what);

/** Records a choice at a point; resolves to when the API had answered. */
export const record = ({ page }, point, choice) => page.evaluate(async ([id, choice]) => {
  await store.record(base.decideConsent(point(id), choice));
  return Date.now();
}, [point, choice]);

/** Waits for the next change of a kind, from the first on. */
export const changed = ({ page }, source) =>
  page.waitForFunction((source) => events.find(({ change }) => change?.source === source), source).then((found) => found.jsonValue());
