// Every state of the page that a reader can meet, one after the other, in whatever language it speaks.

import { card, CONSENT, LOYALTY, NOTICE, ORDERS, PAYMENT, RECIPES, SIGNUP, SLOTS, WEBSITE } from "./decisions.mjs";
import { POST as REQUEST } from "./grievances.mjs";
import { answer, settled } from "./demo.mjs";

const refused = { status: 400, json: { error: "no" } };
const unclear = { contentType: "text/html", body: "<p>?</p>" };

/** Walks through them as Asha, on a server that nobody has changed; `look(name, part)` sees each. */
export async function walk(it, page, look) {
  const ways = walks(page, look);
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await ways.loading(it);
  await look("consents, requests and people");
  await ways.history();
  await ways.people();
  await ways.notices();
  await ways.whole();
  await ways.acknowledgement();
  await ways.changed();
  await ways.decision();
  await ways.queue();
  await ways.requests();
  await ways.nominees();
  await ways.others();
  await ways.failures();
  await ways.signedOut();
  await ways.wordless();
}

function walks(page, look) {
  const dialog = page.locator("dialog[open]");
  const act = (id, name) => card(page, id).locator(`[data-act="${name}"]`);
  const escape = async () => {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  };
  const notice = () => page.locator(".sheet-foot button").first().waitFor();
  const once = (path, response) => page.route(path, (route) =>
    (route.request().method() === "GET" ? route.fallback() : route.fulfill(response)), { times: 1 });
  /** Holds the next write; the result lets it go. */
  const hold = async (path, send) => {
    const held = new Promise((resolve) => page.route(path, resolve, { times: 1 }));
    await send();
    return held;
  };

  return {
    async loading(it) {
      const held = [];
      await page.route(/\/api\//, (route) => void held.push(route));
      await page.goto(it.address);
      await page.waitForFunction(() => document.getElementById("who").textContent && !deep("[data-waiting]"));
      await look("loading");
      await page.unroute(/\/api\//);
      await settled(page);
    },

    async history() {
      await act(ORDERS, "history").click();
      await card(page, ORDERS).locator(".receipt-line button").first().click();
      await card(page, ORDERS).locator("textarea").waitFor();
      await look("history and receipt", `[data-point="${ORDERS}"]`);
      await act(ORDERS, "history").click();
    },

    async people() {
      await page.locator("#change").click();
      await page.locator("#people-list .person").first().waitFor();
      await look("change person", "#people");
      await page.keyboard.press("Escape");
      await page.route("**/session/people", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
      await page.locator("#change").click();
      await page.locator("#people-list .problem").waitFor();
      await look("change person, failed", "#people");
      await page.keyboard.press("Escape");
    },

    async notices() {
      await act(SIGNUP, "decide").click();
      await notice();
      await look("notice", ".sheet");
      await once(CONSENT, refused);
      await escape();
      await act(ORDERS, "decide").click();
      await notice();
      await look("notice over a record", ".sheet");
      await page.locator(".choice").first().locator("[value=declined]").check();
      await page.locator(".sheet-foot button").first().click();
      await page.locator(".choice .problem:not(:empty)").waitFor();
      await look("notice, required purpose declined", ".sheet");
      await escape();
      await act(LOYALTY, "decide").click();
      await notice();
      await look("notice with a legitimate use", ".sheet");
      await once(CONSENT, refused);
      await escape();
    },

    async acknowledgement() {
      await once(CONSENT, refused);
      await act(PAYMENT, "acknowledge").click();
      await card(page, PAYMENT).locator(".notice").waitFor();
      await look("that a notice was read, not recorded", `[data-point="${PAYMENT}"]`);
    },

    /** Whenever it is asked, something else has been recorded meanwhile: all is declined. */
    async changed() {
      let n = 0;
      const status = /user-status\?/;
      await page.route(status, async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        const { latest_consent: latest } = json.collection_points.find(({ collection_point: { id } }) => id === WEBSITE);
        latest.id = `another-${n += 1}`;
        latest.action = "revoked";
        for (const purpose of latest.purpose_consents) purpose.status = "declined";
        await route.fulfill({ response, json });
      });
      await act(WEBSITE, "withdraw").click();
      await page.locator(".sheet-foot button").first().click();
      await page.locator(".sheet-body > .notice").waitFor();
      await look("withdrawal, nothing left", ".sheet");
      await escape();
      await look("changed elsewhere, at its place", `[data-point="${WEBSITE}"]`);
      await act(WEBSITE, "decide").click();
      await notice();
      await page.locator(".choice [value=approved]").check();
      await page.locator(".sheet-foot button").first().click();
      await page.locator(".sheet-body > .notice").waitFor();
      await look("changed elsewhere", ".sheet");
      await escape();
      await page.unroute(status);
      await page.locator("#refresh").click();
      await settled(page);
    },

    async whole() {
      await act(NOTICE, "decide").click();
      await notice();
      await look("notice as a whole", ".sheet");
      await once(CONSENT, refused);
      await escape();
    },

    async decision() {
      await act(WEBSITE, "withdraw").click();
      await look("withdrawal of consent", ".sheet");
      const route = await hold(CONSENT, () => page.locator(".sheet-foot button").first().click());
      await look("decision on its way", ".sheet");
      await route.fulfill(refused);
      await page.locator(".sheet-problem button").waitFor();
      await look("decision refused", ".sheet");
      await once(CONSENT, unclear);
      await page.locator(".sheet-problem button").click();
      await page.waitForFunction(() => deep(".sheet-problem button") && !deep(".sheet[aria-busy]"));
      await look("decision unclear", ".sheet");
      await escape();
      await look("decision unclear, at its place", `[data-point="${WEBSITE}"]`);
    },

    async queue() {
      await page.locator('[data-act="queue"]').click();
      await notice();
      await page.locator(".set-all button").first().click();
      await page.locator(".sheet-foot button").first().click();
      await page.locator(".sheet-body .choice").first().waitFor({ state: "detached" });
      await look("saved, more to decide", ".sheet");
      await escape();
      await look("saved, at its place", "#consents");
    },

    async requests() {
      const root = page.locator("#grievances .section");
      const submit = root.locator("button[type=submit]");
      await page.locator("#grievances [data-act=add]").click();
      await look("new request", "#grievances");
      await submit.click();
      await look("new request, problems", "#grievances");
      await root.locator("select").selectOption("erasure");
      await root.locator("input[name=subject]").fill("Delete my data");
      await root.locator("textarea").fill("All of it.");
      const route = await hold(REQUEST, () => submit.click());
      await look("new request on its way", "#grievances");
      await route.fulfill(refused);
      await root.locator(".form-message .notice").waitFor();
      await look("new request refused", "#grievances");
      await submit.click();
      await root.locator(".notice-done").waitFor();
      await look("new request recorded", "#grievances");
      const first = root.locator(".record").first().locator(".record-actions button");
      await first.nth(0).click();
      await dialog.locator("input").fill("nowhere");
      await dialog.locator("button[type=submit]").click();
      await look("link, problem", "dialog[open]");
      await page.keyboard.press("Escape");
      await dialog.locator(".form-message .problem").waitFor();
      await look("link, unsaved", "dialog[open]");
      await dialog.locator("button[type=button]").first().click();
      await first.nth(1).click();
      await look("withdrawal of a request", "dialog[open]");
      await dialog.locator("button[type=submit]").click();
      await dialog.waitFor({ state: "detached" });
      await look("request withdrawn", "#grievances");
    },

    async nominees() {
      const root = page.locator("#nominees .section");
      await page.locator("#nominees [data-act=add]").click();
      await root.locator("button[type=submit]").click();
      await look("new person, problems", "#nominees");
      const first = root.locator(".record").first().locator(".record-actions button");
      await first.nth(0).click();
      await dialog.locator("input").first().fill("");
      await dialog.locator("button[type=submit]").click();
      await look("person, problem", "dialog[open]");
      await page.keyboard.press("Escape");
      await dialog.locator("button[type=button]").first().click();
      await first.nth(1).click();
      await look("removal of a person", "dialog[open]");
      await once(/\/api\/nominee\//, refused);
      await dialog.locator("button[type=submit]").click();
      await dialog.locator(".form-message .notice").waitFor();
      await look("removal of a person refused", "dialog[open]");
      await escape();
    },

    /** Everybody else of the seed: nothing decided, all allowed, all withdrawn, records that differ, and one without a banner. */
    async others() {
      const people = page.locator("#people-list .person");
      const choose = async (i) => {
        await page.locator("#change").click();
        await people.nth(i).click();
        await page.waitForFunction(() => !deep("dialog[open]"));
        await settled(page);
      };
      await page.locator("#change").click();
      await people.first().waitFor();
      const n = await people.count();
      await page.keyboard.press("Escape");
      for (let i = 1; i < n; i += 1) {
        await choose(i);
        // The cards that differ from person to person; the rest has been seen.
        const cards = "#consents .point:is(:nth-child(-n + 2), :nth-last-child(-n + 2))";
        await look(`person ${i + 1} of ${n}`, `${cards}, #consents .queue, .orphans`);
      }
      await this.again();
      await choose(0);
    },

    /** The last of them is asked again. */
    async again() {
      await look("what has ended, and what is asked again", "#consents .point:has(.point-again, .purpose-end)");
      await act(SLOTS, "decide").click();
      await notice();
      await look("notice with what has changed", ".sheet");
      await escape();
      await act(RECIPES, "decide").click();
      await notice();
      await page.locator("#notice-language").selectOption("te");
      await look("notice in a language of its own", ".sheet");
      await escape();
      await act(RECIPES, "history").click();
      await card(page, RECIPES).locator(".receipt-line [aria-expanded]").click();
      await look("receipt", `[data-point="${RECIPES}"]`);
      await act(RECIPES, "history").click();
    },

    async failures() {
      const again = async () => {
        await page.locator("#refresh").click();
        await settled(page);
      };
      const none = { status: 404, json: { error: "none" } };
      await page.route("**/locales/*.json", (route) => route.abort(), { times: 1 });
      await page.locator("#languages a:not([aria-current])").first().click();
      await page.locator("#languages-problem:not(:empty)").waitFor();
      await look("language not there", "header.top");
      await answer(page, "status", { status: 403, json: { error: "no" } });
      await again();
      await look("consents without their records", "#consents");
      await answer(page, "status", none);
      await answer(page, "own", { json: [] });
      await again();
      await look("nothing decided", "#consents");
      await page.route(/\/api\/(banners|grievance\/user|nominee\/user)/, (route) => route.fulfill({ json: [] }));
      await page.route(/\/api\/dpo$/, (route) => route.fulfill(none));
      await again();
      await look("nothing there");
      await page.route(/\/api\//, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
      await again();
      await look("everything failed");
      await page.unrouteAll();
    },

    /** The page's words do not come: what stands in the HTML is all there is. */
    async wordless() {
      await page.route("**/locales/*.json", (route) => route.fulfill({ status: 404, body: "" }));
      await page.reload();
      await page.waitForFunction(() => document.documentElement.hasAttribute("data-broken"));
      await look("no words");
      await page.unrouteAll();
    },

    async signedOut() {
      await page.locator("#change").click();
      await page.locator("#sign-out").click();
      await page.locator("#sign-in-people .person").first().waitFor();
      await look("signed out");
    },
  };
}
