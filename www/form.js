/** Forms: problems beside their fields, one sending at a time, and what is typed stays until it is on record. */

import { reason } from "./api.js";
import { announcer, button, el, mark, named, notice, said } from "./dom.js";
import { Field } from "./field.js";
import { News } from "./news.js";
import { refusalNodes } from "./outcome.js";
import { count, knows, put, t } from "./words.js";

export class Form {
  #task;
  #fields;
  #problems = [];
  /** Stops the waiting; null when nothing is being sent. */
  #sending = null;
  #ended = false;
  #news;
  /** The words on the buttons: they tell what can be done at the moment. */
  #words;

  /**
   * `kind` names the form's sentences. Of `task`: `fields` as in field.js; `check(values)` finds problems;
   * `send(values, signal)` asks the API and `sent(answer)` shows what came of it; `leave()` closes the form;
   * `relist()` reads the list again, whose title's key is `listTitle`; `renew()` takes up the session again; `say(text)`
   * tells somebody who cannot see; `tellOutside(make)` shows on the page what became of a form that is gone, and returns
   * where. And whether it is `inDialog`, then about `what`, `grave` because it cannot be undone, or `keeps` what is typed
   * when it is closed.
   */
  constructor(kind, task) {
    this.kind = kind;
    this.#task = task;
    this.#fields = (task.fields ?? []).map((field) => new Field(kind, field));
    const look = task.grave ? "button-danger" : "button-strong";
    this.#words = { submit: put(el("span", {}), `${kind}.submit`), cancel: put(el("span", {}), `${kind}.cancel`) };
    this.submit = el("button", { type: "submit", class: `button ${look}` },
      task.inDialog ? this.#about(this.#words.submit) : this.#words.submit);
    this.cancel = button(this.#about(this.#words.cancel), () => this.stop());
    const clear = () => this.#about(put(el("span", {}), "form.clear"));
    this.clearing = task.keeps ? button(clear(), () => this.#clearByHand(), "button-quiet") : null;
    this.message = el("div", { class: "form-message", role: task.inDialog && "alert" });
    this.#news = new News(this.message);
    const actions = el("div", { class: "form-actions" }, this.submit, this.cancel, this.clearing);
    const name = { "aria-label": t(`${kind}.title`), "data-t-label": `${kind}.title` };
    this.element = el("form", { class: "form", novalidate: true, autocomplete: "off", ...name },
      this.#fields.map(({ element }) => element), this.message, actions);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go();
    });
    this.element.addEventListener("input", () => this.#typed());
    this.#typed();
  }

  /** What it is about, for the names of its buttons: the record, or what is filed with it. */
  #what = () => (this.#task.inDialog ? said(this.#task.what) : put(el("span", {}), `${this.kind}.title`));

  #about(words) {
    return named(words, this.#what());
  }

  get sending() {
    return this.#sending !== null;
  }

  /** Whether something is typed that is not in the record that the form was filled with. */
  get changed() {
    return this.#fields.some((field) => field.changed);
  }

  values() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, field.value]));
  }

  focus() {
    (this.#fields[0]?.control ?? this.cancel).focus();
  }

  clear() {
    for (const field of this.#fields) field.clear();
    this.#show([]);
    this.#news.hush();
    this.#typed();
  }

  /** Says in another language what is said. */
  translate() {
    for (const field of this.#fields) field.translate();
    this.#show(this.#problems);
    this.#news.translate();
  }

  /** Leaves, or stops waiting for an answer: what came of it is then not known. */
  stop() {
    if (this.#sending) this.#sending.abort();
    else this.#task.leave();
  }

  /** Nobody is there any more to be told. */
  end() {
    this.#ended = true;
    this.#sending?.abort();
  }

  #clearByHand() {
    if (this.sending) return;
    this.clear();
    this.focus();
  }

  #typed() {
    if (this.clearing) this.clearing.hidden = !this.changed;
    if (this.#problems.length === 0) return;
    // A problem goes when it is solved; a new one waits for the next try.
    const left = new Set(this.#task.check(this.values()).map(key));
    this.#show(this.#problems.filter((problem) => left.has(key(problem))));
  }

  #show(problems) {
    this.#problems = problems;
    for (const field of this.#fields) {
      const own = problems.find((problem) => problem.field === field.name);
      field.problem(own && sentence(own, field));
    }
  }

  /** Shows all problems at once and goes to the first. */
  #refuse(problems) {
    this.#show(problems);
    const beside = (problem) => this.#fields.some(({ name }) => name === problem.field);
    const others = problems.filter((problem) => !beside(problem));
    const places = problems.length - others.length;
    const isOneOfMany = places > 0 && this.#fields.length > 1;
    this.#tell(() => [...others.map((problem) => sentence(problem)), isOneOfMany && count("form.problems", places)]
      .filter(Boolean).map((text) => el("p", {}, text)));
    this.#fields.find(({ name }) => problems.some(({ field }) => field === name))?.control.focus();
  }

  #tell(nodes) {
    const make = () => [notice("problem", "warn", nodes())];
    const isSeen = this.element.isConnected;
    if (isSeen) this.#news.show(make);
    const place = isSeen ? this.message : this.#task.tellOutside(make);
    place.scrollIntoView({ block: "nearest" });
    if (!this.#task.inDialog || !isSeen) {
      this.#task.say([...place.querySelectorAll("p")].map((p) => p.textContent).join(" "));
    }
  }

  async #go({ renew = false } = {}) {
    // A second click, or Enter, while the first is under way.
    if (this.#sending || this.#ended) return;
    const values = this.values();
    const problems = this.#task.check(values);
    this.#news.hush();
    if (problems.length > 0) {
      this.#refuse(problems);
      return;
    }
    this.#show([]);
    this.#sending = new AbortController();
    this.#busy(true);
    let answer;
    let failure = null;
    try {
      if (renew) await this.#task.renew().catch(() => {});
      answer = await this.#task.send(values, this.#sending.signal);
    } catch (error) {
      failure = { error };
    }
    this.#sending = null;
    if (this.#ended) return;
    this.#busy(false);
    if (failure) this.#fail(failure.error);
    else this.#task.sent(answer);
  }

  #busy(is) {
    const { kind } = this;
    for (const field of this.#fields) field.lock(is);
    put(this.#words.submit, is ? `${kind}.sending` : `${kind}.submit`);
    put(this.#words.cancel, is ? "form.stop" : `${kind}.cancel`);
    if (this.clearing) this.clearing.hidden = is || !this.changed;
    mark(this.submit, "aria-disabled", is);
    mark(this.element, "aria-busy", is);
    if (is) this.#task.say(t(`${kind}.sending`));
  }

  #fail(error) {
    const { code } = reason(error);
    if (code === "invalid_input" && error.fields.length > 0) {
      this.#refuse(error.fields);
      return;
    }
    const again = () => {
      this.submit.focus();
      this.#go({ renew: code === "unauthenticated" });
    };
    const { listTitle, relist } = this.#task;
    this.#tell(() => refusalNodes(this.kind, error, { what: this.#what, listTitle, again, relist: () => relist() }));
  }
}

const key = ({ field, code }) => `${field} ${code}`;

/** A problem in the page's words; in the module's where the page has none. */
function sentence({ field, code, message }, { limit } = {}) {
  const known = [`problem.${field}.${code}`, `problem.${code}`].find(knows);
  return known ? t(known, { limit }) : message;
}

/** Asks in a dialog, which stays open until the API has answered. What is typed is not thrown away by one Escape. */
export function askInDialog(kind, { about = [], ...task }) {
  const sent = (answer) => {
    dialog.close();
    task.sent(answer);
  };
  const relist = () => {
    dialog.close();
    task.relist();
  };
  const form = new Form(kind, { ...task, inDialog: true, leave: () => dialog.close(), sent, relist });
  const dialog = el("dialog", { "aria-labelledby": `${kind}-title`, "aria-describedby": `${kind}-about` },
    el("h2", { id: `${kind}-title` }, t(`${kind}.title`)),
    el("div", { id: `${kind}-about`, class: "dialog-about" }, about),
    form.element,
    announcer());
  dialog.addEventListener("cancel", (event) => {
    if (!form.sending && !form.changed) return;
    event.preventDefault();
    if (form.sending) form.stop();
    else form.message.replaceChildren(el("p", { class: "problem" }, t("form.unsaved")));
  });
  // While something is being sent the browser still lets a second Escape through: the page tells what came of it.
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  form.focus();
  return { dialog, form };
}
