// Requests and complaints: filing them, what can be done with them afterwards, and what goes wrong.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  announced, bodies, fault, focused, hold, openAs, problemOf, records, rows, section, tabTo,
} from "./rights.mjs";
import { demo, settled, signInAs, until } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "truconsent-"));
const it = demo("--faults", "--db", join(folder, "demo.db"));
after(() => rmSync(folder, { recursive: true }));
const POST = /\/api\/grievance$/;
const PUT = /\/api\/grievance\/GRV-/;
const LIST = /\/api\/grievance\/user\//;
const grievances = (page) => section(page, "grievances");
const NUMBER = /GRV-[0-9A-F]{8}/;

/** Opens the form and types. */
async function write(page, more = {}) {
  const { subject, description, category, link } = {
    subject: "A copy, please", description: "Of everything.", category: "erasure", ...more,
  };
  const { add, field } = grievances(page);
  await add.click();
  await field("What it is about").first().selectOption(category);
  await field("Subject").fill(subject);
  await field("Description").fill(description);
  if (link) await field("Link to a document").fill(link);
}

const send = (page) => grievances(page).button("Send the request").click();
const typed = (page) => page.locator("#grievances form").evaluate((form) => Object.fromEntries(new FormData(form)));

test("the tickets stand as the API has them, the newest first, in the reader's words and zone", async (t) => {
  const page = await it.open(t);
  assert.deepEqual(await records(page, "grievances"), [
    {
      title: "My delivery address is wrong",
      status: "In progress",
      place: "GRV-91F4D3A8Put my data right (rectification)",
      text: "Two parcels went to my old flat. Please correct the address in every system, the courier's too.",
      facts: { Filed: "6 May 2026 at 13:12", "Last changed": "8 May 2026 at 17:30" },
      actions: ["Add a link", "Withdraw"],
    },
    {
      title: "Copy of my order history",
      status: "Resolved",
      place: "GRV-5C21E0B7A copy of my data (data access)",
      text: "Please send me a copy of everything that you hold about my orders since 2024.",
      facts: {
        Filed: "20 February 2026 at 15:45",
        "Last changed": "4 March 2026 at 21:32",
        "Link to a document": "https://files.acmecorp.example/responses/order-history.pdf (opens in a new tab)",
      },
      actions: ["Change the link"],
    },
  ]);
  const link = grievances(page).root.getByRole("link");
  assert.equal(await link.getAttribute("href"), "https://files.acmecorp.example/responses/order-history.pdf");
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
});

test("filed by keyboard alone, it is in the list, after a reload and a restart of the server too", async (t) => {
  const page = await openAs(it, t, "Lukas Brandt");
  assert.match(await grievances(page).root.textContent(), /No requests yet/);
  const { add, button, field, news } = grievances(page);
  await tabTo(page, add);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "category");
  await page.keyboard.type("Delete");
  await tabTo(page, field("Subject"));
  await page.keyboard.type("Delete my account");
  await tabTo(page, field("Description"));
  await page.keyboard.type("All of it.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Thank you.");
  await tabTo(page, button("Send the request"));
  assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid");
  await page.keyboard.press("Enter");
  await news.getByText("Your request is recorded").waitFor();

  const [number] = (await news.textContent()).match(NUMBER);
  assert.equal(await announced(page), `Your request is recorded. Its number is ${number}.`);
  assert.equal(await focused(page), "Delete my account", "the focus is on the new record");
  const [ticket, ...others] = await records(page, "grievances");
  assert.equal(others.length, 0);
  assert.equal(ticket.status, "Open");
  assert.equal(ticket.place, `${number}Delete my data (erasure)`);
  assert.equal(ticket.text, "All of it.\nThank you.");

  await page.reload();
  await settled(page);
  assert.deepEqual(await records(page, "grievances"), [ticket]);
  await it.server.stop();
  await it.restart();
  await page.reload();
  await settled(page);
  assert.deepEqual(await records(page, "grievances"), [ticket]);
});

