// What the system itself has to have, and how it is brought along where apt-get can.

import { which } from "../lib/paths.mjs";
import { must } from "../lib/processes.mjs";
import { Failure, say } from "../lib/say.mjs";

export const canApt = () => process.getuid?.() === 0 && which("apt-get") !== undefined;

export async function apt(packages) {
  say(`Installing ${packages.join(", ")} …`);
  const advice = `Installing ${packages.join(" ")} with apt-get failed (above).`;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await must("apt-get", ["update"], advice, { env });
  await must("apt-get", ["install", "-y", "--no-install-recommends", ...packages], advice, { env });
}

/** Rust links with the system's C compiler, and SQLite is compiled with it. */
export async function linker() {
  if (which("cc")) return;
  if (!canApt()) throw new Failure("There is no C compiler (cc). Install one (Debian: apt-get install gcc libc6-dev) and run this again.");
  await apt(["gcc", "libc6-dev"]);
}
