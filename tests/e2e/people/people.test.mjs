// Every seeded person's page against expectations written by hand from the seed and the merge table.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, points, signInAs } from "../support/demo.mjs";

const it = demo();

const ACTIONS = {
  approved: "You agreed to everything",
  declined: "You declined everything",
  partial: "You agreed to some of it",
  revoked: "You withdrew your consent",
  reduced: "You withdrew a part of your consent",
  dismissed: "You closed the notice without deciding",
  told: "You saw this notice",
};
const NONE = "No decision on record";
const NOTHING_TO_DECIDE = "There is nothing to decide here";
const STATES = { A: "Allowed", E: "Ended", D: "Declined", N: "Not decided", I: "Not asked" };
const SOURCE = "From your consent record";
const CONFLICT = "Two records differ: the consent notice says something else. Shown here is your consent record.";

/** What a purpose says of a word that was read as another. */
const as = (word, state) => `On record as “${word}”, shown here as “${state}”.`;
const CLOSED = "The record lists answers, but nobody gave them: closing a notice is neither a yes nor a no.";

// The points in the API's order. For each: what was done and when (UTC), the purposes' states with "!" for a conflict,
// "*" for another word on record, "@" before the day on which a consent ended or ends soon, and where they came from.
// Purposes that are told and not asked come last.
const POINTS = ["orders", "website", "signup", "app", "alerts", "calls", "notice", "loyalty", "payment", "slots", "recipes", "visits", "map"];
const NOTHING = {
  orders: "N N N N", website: "N", signup: "N", app: "N N N N", alerts: "N N N N", calls: "N N", notice: "",
  loyalty: "N N N I", payment: "I I", slots: "N N N", recipes: "N N", visits: "N", map: "N",
};

