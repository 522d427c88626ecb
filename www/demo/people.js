/** Choosing who is signed in: in a dialog, or in the page where nobody is. The demo's people have no passwords. */

import { announce, announcer, button, el, mark, said } from "./dom.js";
import { keepPlace } from "./focus.js";
import { News } from "./news.js";
import { people, signedIn, signIn, signOut } from "./session.js";
import { count, put, t } from "./words.js";

const dialog = document.getElementById("people");
const ending = document.getElementById("sign-out");
const signOutProblem = new News(document.getElementById("sign-out-problem"));
/** The change that is under way: one at a time, wherever it was begun. The order of two would be anybody's guess. */
let changing = null;

/** The people to choose from, or why they cannot be shown. */
export class People {
  #problem = new News(el("p", { class: "problem", role: "alert" }));
  #list = el("div", {});
  #status = el("p", { class: "unseen", role: "status" });
  /** Makes what the list shows, in the language of the moment. */
  #make = () => [];
  #asked = 0;

  /** `heading` stands above `place`; `chosen(person)` hears of every change that the server has confirmed. */
  constructor(place, heading, chosen) {
    Object.assign(this, { place, heading, chosen });
    place.replaceChildren(this.#problem.element, this.#list, this.#status);
  }

  /** Asks who there is. */
  async load() {
    this.#asked += 1;
    const asked = this.#asked;
    this.#show(() => [el("p", { class: "quiet" }, t("people.loading"))]);
    const found = await people().catch(() => null);
    if (asked !== this.#asked) return;
    if (!found) {
      this.#show(() => [button(t("people.again"), () => this.#again(), "button-strong")]);
      this.#problem.show(() => [t("people.failed")]);
      return;
    }
    this.#show(() => [el("ul", { class: "people" }, found.map((person) => el("li", {}, this.#choice(person))))]);
    if (this.#list.checkVisibility()) announce(count("people.loaded", found.length));
  }

  /** Says the same in another language. */
  translate() {
    keepPlace(this.#list, () => this.#show(this.#make));
    this.#problem.translate();
  }

  /** Has the server sign this one in, or nobody; says so while that takes its time, and in `problem` where it fails. */
  async change(userId, words, ask, failed, problem = this.#problem) {
    if (changing) return;
    changing = { userId, words };
    this.forget();
    this.#wait();
    let done;
    try {
      const person = await ask();
      done = () => this.chosen(person);
    } catch {
      done = () => {
        problem.show(() => [t(failed)]);
        // An alert is heard where it can be seen: the dialog may be closed.
        if (!this.#list.checkVisibility()) announce(t(failed));
      };
    }
    changing = null;
    this.#wait();
    done();
  }

  /** Takes off what went wrong. */
  forget() {
    for (const problem of [this.#problem, signOutProblem]) problem.hush();
  }

  #show(make) {
    this.#make = make;
    this.#list.replaceChildren(...make());
  }

  #again() {
    // The button goes away.
    this.heading.focus();
    this.forget();
    this.load();
  }

  #choice(person) {
    const name = person.name ?? person.user_id;
    const here = person.user_id === signedIn()?.user_id;
    const label = [
      said(name, "strong"), person.note && said(person.note, "span"), here && el("em", {}, t("people.current")),
      el("em", { class: "people-wait" }),
    ];
    const choose = () => this.change(person.user_id, t("people.changing", { name }), () => signIn(person.user_id),
      "people.change_failed");
    const element = button(label, choose, "person");
    element.dataset.id = person.user_id;
    mark(element, "aria-current", here);
    this.#hold(element);
    return element;
  }

  #wait() {
    this.#status.textContent = changing?.words ?? "";
    mark(this.place, "aria-busy", changing);
    mark(ending, "aria-disabled", changing);
    put(ending, changing && !changing.userId ? "people.signing_out" : "people.sign_out");
    for (const control of this.#list.querySelectorAll(".person")) this.#hold(control);
  }

  /** Says at the one who is chosen what is under way; the others wait. */
  #hold(control) {
    const chosen = changing?.userId === control.dataset.id;
    mark(control, "aria-disabled", changing && !chosen);
    control.querySelector(".people-wait").textContent = chosen ? changing.words : "";
  }
}

/** Wires the dialog; `changed(person)` hears of every change that the server has confirmed. */
export function wirePeople(changed) {
  const list = new People(document.getElementById("people-list"), document.getElementById("people-title"), (person) => {
    dialog.close();
    changed(person);
  });
  dialog.append(announcer());
  document.getElementById("change").addEventListener("click", () => {
    dialog.showModal();
    // Where it goes by itself differs from browser to browser.
    document.getElementById("people-title").focus();
    list.load();
  });
  document.getElementById("people-close").addEventListener("click", () => dialog.close());
  // By then it may be open again.
  dialog.addEventListener("close", () => dialog.open || list.forget());
  // A click on the backdrop lands on the dialog itself.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  ending.addEventListener("click", () => {
    const ask = () => signOut().then(() => null);
    list.change(null, t("people.signing_out"), ask, "people.sign_out_failed", signOutProblem);
  });
}
