// `createProxy` of the packed package, before the embedded API, and before servers that lie, hang and break off.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import init, { ConsentClient, isConsentError } from "truconsent-wasm";
import { createProxy } from "truconsent-wasm/proxy";
import { startServer } from "../../../.ci/lib/servers.mjs";

const ORIGIN = "https://shop.test";
const KEYS = { consentKey: "consent-key-canary-1", adminKey: "admin-key-canary-2", orgId: "acme" };
const options = { upstream: "https://api.test", ...KEYS, origin: ORIGIN, person: () => "usr_asha", log: () => {} };

let api;
before(async () => {
  api = await startServer(["--port", "0", "--rate-limit", "0"]);
  await init();
});
after(() => api?.stop());

/** A server that does `answer`, and the proxy's options for it. */
async function lying(t, answer) {
  const server = createServer(answer);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => (server.closeAllConnections(), server.close()));
  return { ...options, upstream: `http://127.0.0.1:${server.address().port}` };
}

/** What becomes of a request, and what is logged of it. */
async function asked(given, path = "/dpo", init) {
  const lines = [];
  const response = await createProxy({ ...given, log: (line) => lines.push(line) })(new Request(ORIGIN + path, init));
  return { status: response.status, text: await response.text(), report: lines[0].report, lines, response };
}

const post = (body) => ({ method: "POST", headers: { origin: ORIGIN, "content-type": "application/json" }, body, duplex: "half" });

test("the package's own client works through it, with the real keys behind", async () => {
  const proxy = createProxy({
    ...options,
    upstream: `${api.address}/api`,
    consentKey: "YOUR_API_KEY",
    adminKey: "tck_live_xxxxxxxxxxxx",
    basePath: "/consent",
  });
  const fetch = (url, given) => {
    const request = new Request(new URL(url, ORIGIN), given);
    request.headers.set("origin", ORIGIN);
    return proxy(request);
  };
  const client = new ConsentClient({ baseUrl: "/consent", fetch });
  const current = await client.currentConsents("usr_asha");
  assert.ok(current.banners.length > 0 && current.status !== null);
  const ticket = await client.createGrievance({
    client_user_id: "usr_asha", subject: "Wrong address", description: "It is the old one.", category: "data_correction",
  });
  assert.ok((await client.listGrievances("usr_asha")).some(({ ticket_id }) => ticket_id === ticket.ticket_id));
  assert.equal((await client.updateGrievance(ticket.ticket_id, { status: "withdrawn" })).status, "withdrawn");
  await assert.rejects(client.listGrievances("usr_rahul"), (error) => isConsentError(error) && error.code === "forbidden");
});

test("who is signed in is asked once, and only for what may be asked at all", async () => {
  let times = 0;
  const person = () => ((times += 1), null);
  assert.equal((await asked({ ...options, person })).status, 401);
  assert.equal(times, 1);
  for (const [path, init] of [["/elsewhere"], ["/dpo", { method: "PATCH" }], ["/grievance", { method: "POST" }]]) {
    await asked({ ...options, person }, path, init);
  }
  assert.equal(times, 1);
});

test("where that fails, it is 500 and no word of why", async () => {
  const canary = new Error("canary");
  const wrong = [() => { throw canary; }, () => Promise.reject(canary), () => 5, () => ({}), () => true];
  for (const person of wrong) {
    const { status, text, lines } = await asked({ ...options, person });
    assert.deepEqual([status, lines], [500, [{ method: "GET", path: "/dpo", status: 500, report: "person" }]]);
    assert.doesNotMatch(text, /canary/);
  }
  const reads = async (request) => (await request.text(), "usr_asha");
  assert.equal((await asked({ ...options, person: reads }, "/grievance", post("{}"))).status, 500);
  for (const nobody of [null, undefined, ""]) assert.equal((await asked({ ...options, person: () => nobody })).status, 401);
  for (const noId of ["..", "a/b", "%2e"]) assert.equal((await asked({ ...options, person: () => noId }, "/banners")).status, 401);
});

test("an answer that is compressed is read, and one that is not JSON then is not passed on", async (t) => {
  const body = gzipSync('{"full_name": "A. Officer"}');
  const given = await lying(t, (_, answer) => answer.setHeader("content-encoding", "gzip").end(body));
  assert.deepEqual((await asked(given)).text, '{"full_name":"A. Officer"}');
  const odd = await lying(t, (_, answer) => answer.setHeader("content-encoding", "made-up").end(body));
  assert.deepEqual([(await asked(odd)).status, (await asked(odd)).report], [502, "not_json"]);
});

