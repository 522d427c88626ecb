// A reporter for `node --test`: one line of JSON per finished test, so that test.mjs counts what really ran.
// A file without a test is reported by Node as one passed test named like the file; it is left out here.

import { fileURLToPath } from "node:url";

const path = (file) => (file?.startsWith("file:") ? fileURLToPath(file) : file);

export default async function* count(events) {
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite" && data.skip === undefined && data.todo === undefined) continue;
    const file = path(data.file);
    const isFile = data.nesting === 0 && /\.mjs$/.test(data.name);
    if (isFile && type === "test:pass") continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    yield `${JSON.stringify({ file: isFile ? path(data.name) : file, name: data.name, passed: type === "test:pass" && !skipped, skipped })}\n`;
  }
}
