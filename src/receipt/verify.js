import { canonical, hash } from "./canonical.js";

export async function verifyReceipt(receipt) {
  const problems = [];
  let texts;
  try {
    const { receipt_hash: told, ...rest } = receipt;
    const isReceipt = [].concat(rest["@type"]).includes("dpv:ConsentReceipt") && rest["dpv:hasIdentifier"] && Array.isArray(rest["dpv:hasProcess"]);
    if (!isReceipt) problems.push("not_a_receipt");
    texts = [["notice_changed", canonical(rest.notice), rest.notice_hash], ["receipt_changed", canonical(rest), told]];
  } catch {
    return { valid: false, problems: ["not_a_receipt"] }; // nor anything that JSON can hold
  }
  for (const [problem, text, told] of texts) if (await hash(text) !== told) problems.push(problem);
  return { valid: problems.length === 0, problems };
}
