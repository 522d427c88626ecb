import { expect, test } from "vitest";
import { lines } from "../app.js";

test("the application runs in a test of one's own", async () => {
  const options = { baseUrl: `${process.env.SERVER}/api`, apiKey: "tck_live_xxxxxxxxxxxx", orgId: "acme" };
  const shown = await lines(options);
  expect(shown).toContain("Deliver your orders: approved");
  expect(shown).toContain("ConsentError not_found");
});
