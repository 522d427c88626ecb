// Whether a saved receipt is as it was made: `node verify-receipt.mjs receipt.json`. Needs Node, and nothing else.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const isObject = (value) => typeof value === "object" && value !== null;
const members = (value) => Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
const canonical = (value) => Array.isArray(value) ? `[${value.map(canonical)}]` : isObject(value) ? `{${members(value)}}` : JSON.stringify(value);
const hash = (value) => createHash("sha256").update(canonical(value)).digest("hex");
const { receipt_hash: told, ...receipt } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const isWhole = hash(receipt) === told && hash(receipt.notice) === receipt.notice_hash;
console.log(isWhole ? `valid: ${told}` : "changed since it was made");
process.exitCode = isWhole ? 0 : 1;
