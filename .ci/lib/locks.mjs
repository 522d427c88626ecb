// Work that only one run on this machine may do at a time.

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import lockfile from "proper-lockfile";
import { say } from "./say.mjs";

// Whoever holds a lock renews it; one that was not renewed for so long has lost its owner, and is taken over. Putting a
// module together keeps a slow machine from renewing it for several seconds.
const STALE_MS = 30_000;

/** Does `work` while no other run holds the lock of this name. */
export async function locked(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  const release = await acquire(path);
  try {
    return await work();
  } finally {
    await release().catch(() => {}); // it was lost
  }
}

async function acquire(path) {
  // A machine that slept wakes up with its lock lost; that is no reason to throw the work away.
  const onCompromised = () => say("(This run lost its lock: was the machine asleep? It goes on.)");
  const options = { realpath: false, stale: STALE_MS, lockfilePath: `${path}.locked`, onCompromised };
  for (let told = false; ; told = true) {
    try {
      return await lockfile.lock(path, options);
    } catch (error) {
      if (error.code !== "ELOCKED") throw error;
    }
    if (!told) say("Another run is at the same work; waiting for it …");
    await new Promise((wait) => setTimeout(wait, 200));
  }
}
