// workerd: runs the checks, and answers their results.
import { run } from "./checks.mjs";

export default { fetch: async (_, { SERVER }) => Response.json(await run(SERVER)) };
