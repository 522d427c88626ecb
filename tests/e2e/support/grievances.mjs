// What the tests of requests and complaints share: the form, and where it goes.

import { section } from "./rights.mjs";

export const POST = /\/api\/grievance$/;
export const PUT = /\/api\/grievance\/GRV-/;
export const LIST = /\/api\/grievance\/user\//;
export const grievances = (page) => section(page, "grievances");
export const NUMBER = /GRV-[0-9A-F]{8}/;

/** Opens the form and types. */
export async function write(page, more = {}) {
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

export const send = (page) => grievances(page).button("Send the request").click();