test("a category can be said in one's own words, and everything arrives exactly", async (t) => {
  const page = await openAs(it, t, "மீரா ஐயர்");
  const sent = bodies(page, "POST");
  const { field } = grievances(page);
  const subject = "विषय 🙂 שלום <b>&amp;</b>";
  const description = "  முதல்\n\n\tவரி  ";
  await write(page, {
    subject, description, category: { label: "Something else" }, link: " https://x.example/a?b=1#c ",
  });
  await field("in your own words").fill("profiling_stop");
  await send(page);
  await page.locator(".notice-done").waitFor();
  assert.deepEqual(sent.at(-1), {
    client_user_id: "usr_meera", subject, description, category: "profiling_stop",
    attachment_url: "https://x.example/a?b=1#c",
  });
  const [ticket] = await records(page, "grievances");
  assert.equal(ticket.title, subject);
  assert.equal(ticket.text, description);
  assert.match(ticket.place, /profiling stop$/);
  assert.equal(await page.locator("#grievances b").count(), 0);
  await grievances(page).add.click();
  assert.deepEqual(new Set(Object.values(await typed(page))), new Set([""]), "the form is empty again");
});

test("problems stand beside their fields, the first has the focus, and nothing is sent", async (t) => {
  const page = await it.open(t);
  const sent = bodies(page, "POST");
  const { add, field, message } = grievances(page);
  await add.click();
  await send(page);
  assert.equal(await focused(page), "category");
  assert.equal(await announced(page), "3 fields need your attention.");
  assert.equal(await message.textContent(), "3 fields need your attention.");
  const category = field("What it is about").first();
  assert.equal(await problemOf(category), "Choose what your request is about, or say it in your own words.");
  assert.equal(await problemOf(field("Subject")), "Say in a few words what you want.");
  assert.equal(await problemOf(field("Description")), "Describe what you want.");
  assert.equal(await problemOf(field("Link to a document")), null);

  // A problem goes when it is solved, and those that are left stay.
  await field("Subject").fill("Hello");
  assert.equal(await problemOf(field("Subject")), null);
  assert.equal(await problemOf(field("Description")), "Describe what you want.");

  await category.selectOption({ label: "Something else" });
  await field("Description").fill("🙂".repeat(5_001));
  await field("Link to a document").fill("javascript:alert(1)");
  assert.equal(await page.locator("#grievances .count").textContent(), "5,001 of 5,000 characters");
  await send(page);
  assert.equal(await focused(page), "category_other");
  assert.equal(await problemOf(field("Description")), "This is too long: use at most 5,000 characters.");
  assert.match(await problemOf(field("Link to a document")), /^Enter a whole address/);
  await field("Description").fill("🙂".repeat(5_000));
  assert.equal(await problemOf(field("Description")), null, "an emoji is one character");
  assert.deepEqual(sent, []);
});

test("a second click and Enter while it is being sent file nothing more", async (t) => {
  const page = await openAs(it, t, "Tomás Herrera");
  const { grievances: before } = await rows(it, "usr_tomas");
  const { held, release } = await hold(page, "POST", POST);
  await write(page, { subject: "Only once" });
  const { button, field, form, news } = grievances(page);
  await button("Send the request").dblclick();
  await until(() => held.length > 0, "the request");
  await button("Sending your request").click({ force: true });
  await field("Subject").press("Enter");
  assert.equal(await form.getAttribute("aria-busy"), "true");
  assert.equal(await announced(page), "Sending your request…");
  assert.equal(await news.textContent(), "", "nothing is claimed while it is not known");
  await field("Subject").pressSequentially("!");
  assert.equal(await field("Subject").inputValue(), "Only once", "what is being sent cannot be changed");
  assert.equal(held.length, 1);
  await release();
  await news.getByText("Your request is recorded").waitFor();
  assert.equal((await rows(it, "usr_tomas")).grievances, before + 1);
});

const KEPT = {
  category: "erasure", category_other: "", subject: "A copy, please", description: "Of everything.", attachment_url: "",
};
const UNKNOWN = /Whether your request was recorded is not known\. What you typed is still here\. Look at the list/;
const REFUSED = /Your request was not recorded\. What you typed is still here\./;

