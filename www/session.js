/** Who is signed in, and changing that. The demo's people have no passwords. */

import { button, el, said } from "./dom.js";
import { t } from "./words.js";

const principal = document.querySelector('meta[name="data-principal"]');
const dialog = document.getElementById("people");
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

/** Wires the dialog; `changed(person)` hears of every change that the server has confirmed. */
export function wireSession(changed) {
  const confirmed = (person) => {
    dialog.close();
    changed(person);
  };
  const open = () => {
    dialog.showModal();
    listPeople(document.getElementById("people-list"), confirmed);
  };
  document.getElementById("change").addEventListener("click", open);
  document.getElementById("people-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => document.getElementById("sign-out-problem").replaceChildren());
  // A click on the backdrop lands on the dialog itself.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.getElementById("sign-out").addEventListener("click", async () => {
    try {
      await ask("/session", { method: "DELETE" });
      confirmed(null);
    } catch {
      document.getElementById("sign-out-problem").textContent = t("people.sign_out_failed");
    }
  });
}

/** Shows the people to choose from, or why they cannot be shown. */
export async function listPeople(place, chosen) {
  place.replaceChildren(el("p", { class: "quiet" }, t("people.loading")));
  let people;
  try {
    people = await (await ask("/session/people")).json();
  } catch {
    place.replaceChildren(
      el("p", { class: "problem", role: "alert" }, t("people.failed")),
      button(t("try_again"), () => listPeople(place, chosen), "button-strong"));
    return;
  }
  const problem = el("p", { class: "problem", role: "alert" });
  const current = signedIn()?.user_id;
  let busy = false;
  const choose = async (person) => {
    // One change at a time: the order of two would be anybody's guess.
    if (busy) return;
    busy = true;
    problem.replaceChildren();
    try {
      chosen(await signIn(person.user_id));
    } catch {
      problem.textContent = t("people.change_failed");
    } finally {
      busy = false;
    }
  };
  place.replaceChildren(
    el("ul", { class: "people" }, people.map((person) => el("li", {}, personButton(person, current, choose)))),
    problem);
}

function personButton(person, current, choose) {
  const here = person.user_id === current;
  const label = [
    said(person.name ?? person.user_id, "strong"),
    person.note && said(person.note, "span"),
    here && el("em", {}, t("people.current")),
  ];
  const element = button(label, () => choose(person), "person");
  if (here) element.setAttribute("aria-current", "true");
  return element;
}

async function ask(path, options) {
  const answer = await fetch(path, { ...options, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer;
}