/** Some records are as old on every day, for what ends soon or ended lately. */
const daysAgo = (days, time) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
/** The day some days or years after a time. */
function after(time, { days = 0, years = 0 }) {
  const day = new Date(`${time}Z`);
  day.setUTCFullYear(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
const [LONG_AGO, LATELY] = [daysAgo(400, "06:30:00"), daysAgo(85, "07:15:00")];

const PEOPLE = {
  "Asha Verma": {
    orders: ["partial", "2026-04-02T11:58:40", "A A D N"],
    website: ["approved", "2026-01-12T06:44:51", "A"],
    app: ["partial", "2026-02-03T17:20:33", "A D E@2026-05-04 N"],
    alerts: ["partial", "2026-03-19T09:05:12", "A A D N"],
    calls: ["dismissed", "2026-05-11T13:30:02", "N N"],
  },
  "Lukas Brandt": {},
  "மீரா ஐயர் (Meera Iyer)": {
    orders: ["approved", "2026-03-01T08:10:27", "A A E@2026-09-01 A"],
    website: ["approved", "2026-03-02T08:11:27", "A"],
    signup: ["approved", "2026-03-03T08:12:27", "A"],
    app: ["approved", "2026-03-04T08:13:27", "A E@2026-06-04 E@2026-06-02 A"],
    alerts: ["approved", "2026-03-05T08:14:27", "A A A E@2026-09-05"],
    calls: ["approved", "2026-03-06T08:15:27", "E@2026-06-04 A"],
    notice: ["approved", "2026-03-07T08:16:27", ""],
  },
  "Tomás Herrera": {
    orders: ["revoked", "2026-04-27T08:13:02", "D D D D"],
    website: ["revoked", "2026-04-27T08:11:36", "D"],
    app: ["revoked", "2026-04-27T08:12:20", "D D D D"],
  },
  "Fatima Zahra Idrissi": {
    orders: ["partial", "2026-05-20T19:49:08", "A A! D! D"],
    website: ["revoked", "2026-05-20T19:47:31", "D!"],
  },
  "森 健二 (Kenji Mori)": {
    orders: ["approved", "2026-03-30T04:08:41", "A A E@2026-09-30 A"],
    website: ["declined", "2026-03-11T02:14:59", "D"],
    app: ["dismissed", "2026-03-12T23:40:18", "N N N N"],
    calls: ["declined", "2026-04-09T01:55:26", "D D"],
  },
  "Ravi Nair": {
    loyalty: ["dismissed", "2026-09-14T05:33:02", "N N N I"],
    payment: ["told", "2026-09-14T05:31:18", "I I"],
  },
  "Ingrid Solberg": {
    app: ["partial", "2026-09-21T18:47:30", "A* D D D"],
    loyalty: ["reduced", "2026-10-30T19:12:54", "A* D A* I"],
    payment: ["told", "2026-08-05T09:02:11", "I I"],
  },
  "فرحان قریشی (Farhan Qureshi)": {
    website: ["approved", LONG_AGO, `E@${after(LONG_AGO, { years: 1 })}`],
    calls: ["approved", LATELY, `A@${after(LATELY, { days: 90 })} A`],
    slots: ["approved", "2026-03-10T09:20:14", "A A N"],
    recipes: ["partial", "2026-05-04T15:41:37", "A D"],
  },
};

function expected(person) {
  return POINTS.map((point) => {
    const [action, time, states] = person[point] ?? [null, null, NOTHING[point]];
    return {
      action: action ? `${ACTIONS[action]} on ${local(time)}` : point === "payment" ? NOTHING_TO_DECIDE : NONE,
      purposes: states.split(" ").filter(Boolean).map((letters) => ({
        state: STATES[letters[0]],
        // "No decision on record" says where nothing comes from.
        source: action && letters !== "I" ? SOURCE : null,
        remarks: letters.endsWith("!") ? [CONFLICT] : letters.endsWith("*") ? [as("accepted", "Allowed")] : ends(letters),
      })),
    };
  });
}

/** The reader is in India, half past five hours ahead of the API. */
function local(time) {
  const there = new Date(Date.parse(`${time}Z`) + 330 * 60_000);
  return `${long(there)} at ${there.toISOString().slice(11, 16)}`;
}

const long = (day) => day.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** What is said of the end of a consent. */
function ends(letters) {
  const [state, day] = letters.split("@");
  if (!day) return [];
  const end = long(new Date(day));
  return [state === "E" ? `Ended on ${end}. It no longer counts as allowed.` : `Ends soon: on ${end}`];
}

for (const [name, person] of Object.entries(PEOPLE)) {
  test(`${name} sees what is on record`, async (t) => {
    const page = await it.open(t, name.includes("Farhan") ? { now: "real" } : {});
    if (name !== "Asha Verma") await signInAs(page, name);
    const shown = await points(page);
    const seen = shown.map(({ action, purposes }) => ({
      action,
      purposes: purposes.map(({ state, meta, remarks }) => ({ state, source: meta[1] ?? null, remarks })),
    }));
    assert.deepEqual(seen, expected(person));

    const all = POINTS.map((point) => person[point]?.[2] ?? NOTHING[point]).join(" ");
    const n = (letter) => all.split(letter).length - 1;
    const tally = await page.getByRole("list", { name: "Purposes" }).getByRole("listitem").allTextContents();
    const ended = n("E") > 0 ? [`${n("E")} ended`] : [];
    assert.deepEqual(tally, [`${n("A")} allowed`, ...ended, `${n("D")} declined`, `${n("N")} not decided`]);
    const nothing = page.getByRole("heading", { name: "You have not decided anything yet" });
    assert.equal(await nothing.count(), Object.keys(person).length === 0 ? 1 : 0);
    // Nobody's closed notice counts as an answer; where the record lists some, that is said.
    assert.equal(await page.getByText(CLOSED).count(), name === "Ravi Nair" ? 1 : 0);
  });
}

test("everybody on the sign-in list is tested here", async (t) => {
  const page = await it.open(t);
  const people = await (await page.request.get(`${it.address}/session/people`)).json();
  assert.deepEqual(people.map(({ name }) => name), Object.keys(PEOPLE));
});

test("what, to whom, for what and for how long stand as the API has them", async (t) => {
  const page = await it.open(t);
  const api = await (await page.request.get(`${it.address}/api/banners`)).json();
  const shown = await points(page);
  const names = (items, ids) => {
    const found = items.filter(({ id }) => !ids || ids.includes(id)).map(({ name }) => name);
    const order = ids ? ids.map((id) => items.find((item) => item.id === id).name) : found;
    return new Intl.ListFormat("en-GB").format(order);
  };
  assert.ok(api.length > 0);
  assert.deepEqual(shown.map(({ title }) => title), api.map(({ title }) => title));
  api.forEach((banner, i) => {
    assert.deepEqual(shown[i].all, {}, "the purposes name all of it");
    for (const kind of ["data_elements", "legal_entities"]) {
      const told = new Set(banner.purposes.flatMap(({ relationships }) => relationships[kind]));
      assert.deepEqual(banner[kind].filter(({ id }) => !told.has(id)), []);
    }
    assert.deepEqual(shown[i].purposes.map(({ name, meta, facts }) => ({ name, kind: meta[0] ?? null, facts })),
      banner.purposes.map((purpose) => ({
        name: purpose.name,
        // What is only told is neither, and no decision begins its period.
        kind: purpose.is_legitimate ? null : purpose.is_mandatory ? "Required" : "Optional",
        facts: {
          "Your data": names(banner.data_elements, purpose.relationships.data_elements),
          "Used by": names(banner.legal_entities, purpose.relationships.legal_entities),
          "For how long": !purpose.expiry_period ? "No end stated"
            : `${purpose.expiry_period}${purpose.is_legitimate ? "" : " from your decision"}`,
        },
      })));
  });
});

test("a point names its asset, keeps its code in its history, and looks finished without either or without purposes", async (t) => {
  const page = await it.open(t);
  const shown = await points(page);
  assert.equal(shown[0].place, "Acme Shopwebsite");
  assert.equal(shown[3].place, "Acme Appmobile app");
  assert.equal(shown[5].place, null, "no asset");
  const code = (i) => page.locator(".point").nth(i).locator(".history-code");
  assert.equal(await code(0).isVisible(), false);
  await page.locator(".history summary").first().click();
  assert.equal(await code(0).isVisible(), true);
  assert.equal(await code(0).textContent(), "Its code cp_orders_delivery");
  assert.equal(await code(3).textContent(), "Its code mobile-app");
  assert.equal(await code(2).count(), 0, "no record, so no display id");
  assert.equal(shown[6].whole, "This notice lists no separate purposes: your answer is about the notice as a whole.");
});

test("Hindi and Tamil are marked as what they are", async (t) => {
  const page = await it.open(t);
  const marked = await page.locator(".point").nth(4).locator(".purpose-name bdi").evaluateAll((names) =>
    names.map(({ lang, dir }) => `${lang} ${dir}`));
  assert.deepEqual(marked, ["hi auto", "hi auto", "ta auto", "ta auto"]);
});

test("the officer stands beside them, with a link to write to", async (t) => {
  const page = await it.open(t);
  const officer = page.getByRole("region", { name: "Who is responsible" });
  assert.match(await officer.textContent(), /Alex Singh/);
  assert.equal(await officer.getByRole("link").getAttribute("href"), "mailto:dpo@acmecorp.com");
});
