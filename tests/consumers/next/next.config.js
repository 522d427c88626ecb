import { join } from "node:path";

const root = join(import.meta.dirname, ".."); // where the lock file is

export default {
  turbopack: { root },
  outputFileTracingRoot: root,
  rewrites: () => [{ source: "/api/:path*", destination: `${process.env.SERVER}/api/:path*` }],
};