for (const [name, response, ...words] of [
  ["400", { status: 400, json: { error: "category is not one of ours" } }, REFUSED,
    /The server did not accept this\./, /The server says: “category is not one of ours”/],
  ["403", { status: 403, json: { error: "no" } }, REFUSED, /The server does not allow this in your session\./],
  ["429", { status: 429, headers: { "Retry-After": "90" }, json: { error: "Rate limit exceeded" } }, REFUSED,
    /Wait 90 seconds, then try again\./],
  ["500", { status: 500, json: { error: "Unexpected" } }, UNKNOWN, /The server had a problem of its own\./],
  ["an HTML page", { contentType: "text/html", body: "<p>Hi</p>" }, UNKNOWN, /could not be understood\./],
]) {
  test(`after ${name} the page says what happened and keeps what is typed`, async (t) => {
    const page = await openAs(it, t, "Fatima");
    const { grievances: before } = await rows(it, "usr_fatima");
    await page.route(POST, (route) => route.fulfill(response), { times: 1 });
    await write(page);
    await send(page);
    const { message, news } = grievances(page);
    await message.locator("strong").waitFor();
    for (const word of words) assert.match(await message.textContent(), word);
    assert.match(await announced(page), words[0]);
    assert.deepEqual(await typed(page), KEPT);
    assert.equal(await news.textContent(), "");
    assert.equal((await rows(it, "usr_fatima")).grievances, before);
    await send(page);
    await page.locator(".notice-done").waitFor();
    assert.equal((await rows(it, "usr_fatima")).grievances, before + 1);
  });
}

test("where it is not known whether it is on record, the list can be read again beside the form", async (t) => {
  const page = await openAs(it, t, "Kenji");
  // Carried out, and then neither an answer nor a list to look it up in.
  await fault(page, "POST", POST, "drop-after");
  await page.route(LIST, (route) => route.fulfill({ status: 400, json: { error: "not now" } }), { times: 1 });
  await write(page, { subject: "Did it arrive?" });
  await send(page);
  const { button, message } = grievances(page);
  await message.getByText("is not known").waitFor();
  assert.match(await message.textContent(), /^The server did not answer\./);
  await button("Read the list again").click();
  await page.locator("#grievances .record").waitFor();
  assert.equal((await records(page, "grievances"))[0].title, "Did it arrive?");
  assert.equal((await typed(page)).subject, "Did it arrive?");
  await button("Clear the form").click();
  assert.equal((await typed(page)).subject, "");
});

test("a connection that breaks after the server has filed it: found, shown once, one row", async (t) => {
  const page = await openAs(it, t, "Tomás Herrera");
  const { grievances: before } = await rows(it, "usr_tomas");
  await fault(page, "POST", POST, "drop-after");
  await write(page, { subject: "Lost on the way back" });
  await send(page);
  await page.locator(".notice-done").waitFor();
  assert.equal(await grievances(page).card("Lost on the way back").count(), 1);
  assert.equal((await rows(it, "usr_tomas")).grievances, before + 1);
});

test("a session that has ended is taken up again with one click, and the request is filed", async (t) => {
  const page = await openAs(it, t, "Fatima");
  const refusal = { status: 401, json: { error: "API key required (X-API-Key header)" } };
  await page.route(POST, (route) => route.fulfill(refusal), { times: 1 });
  await write(page, { subject: "Still me" });
  await send(page);
  const { button, message } = grievances(page);
  await message.getByText("Your session has ended.").waitFor();
  await button("Try again").click();
  await page.locator(".notice-done").waitFor();
  assert.equal(await grievances(page).card("Still me").count(), 1);
});

test("to stop waiting does not pretend anything", async (t) => {
  const page = await openAs(it, t, "Fatima");
  const { held } = await hold(page, "POST", POST);
  await write(page);
  await send(page);
  await until(() => held.length === 1, "the request");
  const { button, message } = grievances(page);
  await button("Stop waiting").click();
  await message.locator("strong").waitFor();
  assert.match(await message.textContent(), /^The waiting was stopped\./);
  assert.match(await message.textContent(), UNKNOWN);
  assert.deepEqual(await typed(page), KEPT);
  assert.equal(await button("Close").isVisible(), true);
});

test("what is typed outlives closing, other sections, and a reload of the list; not a change of person", async (t) => {
  const page = await it.open(t);
  await write(page);
  const { add, button, field, root } = grievances(page);
  await button("Close").click();
  assert.equal(await focused(page), "grievances-add");
  assert.equal(await add.textContent(), "Go on with your request");
  await page.route(LIST, (route) => route.fulfill({ status: 403, json: { error: "no" } }), { times: 1 });
  await page.getByRole("button", { name: "Refresh" }).click();
  await settled(page);
  assert.match(await root.textContent(), /Your requests could not be loaded/);
  await add.click();
  assert.deepEqual(await typed(page), KEPT);
  await root.locator(".section-body").getByRole("button", { name: "Try again" }).click();
  await settled(page);
  assert.deepEqual(await typed(page), KEPT);

  await signInAs(page, "Lukas Brandt");
  assert.equal(await root.locator("form").isVisible(), false);
  assert.equal(await add.textContent(), "New request");
  await add.click();
  assert.equal(await field("Subject").inputValue(), "");
});

