// Receipts and languages in a page of a site's own, from the entries as they are built: the same bytes as everywhere.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { demo, root } from "../support/demo.mjs";
import { MAP_HASH, site } from "../support/entries.mjs";

const it = demo();
const examples = JSON.parse(readFileSync(join(root, "tests", "receipts.json"), "utf8"));
const SCRIPT = `
import init, * as base from "truconsent-wasm";
import * as language from "truconsent-wasm/language";
import * as receipt from "truconsent-wasm/receipt";

await init();
Object.assign(window, base, language, receipt);
document.title = "ready";
`;

/** A page of Asha's, under the demo's policy. */
async function ready(t) {
  const page = await it.page(t);
  const { request } = page.context();
  await request.post(`${it.address}/session`, { headers: { origin: it.address }, data: { user_id: "usr_asha" } });
  const policy = (await request.get(it.address)).headers()["content-security-policy"];
  await site(page.context(), "/receipts", { script: SCRIPT, policy: policy.replace("script-src 'self'", `script-src 'self' ${MAP_HASH}`) });
  // A page that no server of this machine sent may ask none of this machine, but for this.
  await page.context().grantPermissions(["local-network-access"]);
  await page.goto(`${it.address}/receipts`);
  await page.waitForFunction(() => document.title === "ready");
  return page;
}

test("the published receipts come out to the byte, and prove themselves", async (t) => {
  const page = await ready(t);
  assert.ok(examples.length >= 6);
  for (const { name, input, receipt } of examples) {
    const made = await page.evaluate(async (given) => JSON.stringify(await consentReceipt(given)), input);
    assert.equal(made, JSON.stringify(receipt), name);
    assert.deepEqual(await page.evaluate((one) => verifyReceipt(one), receipt), { valid: true, problems: [] }, name);
    const spoilt = { ...receipt, "dct:created": null };
    assert.deepEqual(await page.evaluate((one) => verifyReceipt(one), spoilt), { valid: false, problems: ["receipt_changed"] }, name);
  }
});

test("of a decision recorded with the embedded API, on a notice that was read in one of its languages", async (t) => {
  const page = await ready(t);
  const { languages, localized, record, receipt, verdict } = await page.evaluate(async () => {
    const client = new ConsentClient({ baseUrl: "/api" });
    const { banners } = await client.currentConsents("usr_asha", { include: "all" });
    const banner = banners.find((one) => availableLanguages(one).length > 1 && one.purposes.some((purpose) => purpose.legal_basis === "consent"));
    const languages = availableLanguages(banner).map(({ code }) => code);
    const localized = localizeBanner(banner, languages[1]);
    const decision = decideConsent(banner, "necessary_only", { language: languages[1] });
    const record = await client.recordConsent("usr_asha", decision);
    const receipt = await consentReceipt({ record, banner, user_id: "usr_asha", officer: await client.dpo() });
    return { languages, localized, record, receipt, verdict: await verifyReceipt(receipt) };
  });
  assert.deepEqual(verdict, { valid: true, problems: [] });
  assert.equal(receipt["dpv:hasIdentifier"], record.id);
  assert.equal(receipt.notice["dct:language"], languages[1], "the record tells in which it was asked");
  assert.equal(receipt.notice.title, localized.title);
  assert.deepEqual(receipt["dpv:hasProcess"].map((one) => one["dpv:hasIdentifier"]), localized.purposes.map(({ id }) => id));
  assert.ok(receipt["dpv:hasProcess"].some((one) => one["dpv:hasPersonalData"].some((data) => data["skos:prefLabel"])));
  assert.match(receipt["dpv:hasDataProtectionOfficer"]["dpv:hasContact"], /@/);
});
