// What a merge takes, beside two in plain JavaScript, one of the same contract and the least that would do: of objects, from
// the answers' text on, and through the client, which also reads drifted answers, and limits and repeats requests.

import assert from "node:assert/strict";
import { mergeMinimal } from "./minimal.mjs";
import { mergeConsents as reference } from "./reference.mjs";
import { mixed, typical } from "./sample.mjs";
import { compare } from "./times.mjs";

const SIZES = [[1, 10], [20, 10], [100, 20], [1000, 20]];
const SECONDS_EACH = 2;
const AGREEMENTS = 500;

/** A row for each size: purposes, and for each way the medians in milliseconds, `[module, same contract, the least]`. */
export async function merges({ ConsentClient, mergeConsents }) {
  const rows = [];
  for (const [points, purposes] of SIZES) {
    const { banners, status } = typical(points, purposes);
    const [bannerText, statusText] = [JSON.stringify(banners), JSON.stringify(status)];
    assert.deepStrictEqual(mergeConsents(banners, status), reference(banners, status));
    assert.deepStrictEqual(states(mergeMinimal(banners, status)), states(reference(banners, status).banners));
    const from = (merge) => () => merge(JSON.parse(bannerText), JSON.parse(statusText));
    const ways = [mergeConsents, reference, mergeMinimal];
    rows.push({
      purposes: points * purposes,
      objects: await compare(SECONDS_EACH, ...ways.map((merge) => () => merge(banners, status))),
      text: await compare(SECONDS_EACH, ...ways.map(from)),
      call: await calls(ConsentClient, bannerText, statusText),
    });
  }
  agree(mergeConsents); // last: data of every shape would slow down what is timed
  return rows;
}

const states = (banners) => banners.map(({ purposes }) => purposes.map(({ consented }) => consented));

/** The whole call, and what a page would write in its place. The network takes no time here. */
async function calls(ConsentClient, bannerText, statusText) {
  const real = globalThis.fetch;
  globalThis.fetch = async (address) => new Response(address.includes("user-status") ? statusText : bannerText);
  try {
    const client = new ConsentClient({ baseUrl: "https://api.example" });
    const module = () => client.currentConsents("usr_asha");
    const written = (merge) => async () => {
      const asked = ["https://api.example/banners/user/usr_asha", "https://api.example/api/v1/external/consents/user-status?userId=usr_asha"];
      return merge(...await Promise.all(asked.map(async (address) => (await fetch(address)).json())));
    };
    assert.deepStrictEqual(await module(), await written(reference)());
    return await compare(SECONDS_EACH, module, written(reference), written(mergeMinimal));
  } finally {
    globalThis.fetch = real;
  }
}

/** Same input, same output, input untouched. */
function agree(mergeConsents) {
  for (let seed = 0; seed < AGREEMENTS; seed += 1) {
    const { banners, status } = mixed(1 + (seed % 8), 1 + (seed % 5), seed);
    const before = structuredClone({ banners, status });
    assert.deepStrictEqual(mergeConsents(banners, status), reference(banners, status), `they differ for seed ${seed}`);
    assert.deepStrictEqual({ banners, status }, before, `the input was changed for seed ${seed}`);
  }
}
