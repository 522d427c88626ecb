/** Starts the page: its sections, and the person they are about. */

import { standBeside } from "./beside.js";
import { readConsents, showConsents } from "./consents.js";
import { announce } from "./dom.js";
import { grievances } from "./grievances.js";
import { nominees } from "./nominees.js";
import { readOfficer, showOfficer } from "./officer.js";
import { People, wirePeople } from "./people.js";
import { wireLanguages } from "./languages.js";
import { Section } from "./section.js";
import { setSignedIn, signedIn, signIn } from "./session.js";
import { ready, t } from "./words.js";

let person = null;
/** Ends everything that is under way for the person. */
let life = new AbortController();
let renewal = null;

const sections = [
  new Section("consents", { personal: true, read: readConsents, show: showConsents, retry }),
  records(grievances),
  records(nominees),
  new Section("officer", { personal: false, read: readOfficer, show: showOfficer, retry }),
];

/** A section with a form of its own, which can have its list read again. */
function records(make) {
  const { id, read, show, translate } = make(() => reload([section]));
  const section = new Section(id, { personal: true, read, show, retry, translate });
  return section;
}

/** Shows the page for this person, or the sign-in for nobody. Whatever was asked for the former one is dropped. */
function showFor(next) {
  const former = person;
  life.abort();
  life = new AbortController();
  person = next;
  setSignedIn(person);
  if (person) {
    for (const section of sections) {
      if (section.personal || section.state !== "shown") section.load(person, life.signal);
    }
  } else {
    for (const section of sections) section.clear();
    ready.then(() => offer.load(), () => {});
  }
  return former;
}

/** A change that the server has confirmed. */
function change(next) {
  const former = showFor(next);
  if (!next) document.getElementById("sign-in-title").focus();
  else if (!former) document.getElementById("consents-title").focus();
  const news = next ? t("who.changed", { name: next.name }) : t("who.signed_out");
  announce(news);
}

/** Reads again all that failed or is incomplete: one click is enough. */
function retry(event) {
  const section = sections.find(({ root }) => root.contains(event.currentTarget));
  // The button goes away with its notice; the focus stays where the reader is.
  section?.heading.focus();
  reload(sections.filter(({ state }) => state === "failed" || state === "partial"));
}

/** A server without a file forgets its sessions when it is restarted: the same person is chosen again, once for all. */
function reload(some) {
  const { user_id: userId } = person;
  renewal = null;
  const renew = () => (renewal ??= signIn(userId));
  for (const section of some) if (section.state !== "loading") section.load(person, life.signal, renew);
}

const offer = new People(document.getElementById("sign-in-people"), document.getElementById("sign-in-title"), change);
standBeside();
showFor(signedIn());
ready.then(
  () => {
    document.getElementById("refresh").addEventListener("click", () => reload(sections));
    wirePeople(change);
    wireLanguages(() => {
      for (const section of sections) section.translate();
      offer.translate();
    });
  },
  () => document.documentElement.setAttribute("data-broken", ""),
);
