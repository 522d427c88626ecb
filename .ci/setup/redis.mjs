// The Redis that the proxy's tests start, on loopback and for themselves.

import { which } from "../lib/paths.mjs";
import { Failure } from "../lib/say.mjs";
import { apt, canApt } from "./system.mjs";

const find = () => process.env.REDIS_SERVER || ["redis-server", "valkey-server"].map(which).find(Boolean);

/** Says where it is to whatever this process starts. */
export async function redis() {
  if (!find() && canApt()) await apt(["redis-server"]);
  const found = find();
  if (!found) {
    throw new Failure(
      "The proxy's tests need Redis or Valkey. Install it (Debian: apt-get install redis-server), or say where it is: " +
        "REDIS_SERVER=/path/to/redis-server npm test. Or name the steps that need none: npm test -- browser e2e",
    );
  }
  process.env.REDIS_SERVER = found;
}
