// Node, Deno and Bun: runs the checks, and prints their results.
import { run } from "./checks.mjs";

const api = process.env.SERVER;
console.log(JSON.stringify(await run(api)));
process.exit(0);
