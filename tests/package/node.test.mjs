// The packed package in Node, whose `fetch` is not the browsers': against a server that sends it away.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import init, { ConsentClient, isConsentError } from "truconsent-wasm";

test("a redirect is not followed, and is no answer", async (t) => {
  await init();
  const paths = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { Location: "/elsewhere" }).end("{}");
  });
  t.after(() => server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = new ConsentClient({ baseUrl: `http://127.0.0.1:${server.address().port}` });
  for (const call of [client.dpo(), client.deleteNominee("n")]) {
    const error = await call.catch((error) => error);
    assert.ok(isConsentError(error));
    assert.deepEqual([error.code, error.attempts], ["unexpected_response", 1]);
  }
  assert.deepEqual(paths, ["/dpo", "/nominee/n"]);
});
