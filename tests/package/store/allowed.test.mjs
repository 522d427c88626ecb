// Whatever happens, in whatever order: nothing is allowed that the latest record known to a tab does not approve.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { decideConsent } from "truconsent-wasm";
import { createWorld, numbers, PURPOSES } from "./world.mjs";

before(() => init());

const REPORT = '[1,"news","x","2030-01-01T00:00:00Z","approved",null,[["mail","approved"]]]';

/** What is no report of a record, though it looks like one. */
const FORGED = [
  null, 7, "approved", {}, [], "[]", "{}", "null", JSON.parse(REPORT), [REPORT], { toString: REPORT }, ` ${REPORT}`, `${REPORT}\n`,
  ...[
    ["[1", "[2"], ["[1", "[1.0"], ["[1", '["1"'], ['"news"', "null"], ['"news"', '""'], ['"news"', '"\\u006eews"'], ['"x"', "7"], ['"x"', "{}"],
    ["2030-01-01T00:00:00Z", "2030-01-01"], ["2030-01-01T00:00:00Z", "2030-13-01T00:00:00Z"], ["2030-01-01T00:00:00Z", "2030-01-01T00:00:00+01:00"],
    ["2030-01-01T00:00:00Z", "2030-01-01T99:00:00Z"], ['"2030-01-01T00:00:00Z"', "1900000000000"], ['"2030-01-01T00:00:00Z"', "null"],
    ['"approved"', "approved"], ['"approved"', '"Approved"'], ['"approved"', "true"], ['"approved",null', '"approved"'], ["null", "{}"],
    ['"mail","approved"', '"mail","yes"'], ['"mail","approved"', '"mail",true'], ['"mail","approved"', '"mail","approved","Mail"'], ['["mail","approved"]', '"mail"'],
    ["]]]", ']],"Asha"]'], ["]]]", "]]"], ["]]]", "],]]"], ['[["mail","approved"]]', '{"mail":"approved"}'],
  ].map(([from, to]) => REPORT.replace(from, to)),
];

const STATES = ["approved", "declined"];

/** Runs a world by its seed, looks after each step, and returns how often something was allowed. */
async function live(seed) {
  const random = numbers(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const world = createWorld(random);
  const { requests, hub } = world;
  const log = [];
  let allowed = 0;

  const steps = {
    read: () => void pick(world.tabs).store.refresh().catch(() => {}),
    process: () => {
      const waiting = requests.filter((request) => !("answer" in request));
      if (waiting.length) world.process(pick(waiting));
    },
    deliver: () => {
      const answered = requests.filter((request) => "answer" in request);
      if (answered.length) world.deliver(pick(answered));
    },
    elsewhere: () => {
      const { point } = pick(PURPOSES);
      const states = Object.fromEntries(PURPOSES.filter((purpose) => purpose.point === point).map(({ id }) => [id, pick(STATES)]));
      world.append(point, Object.values(states).includes("approved") ? "partial_consent" : "declined", states);
    },
    look: () => {
      const tab = pick(world.tabs);
      tab.seen = tab.store.get().consents?.banners;
    },
    record: () => {
      const tab = pick(world.tabs);
      const banner = pick((random() < 0.5 ? tab.seen : tab.store.get().consents?.banners) ?? []);
      if (!banner) return;
      const decision = decideConsent(banner, pick(["approve_all", "decline_all", { [pick(banner.purposes.filter(({ id }) => id !== "fraud")).id]: pick(STATES) }]), { undecided: "decline" });
      tab.store.record(decision).catch(() => {});
    },
    hear: () => {
      if (!hub.posted.length) return;
      const [message] = hub.posted.splice(Math.floor(random() * hub.posted.length), 1);
      for (const tab of world.tabs) tab.learn(JSON.parse(message.data)[2]);
      hub.deliver(message);
    },
    forged: () => {
      const [{ name }] = hub.channels;
      hub.deliver({ from: { name }, data: pick(FORGED) });
    },
    clock: () => {
      world.clock += (random() - 0.4) * 86_400_000;
    },
  };
  const names = ["read", "read", "process", "process", "process", "process", "deliver", "deliver", "deliver", "deliver", ...Object.keys(steps)];

  try {
    world.open();
    world.open();
    for (let i = 0; i < 120; i += 1) {
      const name = pick(names);
      log.push(name);
      steps[name]();
      await world.settle();
      for (const [n, tab] of world.tabs.entries()) {
        for (const purpose of PURPOSES) {
          if (!tab.store.allowed(`${purpose.point}/${purpose.id}`)) continue;
          allowed += 1;
          assert.ok(["ready", "partial"].includes(tab.store.get().phase));
          assert.ok(world.mayAllow(tab, purpose), `seed ${seed}, tab ${n}: ${purpose.point}/${purpose.id} after ${log.join(" ")}`);
        }
      }
    }
    await world.calm();
    for (const { store } of world.tabs) {
      for (const purpose of PURPOSES) assert.equal(store.allowed(`${purpose.point}/${purpose.id}`), world.isApproved(purpose), `seed ${seed}`);
    }
  } finally {
    world.close();
  }
  return allowed;
}

test("what is allowed is what the latest record known approves", async () => {
  let allowed = 0;
  for (let seed = 1; seed <= Number(process.env.SEEDS ?? 100); seed += 1) allowed += await live(seed);
  assert.ok(allowed > 2_000, `only ${allowed} times was anything allowed`);
});
