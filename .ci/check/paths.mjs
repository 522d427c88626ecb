// The demo's main paths in each engine.

import { nodeTests } from "./node.mjs";

export async function paths(engine, tools) {
  Object.assign(process.env, { ENGINE: engine, ENGINE_TOOLS: JSON.stringify(tools) });
  return nodeTests("paths", tools);
}
