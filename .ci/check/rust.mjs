// Rust's own checks: format, lints for both targets, and the tests that need no browser.

import { must, run } from "../lib/processes.mjs";
import { lastLines, say } from "../lib/say.mjs";
import { ONE, results, verdict } from "./verdict.mjs";

const locked = process.env.CI ? ["--locked"] : [];

export async function format() {
  await must("cargo", ["fmt", "--all", "--check", "--", "--color", "never"], "Run `cargo fmt --all`.");
  return ONE;
}

export async function lint() {
  const advice = "Clippy objects (above): mend it, or allow it there with a reason.";
  await must("cargo", ["clippy", ...locked, "--workspace", "--all-targets", "--", "-D", "warnings"], advice);
  return ONE;
}

export async function lintWasm() {
  const scope = ["--package", "truconsent-wasm", "--package", "truconsent-proxy-rules", "--target", "wasm32-unknown-unknown", "--all-targets"];
  const advice = "Clippy objects to what is compiled for the browser only (above): mend it, or allow it there with a reason.";
  await must("cargo", ["clippy", ...locked, ...scope, "--", "-D", "warnings"], advice);
  return ONE;
}

export async function native() {
  const { code, output } = await run("cargo", ["test", ...locked, "--workspace", "--no-fail-fast"]);
  const result = verdict("cargo test", code, results(output));
  if (result.failed) say(lastLines(output, 200));
  return result;
}
