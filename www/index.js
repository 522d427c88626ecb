/** The rights centre of whoever is signed in. The elements do the rest. */

import "truconsent-wasm/elements";
import { announce } from "./demo/dom.js";
import { wireLanguages } from "./demo/languages.js";
import { People, wirePeople } from "./demo/people.js";
import { setSignedIn, signedIn, signIn } from "./demo/session.js";
import { ready, t } from "./demo/words.js";

const center = document.querySelector("truconsent-center");
// A server without a file forgets its sessions when it is restarted: the same person is chosen again.
center.renew = () => signIn(center.userId);

/** Shows the page for this person, or the sign-in for nobody: then nothing is asked. */
function showFor(person) {
  setSignedIn(person);
  Object.assign(center, { baseUrl: person ? "/api" : null, personName: person?.name, userId: person?.user_id ?? null });
  if (!person) ready.then(() => offer.load(), () => {});
}

/** A change that the server has confirmed. */
async function change(next) {
  const former = center.userId;
  showFor(next);
  announce(next ? t("who.changed", { name: next.name }) : t("who.signed_out"));
  await center.updateComplete;
  if (!next) document.getElementById("sign-in-title").focus();
  else if (!former) center.focus();
}

const offer = new People(document.getElementById("sign-in-people"), document.getElementById("sign-in-title"), change);
// What is asked early must be asked before all else: later, it would be the answer to a later question.
await import("/demo/early.js").catch(() => {});
showFor(signedIn());
ready.then(
  () => {
    wirePeople(change);
    wireLanguages(() => offer.translate());
  },
  () => document.documentElement.setAttribute("data-broken", ""),
);
