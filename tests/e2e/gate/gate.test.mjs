// Nothing of another host before the grant, each in its order after it, nothing any more after the withdrawal.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decide, gating, known, POINTS, PURPOSES, ran } from "./support.mjs";

describe("the gate", () => {
  const it = gating();
  const strict = { options: "{ policy: null }" };
  const script = (path, what = PURPOSES.open, more = "") =>
    `<script type="text/plain" data-truconsent="${what}" src="${it.host}${path}" ${more}></script>`;
  const frame = (path) => `<iframe title="Map" data-truconsent="${PURPOSES.open}" data-src="${it.host}${path}"></iframe>`;
  const picture = (path) => `<img alt="" data-truconsent="${PURPOSES.open}" data-src="${it.host}${path}">`;
  const reset = (page) => decide(page, POINTS.open, "decline_all");

  test("not one request before the grant; all of them, scripts in the page's order, after it", async (t) => {
    const body = [script("/1.js"), frame("/map"), script("/2.js"), picture("/p.svg"), script("/gone/3.js"), script("/4.js")];
    const page = await it.gated(t, body.join(""), strict);
    await known(page);
    assert.deepEqual(it.asked, []);

    // The first is slow, and one is not there: the others wait for it, and run without it.
    const release = it.hold("/1.js");
    await decide(page, POINTS.open, "approve_all");
    for (const path of ["/1.js", "/map", "/p.svg"]) await it.isAsked(path);
    assert.deepEqual(await page.evaluate(() => window.ran), []);
    release();
    assert.deepEqual(await ran(page, 3), ["/1.js", "/2.js", "/4.js"]);
    assert.deepEqual(it.asked.toSorted(), ["/1.js", "/2.js", "/4.js", "/gone/3.js", "/map", "/p.svg"]);
    await reset(page);
  });

  test("what is allowed from the beginning runs as soon as that is known, and nothing else", async (t) => {
    const page = await it.gated(t, script("/open.js") + script("/allowed.js", PURPOSES.approved), strict);
    assert.deepEqual(await ran(page, 1), ["/allowed.js"]);
    assert.deepEqual(it.asked, ["/allowed.js"]);
  });

  test("after a withdrawal frames and pictures go, no script begins, and a reload asks for nothing", async (t) => {
    const page = await it.gated(t, script("/1.js") + script("/2.js") + frame("/map") + picture("/p.svg"), {
      options: "{ policy: null, onWithdrawn: (purposes) => { window.withdrawn = purposes; } }",
    });
    await known(page);
    const release = it.hold("/1.js");
    await decide(page, POINTS.open, "approve_all");
    for (const path of ["/1.js", "/map", "/p.svg"]) await it.isAsked(path);
    await decide(page, POINTS.open, "decline_all");
    release();
    assert.deepEqual(await ran(page, 1), ["/1.js"]);
    assert.deepEqual(await page.evaluate(() => window.withdrawn), [PURPOSES.open]);
    assert.equal(await page.locator("img").getAttribute("src"), null);
    await page.waitForFunction(() => document.querySelector("iframe").src === "about:blank");
    assert.ok(!it.asked.includes("/2.js"));

    it.asked.length = 0;
    await page.reload();
    await known(page);
    assert.deepEqual(it.asked, []);
  });

  test("what a script writes into the page later waits, and runs, in the same way", async (t) => {
    const page = await it.gated(t, '<div id="place"></div>', { types: null });
    await known(page);
    const add = () => page.evaluate(([host, what]) => {
      const place = document.getElementById("place");
      const made = document.createElement("script");
      Object.assign(made, { type: "text/plain", src: `${host}/made.js` });
      made.dataset.truconsent = what;
      place.append(made);
      // Frameworks write their scripts like this, and browsers never run those.
      const written = document.createElement("div");
      written.innerHTML = `<script type="text/plain" data-truconsent="${what}" src="${host}/written.js"></` + "script>";
      place.append(written.firstChild);
    }, [it.host, PURPOSES.open]);
    await add();
    await decide(page, POINTS.open, "approve_all");
    assert.deepEqual(await ran(page, 2), ["/made.js", "/written.js"]);
    await add();
    assert.deepEqual(await ran(page, 4), ["/made.js", "/written.js", "/made.js", "/written.js"]);
    await reset(page);
    await add();
    assert.equal(it.asked.length, 4);
  });

  test("under Trusted Types, scripts are made with the page's policy, or by the name that the page allows", async (t) => {
    for (const options of ["{}", "{ policy: trustedTypes.createPolicy('truconsent-gate', { createScriptURL: (address) => address }) }"]) {
      const page = await it.gated(t, script("/1.js"), { options, types: "truconsent-gate" });
      await known(page);
      await decide(page, POINTS.open, "approve_all");
      assert.deepEqual(await ran(page, 1), ["/1.js"]);
      await reset(page);
    }
  });

  test("an expression is taken; what is none, and a purpose that nobody knows, waits", async (t) => {
    const either = JSON.stringify({ or: [PURPOSES.open, PURPOSES.approved] }).replaceAll('"', "&quot;");
    const body = [script("/either.js", either), script("/broken.js", "{"), script("/unknown.js", "analytics"), script("/none.js", "")];
    const page = await it.gated(t, body.join(""), strict);
    assert.deepEqual(await ran(page, 1), ["/either.js"]);
    assert.deepEqual(it.asked, ["/either.js"]);
  });

  test("what the law allows without asking is opened, but not against the browser's signal; a choice outranks that", async (t) => {
    const body = script("/notice.js", PURPOSES.notice) + script("/allowed.js", PURPOSES.approved);
    const page = await it.gated(t, body, strict);
    assert.deepEqual(await ran(page, 2), ["/notice.js", "/allowed.js"]);

    const signal = () => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true });
    const other = await it.gated(t, body, { ...strict, init: signal });
    assert.deepEqual(await ran(other, 1), ["/allowed.js"]);
    assert.deepEqual(it.asked, ["/allowed.js"]);
  });

  test("closed gates open nothing, and leave nothing behind", async (t) => {
    const page = await it.gated(t, script("/1.js") + picture("/p.svg"), {
      ...strict,
      init: () => {
        window.watching = 0;
        const { observe, disconnect } = MutationObserver.prototype;
        MutationObserver.prototype.observe = function (...rest) {
          window.watching += 1;
          return observe.apply(this, rest);
        };
        MutationObserver.prototype.disconnect = function () {
          window.watching -= 1;
          return disconnect.call(this);
        };
      },
    });
    await known(page);
    const left = await page.evaluate(() => {
      let listening = 0;
      const { store, gate } = window;
      const counted = { ...store, subscribe: (...rest) => {
        const leave = store.subscribe(...rest);
        listening += 1;
        return () => {
          listening -= 1;
          leave();
        };
      } };
      const before = window.watching;
      for (let i = 0; i < 10_000; i += 1) gate(counted, { policy: null }).close();
      window.gated.close();
      return { listening, watching: window.watching - before };
    });
    assert.deepEqual(left, { listening: 0, watching: -1 }, "but for the page's own, which is closed, too");
    await decide(page, POINTS.open, "approve_all");
    assert.deepEqual(it.asked, []);
    await reset(page);
  });
});