test("a change of person ends what is being sent, and its answer is not shown", async (t) => {
  const page = await it.open(t);
  const { held, release } = await hold(page, "POST", POST);
  await write(page, { subject: "From Asha" });
  await send(page);
  await until(() => held.length === 1, "the request");
  await page.getByRole("button", { name: "Change person" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Kenji" }).click();
  await settled(page);
  await release();
  await page.getByRole("button", { name: "Refresh" }).click();
  await settled(page);
  const { card, news, root } = grievances(page);
  assert.equal(await card("From Asha").count(), 0);
  assert.equal(await news.textContent(), "");
  assert.equal(await root.locator("form").isVisible(), false);
});

test("without the list a request can be filed all the same, and is then in the list", async (t) => {
  const page = await it.page(t);
  await page.route(LIST, (route) => route.fulfill({ status: 403, json: { error: "no" } }), { times: 1 });
  for (const other of [/\/api\/banners/, /\/api\/nominee\//, /\/api\/dpo$/]) {
    await page.route(other, (route) => route.fulfill({ status: 403, json: { error: "no" } }));
  }
  await page.goto(it.address);
  await settled(page);
  await write(page, { subject: "All else fails" });
  await send(page);
  await page.locator(".notice-done").waitFor();
  await settled(page);
  assert.equal((await records(page, "grievances"))[0].title, "All else fails");
});

test("a request filed while the list is being read is in it, once", async (t) => {
  const page = await openAs(it, t, "Tomás Herrera");
  const { held, release } = await hold(page, "GET", LIST);
  await page.getByRole("button", { name: "Refresh" }).click();
  await until(() => held.length === 1, "the list");
  const before = await (await page.request.get(`${it.address}/api/grievance/user/usr_tomas`)).json();
  await write(page, { subject: "Between the two" });
  await send(page);
  await page.locator(".notice-done").waitFor();
  // The list as it was before.
  await held.pop().fulfill({ json: before });
  await release();
  await settled(page);
  assert.equal((await records(page, "grievances"))[0].title, "Between the two");
  assert.equal((await records(page, "grievances")).length, before.length + 1);
});

test("a link is added, changed and taken off, and only that is sent", async (t) => {
  const page = await it.open(t);
  const sent = bodies(page, "PUT");
  const { card, news } = grievances(page);
  const ticket = card("My delivery address is wrong");
  const dialog = page.getByRole("dialog");
  await ticket.getByRole("button", { name: "Add a link" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  assert.equal(await problemOf(dialog.getByLabel("Link to a document").last()), "Enter an address, or cancel.");
  await dialog.getByRole("textbox").fill("https://x.example/proof.pdf");
  await dialog.getByRole("button", { name: "Save" }).click();
  await news.getByText("The link of GRV-91F4D3A8 is changed.").waitFor();
  assert.equal(await focused(page), "My delivery address is wrong");
  assert.equal(await ticket.getByRole("link").getAttribute("href"), "https://x.example/proof.pdf");

  await ticket.getByRole("button", { name: "Change the link" }).click();
  assert.equal(await dialog.getByRole("textbox").inputValue(), "https://x.example/proof.pdf");
  await dialog.getByRole("textbox").fill("");
  await dialog.getByRole("button", { name: "Save" }).click();
  await ticket.getByRole("button", { name: "Add a link" }).waitFor();
  assert.equal(await ticket.getByRole("link").count(), 0);
  assert.deepEqual(sent, [{ attachment_url: "https://x.example/proof.pdf" }, { attachment_url: null }]);
});

test("a request is withdrawn after a confirmation, and then no more", async (t) => {
  const page = await openAs(it, t, "Tomás Herrera");
  await write(page, { subject: "Withdraw me" });
  await send(page);
  await page.locator(".notice-done").waitFor();
  const sent = bodies(page, "PUT");
  const { card, news } = grievances(page);
  const ticket = card("Withdraw me");
  const dialog = page.getByRole("dialog");
  await ticket.getByRole("button", { name: "Withdraw" }).click();
  assert.match(await dialog.textContent(), /Withdraw me/);
  assert.equal(await focused(page), "Keep it", "the harmless answer has the focus");
  await page.keyboard.press("Escape");
  assert.equal(await dialog.count(), 0);
  assert.match(await focused(page), /^Withdraw/, "the focus goes back");
  assert.deepEqual(sent, []);

  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Withdraw the request" }).click();
  await news.getByText(/Your request GRV-\w+ is withdrawn\./).waitFor();
  assert.deepEqual(sent, [{ status: "withdrawn" }]);
  assert.equal((await records(page, "grievances"))[0].status, "Withdrawn");
  assert.equal(await ticket.getByRole("button", { name: "Withdraw" }).count(), 0);
});

test("a withdrawal that fails changes nothing on the page, and a second click does not close it", async (t) => {
  const page = await it.open(t);
  const before = await records(page, "grievances");
  const { held } = await hold(page, "PUT", PUT);
  const dialog = page.getByRole("dialog");
  await grievances(page).root.getByRole("button", { name: "Withdraw" }).first().click();
  const confirm = dialog.locator('[type="submit"]');
  await confirm.click();
  await until(() => held.length === 1, "the request");
  await confirm.click({ force: true });
  assert.equal(await confirm.textContent(), "Withdrawing…");
  assert.equal(held.length, 1);
  await held.pop().fulfill({ status: 403, json: { error: "not any more" } });
  await dialog.getByText("Your request was not withdrawn.").waitFor();
  assert.match(await dialog.textContent(), /The server says: “not any more”/);
  assert.deepEqual(await records(page, "grievances"), before);
  await dialog.getByRole("button", { name: "Keep it" }).click();
  assert.equal(await grievances(page).news.textContent(), "");
});

test("Escape while sending stops the waiting and says so", async (t) => {
  const page = await it.open(t);
  const { held } = await hold(page, "PUT", PUT);
  const dialog = page.getByRole("dialog");
  await grievances(page).root.getByRole("button", { name: "Withdraw" }).first().click();
  await dialog.locator('[type="submit"]').click();
  await until(() => held.length === 1, "the request");
  await page.keyboard.press("Escape");
  await page.getByText("Whether your request was withdrawn is not known.").waitFor();
  await page.getByRole("button", { name: "Read the list again" }).click();
  await settled(page);
  assert.equal(await dialog.count(), 0);
});

test("what the API says is text, a long description is folded, and only http links are links", async (t) => {
  const evil = (n) => `<img src=x onerror="window.hit=${n}">{n}&amp;`;
  const ticket = (more) => ({
    id: "1", ticket_id: "GRV-1", client_user_id: "usr_asha", user_id: null, subject: evil(1), description: evil(2),
    category: evil(3), status: evil(4), attachment_url: "javascript:window.hit=5", created_at: evil(6),
    updated_at: evil(7), ...more,
  });
  const page = await it.page(t, { viewport: { width: 320, height: 700 } });
  await page.route(LIST, (route) => route.fulfill({ json: [
    ticket(), ticket({ id: "2", ticket_id: evil(8), subject: "w".repeat(5_000), description: "अ".repeat(5_000) }),
    ticket({ id: "3", ticket_id: "GRV-3", status: "WITHDRAWN", attachment_url: "data:text/html,<p>" }),
  ] }));
  await page.goto(it.address);
  await settled(page);
  const { root } = grievances(page);
  const text = await root.textContent();
  for (const n of [1, 2, 3, 4, 6, 7, 8]) assert.ok(text.includes(evil(n)), `field ${n} is shown word for word`);
  assert.ok(text.includes("javascript:window.hit=5"));
  assert.equal(await root.locator("img, .record a").count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  const long = root.locator("details");
  assert.equal(await long.locator("p").isVisible(), false);
  await long.locator("summary").click();
  assert.equal(await long.locator("p").isVisible(), true);
  assert.deepEqual((await records(page, "grievances")).map(({ actions }) => actions.length), [2, 2, 1]);
  await root.getByRole("button", { name: "Withdraw" }).nth(1).click();
  assert.ok((await page.getByRole("dialog").textContent()).includes(evil(8)));
});