test("answers that are none", async (t) => {
  const huge = Buffer.alloc(1024 * 1024, " ");
  const kinds = {
    not_http: (_, answer) => answer.writeHead(302, { location: `${api.address}/api/dpo` }).end(),
    unreachable: (request) => request.socket.destroy(),
    too_slow: () => {},
    too_large: (_, answer) => {
      const more = () => answer.destroyed || (answer.write(huge) ? setImmediate(more) : answer.once("drain", more));
      more();
    },
    repeated_secret: (_, answer) => answer.end(JSON.stringify({ of: Buffer.from(KEYS.adminKey).toString("base64") })),
    foreign_record: (_, answer) => answer.end('{"client_user_id": "usr_bob"}'),
    wrong_key: (_, answer) => answer.writeHead(401).end('{"error": "Invalid API key"}'),
  };
  for (const [kind, answer] of Object.entries(kinds)) {
    const given = await lying(t, answer);
    const { status, text, report } = await asked({ ...given, timeoutMs: kind === "too_slow" ? 200 : 20_000 });
    assert.deepEqual([status, report], [kind === "too_slow" ? 504 : 502, kind]);
    assert.doesNotMatch(text, /canary|usr_bob|Invalid/);
  }
  // What the application takes to say who it is, is not the API's time.
  const slow = { ...(await lying(t, kinds.foreign_record)), timeoutMs: 200 };
  const person = () => new Promise((said) => setTimeout(said, 400, "usr_asha"));
  assert.equal((await asked({ ...slow, person })).report, "foreign_record");
  const gone = await lying(t, () => {});
  const closed = { ...gone, upstream: "http://127.0.0.1:9" };
  assert.equal((await asked(closed)).report, "unreachable");
});

test("a body is read as far as it may be, and no further", async () => {
  let sent = 0;
  const endless = new ReadableStream({ pull: (out) => ((sent += 1), out.enqueue(new Uint8Array(16 * 1024))) });
  assert.equal((await asked(options, "/grievance", post(endless))).status, 413);
  assert.ok(sent < 10, `${sent} pieces were read`);
  const broken = new ReadableStream({ pull: (out) => out.error(new Error("canary")) });
  const { status, text, report } = await asked(options, "/grievance", post(broken));
  assert.deepEqual([status, report], [400, null]);
  assert.doesNotMatch(text, /canary/);
  let unread = true;
  const nobodys = new ReadableStream({ pull: () => void (unread = false) }, { highWaterMark: 0 });
  assert.equal((await asked({ ...options, person: () => null }, "/grievance", post(nobodys))).status, 401);
  assert.ok(unread);
});

test("a log that fails or never ends is nothing to the page; without one, problems are written in a line", async (t) => {
  const fetch = async () => Response.json({ full_name: "A" });
  for (const log of [() => { throw new Error("full"); }, () => Promise.reject(new Error("full")), () => new Promise(() => {})]) {
    assert.equal((await createProxy({ ...options, fetch, log })(new Request(`${ORIGIN}/dpo`))).status, 200);
  }
  const written = t.mock.method(console, "error", () => {});
  const { log: _, ...quiet } = options;
  await createProxy({ ...quiet, fetch })(new Request(`${ORIGIN}/dpo`));
  await createProxy({ ...quiet, fetch: async () => { throw new Error("canary"); } })(new Request(`${ORIGIN}/banners/user/usr_asha`));
  assert.deepEqual(written.mock.calls.map(({ arguments: said }) => said), [
    ["truconsent-wasm/proxy: GET /banners/user/{user_id}: 502, unreachable"],
  ]);
});

test("options that are wrong are named at once, and never repeated", () => {
  const wrong = {
    upstream: [undefined, null, 5, "", "http://api.example.com", "https://user:canary@api.test"],
    statusUpstream: [null, 5, "ftp://canary"],
    consentKey: [undefined, "", "canary\ncanary", {}],
    adminKey: [undefined, "  ", "canary\u0000", []],
    orgId: [undefined, "", "canäry"],
    basePath: [null, 5, "api", "/api/", "/a/../canary"],
    origin: [undefined, null, 5, [], [5], "canary", "https://shop.test/canary", "*"],
    person: [undefined, null, "canary", {}],
    fetch: [null, "canary", {}],
    timeoutMs: [null, 0, -1, NaN, Infinity, "5"],
    log: [null, "canary", {}],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      assert.throws(() => createProxy({ ...options, [name]: value }), (error) => {
        assert.ok(error instanceof TypeError && error.message.includes(name), `${name} ${String(value)}: ${error}`);
        return !/canary|canäry/.test(error.message);
      });
    }
  }
  for (const value of [undefined, null, 5, "canary", []]) {
    assert.throws(() => createProxy(value), (error) => error instanceof TypeError && !/canary/.test(error.message));
  }
  assert.throws(() => createProxy({ ...options, consetnKey: "canary" }), /no option of this name: consetnKey/);
});
