/** Who is signed in, as the page and the server have it. */

import { said } from "./dom.js";

const principal = document.querySelector('meta[name="data-principal"]');
const PATIENCE_MS = 15_000;

/** The person whom the server wrote into the page; null when nobody is signed in. */
export function signedIn() {
  try {
    const { user_id, name } = JSON.parse(principal.content);
    return typeof user_id === "string" ? { user_id, name } : null;
  } catch {
    return null;
  }
}

/** Puts the person into the page's head line. The style sheet shows and hides by the same element. */
export function setSignedIn(person) {
  principal.content = person ? JSON.stringify(person) : "";
  document.getElementById("who").replaceChildren(person ? said(person.name ?? person.user_id) : "");
}

/** Asks the server to hold the session for this person. */
export async function signIn(userId) {
  const body = JSON.stringify({ user_id: userId });
  return (await ask("/session", { method: "POST", headers: { "Content-Type": "application/json" }, body })).json();
}

/** Those whom the demo lets sign in. */
export async function people() {
  return (await ask("/session/people")).json();
}

/** Ends the session. */
export async function signOut() {
  await ask("/session", { method: "DELETE" });
}

async function ask(path, options) {
  const answer = await fetch(path, { ...options, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer;
}
