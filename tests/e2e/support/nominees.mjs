// What the tests of nominees share: the form, the cards, and where it goes.

import { section } from "./rights.mjs";

export const POST = /\/api\/nominee$/;
export const ONE = /\/api\/nominee\/(?!user\/)/;
export const LIST = /\/api\/nominee\/user\//;
export const nominees = (page) => section(page, "nominees");

export const JANE = { name: "Jane Doe", relationship: "spouse", email: "jane.doe@example.com", mobile: "+91 98765-43210" };

/** Opens the form and types. */
export async function write(page, more = {}) {
  const { add, field } = nominees(page);
  const { name, relationship, email, mobile, why } = { ...JANE, ...more };
  await add.click();
  await field("Full name").fill(name);
  await field("Relationship").fill(relationship);
  await field("E-mail").fill(email);
  await field("Mobile").fill(mobile);
  if (why) await field("Why you name").fill(why);
}

export const send = (page) => nominees(page).button("Add the person").click();
export const press = (page, name, action) =>
  nominees(page).card(name).getByRole("button", { name: `${action} ${name}`, exact: true }).click();
export const dialogOf = (page) => page.getByRole("dialog");
