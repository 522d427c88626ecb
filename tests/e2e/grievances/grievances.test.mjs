// Requests and complaints: filing them, and what can be done with them afterwards.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { LIST, NUMBER, grievances, write, send } from "../support/grievances.mjs";
import { bodies, focused, hold, openAs, problemOf, records, tabTo } from "../support/rights.mjs";
import { announced, demo, settled, until } from "../support/demo.mjs";

const folder = mkdtempSync(join(tmpdir(), "truconsent-"));
const it = demo("--faults", "--db", join(folder, "demo.db"));
after(() => rmSync(folder, { recursive: true }));

test("the tickets stand as the API has them, the newest first, in the reader's words and zone", async (t) => {
  const page = await it.open(t);
  assert.deepEqual(await records(page, "grievances"), [
    {
      title: "My delivery address is wrong",
      status: "In progress",
      place: "GRV-91F4D3A8Put my data right (rectification)",
      text: "Two parcels went to my old flat. Please correct the address in every system, the courier's too.",
      facts: { Filed: "6 May 2026 at 13:12", "Last changed": "8 May 2026 at 17:30", "Was to be answered by": "4 August 2026" },
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
  assert.equal(await page.evaluate(() => getComputedStyle(deepActive()).outlineStyle), "solid");
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
  assert.deepEqual(new Set(Object.values(await grievances(page).typed())), new Set([""]), "the form is empty again");
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
  const number = await ticket.locator("code").first().textContent();
  assert.equal(await focused(page), `Keep the request ${number}`, "the harmless answer has the focus");
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
