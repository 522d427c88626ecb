// Those who may act for a person: adding, changing and removing them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ONE, JANE, nominees, write, send, press, dialogOf } from "../support/nominees.mjs";
import { bodies, fault, focused, openAs, problemOf, records, rows, tabTo } from "../support/rights.mjs";
import { announced, demo, settled } from "../support/demo.mjs";

const it = demo("--faults");

test("the nominees stand as the API has them, the newest first", async (t) => {
  const page = await it.open(t);
  const actions = ["Edit", "Remove"];
  assert.deepEqual(await records(page, "nominees"), [
    {
      title: "Sunita Verma", status: "Not checked yet", place: "mother", text: null, actions,
      facts: {
        "E-mail address": "sunita.verma@example.in", "Mobile number": "+919810054321", Added: "2 May 2026 at 23:42",
      },
    },
    {
      title: "Rohan Verma", status: "Checked", place: "spouse", text: null, actions,
      facts: {
        "E-mail address": "rohan.verma@example.in", "Mobile number": "+919810012345",
        "Why you named them": "To exercise my rights if I cannot do it myself",
        Checked: "22 January 2026 at 14:30", Added: "20 January 2026 at 11:00",
      },
    },
  ]);
});

test("added by keyboard alone, and still there after a reload", async (t) => {
  const page = await openAs(it, t, "Lukas Brandt");
  const sent = bodies(page, "POST");
  const { add, button, field, news, root } = nominees(page);
  assert.match(await root.textContent(), /Nobody yet/);
  await tabTo(page, add);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "nominee_name");
  await page.keyboard.type(JANE.name);
  for (const [label, words] of [["Relationship", JANE.relationship], ["E-mail", JANE.email], ["Mobile", JANE.mobile]]) {
    await tabTo(page, field(label));
    await page.keyboard.type(words);
  }
  await tabTo(page, button("Add the person"));
  await page.keyboard.press("Enter");
  await news.getByText("is on record").waitFor();
  assert.equal(await announced(page), "Jane Doe is on record as somebody who may act for you, and will be checked.");
  assert.equal(await focused(page), "Jane Doe", "the focus is on the new record");
  assert.deepEqual(sent, [{
    user_id: "usr_lukas", nominee_name: "Jane Doe", nominee_email: "jane.doe@example.com",
    nominee_mobile: "+919876543210", relationship: "spouse",
  }]);
  const list = await records(page, "nominees");
  assert.deepEqual(list.map(({ title, status }) => [title, status]), [["Jane Doe", "Not checked yet"]]);
  await page.reload();
  await settled(page);
  assert.deepEqual(await records(page, "nominees"), list);
});

for (const name of [
  "लक्ष्मी क्षत्रिय", "שרה כהן", "👩‍👩‍👧 O’Neill–Ó Súilleabháin", "<b onclick=\"window.hit=1\">Eve</b>&amp;",
]) {
  test(`the name ${name} is kept exactly`, async (t) => {
    const page = await openAs(it, t, "Kenji");
    await write(page, { name, why: " मेरी ओर से\nकार्य " });
    await send(page);
    await page.locator(".notice-done").waitFor();
    const response = await page.request.get(`${it.address}/api/nominee/user/usr_kenji`);
    const [first] = await response.json();
    assert.equal(first.nominee_name, name);
    assert.equal(first.purpose_of_appointment, " मेरी ओर से\nकार्य ");
    assert.equal((await records(page, "nominees"))[0].title, name);
    assert.equal(await page.locator("#nominees b").count(), 0);
    await press(page, name, "Edit");
    assert.equal(await dialogOf(page).getByLabel("Full name").inputValue(), name);
    await dialogOf(page).getByRole("button", { name: "Cancel" }).click();
    await press(page, name, "Remove");
    assert.ok((await dialogOf(page).textContent()).includes(name));
    await dialogOf(page).getByRole("button", { name: "Remove the person" }).click();
    await nominees(page).news.getByText("is removed").waitFor();
  });
}

test("problems stand beside their fields, the first has the focus, and nothing is sent", async (t) => {
  const page = await it.open(t);
  const sent = bodies(page, "POST");
  const { field } = nominees(page);
  await write(page, { name: "\u200b ", relationship: "", email: "jane@", mobile: "98765 43210" });
  await send(page);
  assert.equal(await focused(page), "nominee_name");
  assert.equal(await announced(page), "4 fields need your attention.");
  assert.equal(await problemOf(field("Full name")), "Enter the person’s full name.");
  assert.equal(await problemOf(field("Relationship")), "Say what the person is to you.");
  assert.equal(await problemOf(field("E-mail")), "Enter an e-mail address such as name@example.com.");
  assert.match(await problemOf(field("Mobile")), /^Enter the number with its country code/);
  assert.equal(await problemOf(field("Why you name")), null);
  await field("Full name").fill("Jane");
  await field("Relationship").fill("friend");
  await field("E-mail").fill(" jane@example.com ");
  await send(page);
  assert.equal(await focused(page), "nominee_mobile");
  assert.equal(await announced(page), "One field needs your attention.");
  assert.deepEqual(sent, []);
});

