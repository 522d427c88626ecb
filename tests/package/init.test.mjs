// Loading the packed package in Node, each time in a process of its own: what is loaded there stays loaded.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

/** What a script prints that has the package as `all` and its `init`. */
function printed(script) {
  const code = `import init, * as all from "truconsent-wasm";\n${script}`;
  const flags = ["--input-type=module", "--eval", code];
  const { stdout, stderr } = spawnSync("node", flags, { cwd: import.meta.dirname, encoding: "utf8" });
  assert.equal(stderr, "");
  return stdout.trim().split("\n");
}

const READY = 'console.log(all.mergeConsents([], null).status);';
const OTHER = 'await import(new URL("truconsent_wasm.js", import.meta.resolve("truconsent-wasm")).href)';

test("init needs no argument, no fetch and no file", () => {
  assert.deepEqual(printed(`globalThis.fetch = () => { throw new Error("fetched"); }; await init(); ${READY}`), ["no_records"]);
});

test("init again, at once or later, gives the same instance", () => {
  const same = "console.log(one === two && two === await init());";
  assert.deepEqual(printed(`const [one, two] = await Promise.all([init(), init()]); ${same}`), ["true"]);
});

test("init takes the module's bytes, too", () => {
  const read = 'await (await import("node:fs/promises")).readFile(new URL(import.meta.resolve("truconsent-wasm/truconsent_wasm_bg.wasm")))';
  assert.deepEqual(printed(`await init({ module_or_path: ${read} }); ${READY}`), ["no_records"]);
});

test("a load that failed can be tried again", () => {
  const failed = 'await init({ module_or_path: new Uint8Array(8) }).catch((error) => console.log(error.name));';
  assert.deepEqual(printed(`${failed} await init(); ${READY}`), ["CompileError", "no_records"]);
});

test("both entries share one instance", () => {
  const compared = "console.log(other.mergeConsents([], null).status, other.ConsentClient === all.ConsentClient);";
  assert.deepEqual(printed(`const other = ${OTHER}; await init(); ${compared}`), ["no_records true"]);
});

test("every export of the browser's entry is one of Node's", () => {
  const script = `console.log(JSON.stringify([Object.keys(all), Object.keys(${OTHER})]));`;
  const [here, there] = JSON.parse(printed(script)[0]);
  assert.ok(there.length > 5);
  assert.deepEqual(here, there);
});

test("a call before init says what to do", () => {
  const script = `
    const free = ["default", "fetchEarly", "isConsentError"]; // they need no module
    for (const [name, call] of Object.entries(all)) {
      if (typeof call !== "function" || free.includes(name)) continue;
      try {
        console.log(name === "ConsentClient" ? new call({ baseUrl: "/api" }) : call([], null));
      } catch (error) {
        console.log(all.isConsentError(error), JSON.stringify(error));
      }
    }`;
  const lines = printed(script);
  assert.equal(lines.length, 8);
  for (const line of lines) {
    assert.ok(line.startsWith("true "), line);
    const { message, code, operation, attempts, fields } = JSON.parse(line.slice(5));
    const sentence = "truconsent-wasm is not ready: call init() and await it first.";
    assert.deepEqual([message, code, operation, attempts, fields], [sentence, "not_initialized", "init", 0, []]);
  }
});

test("an address, an answer and bytes of another realm are known by what they are", () => {
  const script = `
    const vm = await import("node:vm");
    const fs = await import("node:fs");
    const bytes = fs.readFileSync(new URL(import.meta.resolve("truconsent-wasm/truconsent_wasm_bg.wasm")));
    // As jsdom and an iframe give them: of classes that are not this realm's.
    const foreign = (tag, members) => Object.assign(Object.create({ get [Symbol.toStringTag]() { return tag; } }), members);
    const headers = new Headers({ "Content-Type": "application/wasm" });
    const arrayBuffer = async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const asked = [];
    globalThis.fetch = async (address) => (asked.push(String(address)), new Response(bytes, { headers }));
    const given = {
      address: foreign("URL", { toString: () => "https://app.example/module.wasm" }),
      answer: foreign("Response", { ok: true, headers, arrayBuffer }),
      bytes: vm.runInNewContext("(bytes) => Uint8Array.from(bytes)")(Array.from(bytes)),
    };
    await init(given[process.env.GIVEN]); ${READY}
    console.log(asked.join());`;
  for (const [given, asked] of [["address", "https://app.example/module.wasm"], ["answer", ""], ["bytes", ""]]) {
    assert.deepEqual(printed(`process.env.GIVEN = "${given}"; ${script}`), asked ? ["no_records", asked] : ["no_records"]);
  }
});

test("in a browser, too, a load that failed can be tried again", () => {
  const module = 'fs.readFileSync(new URL(import.meta.resolve("truconsent-wasm/truconsent_wasm_bg.wasm")))';
  const script = `
    const fs = await import("node:fs");
    const { default: load, mergeConsents } = ${OTHER};
    const type = { headers: { "Content-Type": "application/wasm" } };
    const answers = [
      () => Promise.reject(new TypeError("offline")),
      async () => new Response("no", { status: 404 }),
      async () => new Response(${module}.subarray(0, 1000), type),
      async () => new Response(${module}, type),
    ];
    for (const answer of answers) {
      globalThis.fetch = answer;
      const loaded = load("https://app.example/module.wasm");
      await loaded.then(() => console.log(mergeConsents([], null).status), () => console.log("failed"));
    }`;
  assert.deepEqual(printed(script), ["failed", "failed", "failed", "no_records"]);
});

test("what init itself failed with can be asked about before it succeeds", () => {
  const asked = "for (const e of [error, { name: 'ConsentError' }, null]) console.log(all.isConsentError(e));";
  const script = `await init({ module_or_path: new Uint8Array(8) }).catch((error) => { ${asked} });`;
  assert.deepEqual(printed(script), ["false", "true", "false"]);
});

test("a client has its calls alone", () => {
  const names = printed("console.log(Object.getOwnPropertyNames(all.ConsentClient.prototype).join());")[0].split(",");
  assert.ok(names.includes("currentConsents"));
  assert.deepEqual(names.filter((name) => /free|destroy|^__/.test(name)), []);
});

test("importing it sets no global", () => {
  const script = `
    const names = () => Object.getOwnPropertyNames(globalThis);
    const before = new Set(names());
    await import("truconsent-wasm");
    console.log(JSON.stringify(names().filter((name) => !before.has(name))));`;
  const { stdout } = spawnSync("node", ["--input-type=module", "--eval", script], { cwd: import.meta.dirname, encoding: "utf8" });
  assert.equal(stdout.trim(), "[]");
});
