import { beforeEach, expect, test } from "vitest";
import { fakeApi } from "truconsent-wasm/testing";
import { lines } from "../app.js";

const api = fakeApi();
const options = { baseUrl: "/api", fetch: api.fetch, maxRetries: 0 };

beforeEach(() => api.reset());

test("the application runs in a test of one's own, without a server", async () => {
  const shown = await lines(options);
  expect(shown).toContain("Deliver your orders: approved");
  expect(shown.at(-1)).toBe("ConsentError not_found");
  expect(api.unmatched()).toEqual([]);
});

test("it is seen when something goes wrong", async () => {
  api.fault("userBanners", "network");
  await expect(lines(options)).rejects.toMatchObject({ code: "network" });
});