test("an edit opens filled in, and sends only what was changed", async (t) => {
  const page = await it.open(t);
  const sent = bodies(page, "PUT");
  const dialog = dialogOf(page);
  await press(page, "Rohan Verma", "Edit");
  const values = () => dialog.locator("input, textarea").evaluateAll((all) => all.map(({ value }) => value));
  const former = [
    "Rohan Verma", "spouse", "rohan.verma@example.in", "+919810012345",
    "To exercise my rights if I cannot do it myself",
  ];
  assert.deepEqual(await values(), former);
  assert.equal(await focused(page), "nominee_name");

  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("You have not changed anything.").waitFor();
  await dialog.getByLabel("Full name").fill("");
  await dialog.getByRole("button", { name: "Save" }).click();
  assert.equal(await problemOf(dialog.getByLabel("Full name")), "Enter the person’s full name.");
  assert.deepEqual(sent, [], "blanks are never saved");

  // One Escape does not throw away what is typed; to cancel does.
  await dialog.getByLabel("Full name").fill("Rohan K. Verma");
  await page.keyboard.press("Escape");
  await dialog.getByText("Your changes are not saved.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.match(await focused(page), /^Edit/, "the focus goes back");
  await press(page, "Rohan Verma", "Edit");
  assert.deepEqual(await values(), former);

  await dialog.getByLabel("E-mail").fill("rohan@example.org");
  await dialog.getByRole("button", { name: "Save" }).click();
  await nominees(page).news.getByText("The changes for Rohan Verma are recorded.").waitFor();
  assert.deepEqual(sent, [{ nominee_email: "rohan@example.org" }]);
  assert.equal(await focused(page), "Rohan Verma");
  const list = await records(page, "nominees");
  assert.deepEqual(list.map(({ title }) => title), ["Sunita Verma", "Rohan Verma"], "the order stays");
  assert.equal(list[1].facts["E-mail address"], "rohan@example.org");

  await press(page, "Rohan Verma", "Edit");
  await dialog.getByLabel("Why you name").fill(" ");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(sent[1], { purpose_of_appointment: null });
});

test("a removal asks by name, and can be called off", async (t) => {
  const page = await it.open(t);
  const before = await rows(it, "usr_asha");
  await press(page, "Sunita Verma", "Remove");
  const dialog = dialogOf(page);
  const words = "Sunita Verma will not be able to act for you any more. This cannot be undone.";
  assert.ok((await dialog.textContent()).includes(words));
  assert.equal(await focused(page), "Keep the person Sunita Verma", "the harmless answer has the focus");
  await page.keyboard.press("Enter");
  assert.equal(await dialog.count(), 0);
  assert.match(await focused(page), /^Remove/, "the focus goes back");
  assert.deepEqual(await rows(it, "usr_asha"), before);
});

for (const [name, kind] of [["200 with a message", null], ["204 without a body", "no-content"]]) {
  test(`a removal answered ${name} is a success`, async (t) => {
    const page = await openAs(it, t, "Fatima");
    for (const person of ["First", "Second"]) {
      await write(page, { name: person });
      await send(page);
      await nominees(page).news.getByText(`${person} is on record`).waitFor();
    }
    if (kind) await fault(page, "DELETE", ONE, kind);
    const before = await rows(it, "usr_fatima");
    await press(page, "Second", "Remove");
    await dialogOf(page).getByRole("button", { name: "Remove the person" }).click();
    await nominees(page).news.getByText("Second is removed.").waitFor();
    assert.equal(await announced(page), "Second is removed.");
    assert.equal(await nominees(page).card("Second").count(), 0);
    assert.equal(await focused(page), "First", "the focus is on the next one");
    assert.equal((await rows(it, "usr_fatima")).nominees, before.nominees - 1);
    await press(page, "First", "Remove");
    await dialogOf(page).getByRole("button", { name: "Remove the person" }).click();
    await nominees(page).root.getByText("Nobody yet").waitFor();
    assert.equal((await rows(it, "usr_fatima")).nominees, 0);
  });
}
