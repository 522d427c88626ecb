/** A part of the page whose records a person files: a form for a new one, what came of it, and the list. */

import { api } from "./api.js";
import { announce, button, el, icon, named, said } from "./dom.js";
import { askInDialog, Form } from "./form.js";
import { News } from "./news.js";
import { chip } from "./point.js";
import { empty } from "./section.js";
import { signedIn, signIn } from "./session.js";
import { phrase, put, ready, t } from "./words.js";

export class Records {
  #kind;
  #root;
  #add;
  #place;
  #news;
  #list = el("div", { class: "records" });
  #records = [];
  /** Filed while the list was being read: its answer may be older. */
  #filed = [];
  #person = null;
  #life = null;
  #form = null;
  #asking = null;

  /**
   * `id` is the section's, and names its sentences. Of `kind`: `list(client, userId, options)` asks for the records,
   * `filing(pkg, userId)` makes the form's `fields`, `check` and `send`, `card(record, ask)` shows a record, `name`
   * says what it is called by. `reload()` reads the section again.
   */
  constructor(id, kind, reload) {
    this.id = id;
    this.#kind = kind;
    this.reload = reload;
    this.#root = document.getElementById(id);
    this.#add = document.getElementById(`${id}-add`);
    this.#place = document.getElementById(`${id}-form`);
    this.#news = new News(this.#root.querySelector(".section-news"));
    this.#add.addEventListener("click", () => (this.#place.hidden ? this.#open() : this.#form.stop()));
  }

  /** Asks for the list. The form is there even where that fails. */
  read = async (person, signal) => {
    const pkg = await api();
    signal.throwIfAborted();
    this.#filed = [];
    // The form waits for its words, the question does not.
    const answer = this.#kind.list(pkg.client, person.user_id, { signal });
    answer.catch(() => {});
    await ready;
    signal.throwIfAborted();
    this.#begin(pkg, person, signal);
    const records = await answer;
    signal.throwIfAborted();
    const there = new Set(records.map(({ id }) => id));
    this.#records = [...this.#filed.filter(({ id }) => !there.has(id)), ...records];
  };

  show = () => {
    this.#render();
    return { nodes: [this.#list], message: "" };
  };

  /** What stands outside the list, in another language. */
  translate = () => {
    this.#form?.translate();
    this.#news.translate();
  };

  /** What is typed belongs to one person, and outlives everything but a change of them. */
  #begin(pkg, person, signal) {
    if (this.#life === signal) return;
    this.#life = signal;
    signal.addEventListener("abort", () => this.#end(signal), { once: true });
    if (this.#form && this.#person === person.user_id) return;
    this.#wipe();
    this.#person = person.user_id;
    this.#form = new Form(`${this.id}_new`, {
      ...this.#task(this.#kind.filing(pkg, this.#person)),
      keeps: true,
      leave: () => this.#close(),
      sent: (record) => this.#filedNow(record),
    });
    this.#place.replaceChildren(this.#form.element);
    this.#add.disabled = false;
  }

  #end(signal) {
    this.#asking?.form.end();
    this.#asking?.dialog.close();
    this.#news.hush();
    // Who comes next is known in a moment.
    queueMicrotask(() => {
      if (this.#life === signal && signedIn()?.user_id !== this.#person) this.#wipe();
    });
  }

  #wipe() {
    this.#form?.end();
    this.#form = null;
    this.#person = null;
    this.#records = [];
    this.#list.replaceChildren();
    this.#news.hush();
    this.#place.replaceChildren();
    this.#place.hidden = true;
    this.#add.setAttribute("aria-expanded", "false");
    put(this.#add, `${this.id}.add`);
    this.#add.disabled = true;
  }

  /** What all forms here have in common. */
  #task(task) {
    return {
      ...task,
      send: (values, signal) => task.send(values, { signal: AbortSignal.any([this.#life, signal]) }),
      renew: () => signIn(this.#person),
      listTitle: `${this.id}.title`,
      relist: () => this.reload(),
      say: announce,
      tellOutside: (make) => {
        this.#news.show(make);
        return this.#news.element;
      },
    };
  }

  #open() {
    this.#news.hush();
    this.#place.hidden = false;
    this.#add.setAttribute("aria-expanded", "true");
    this.#form.focus();
  }

  #close() {
    this.#place.hidden = true;
    this.#add.setAttribute("aria-expanded", "false");
    put(this.#add, this.#form.changed ? `${this.id}.resume` : `${this.id}.add`);
    this.#add.focus();
  }

  /** Asks about one record in a dialog. `becomes(answer)` is the record then, or null where it is gone. */
  #ask = (kind, record, { becomes, ...task }) => {
    this.#news.hush();
    const name = this.#kind.name(record);
    this.#asking = askInDialog(kind, {
      ...this.#task(task),
      what: name,
      sent: (answer) => this.#change(record, becomes(answer), `${kind}.sent`, name),
    });
  };

  #filedNow(record) {
    this.#form.clear();
    this.#close();
    this.#tell(`${this.id}_new.sent`, this.#kind.name(record));
    if (this.#list.isConnected) {
      this.#records = [record, ...this.#records.filter(({ id }) => id !== record.id)];
      this.#render();
    } else {
      this.#filed.push(record);
      this.reload();
    }
    this.#goTo(record);
  }

  #change(record, next, news, name) {
    this.#tell(news, name);
    const i = this.#records.findIndex(({ id }) => id === record.id);
    if (i >= 0) this.#records.splice(i, 1, ...(next ? [next] : []));
    if (this.#list.isConnected) this.#render();
    else this.reload();
    this.#goTo(next ?? this.#records[i] ?? this.#records[i - 1]);
  }

  #render() {
    this.#list.replaceChildren(...(this.#records.length > 0
      ? this.#records.map((record) => this.#kind.card(record, this.#ask))
      : [empty(this.id)]));
  }

  /** Puts the focus where the record stands, or else on what is said about it. */
  #goTo(record) {
    const card = record && [...this.#list.children].find(({ dataset }) => dataset.id === record.id);
    const place = this.#list.isConnected && card ? card.querySelector("h3") : this.#news.element;
    place.focus();
  }

  #tell(key, name) {
    this.#news.show(() => [el("div", { class: "notice notice-done" }, icon("approved"),
      el("p", { class: "notice-text" }, el("span", {}, phrase(key, { name: said(name, "strong") }))),
      button(named(t("form.dismiss"), phrase("form.dismiss_what", { name: said(name) })), () => {
        this.#news.hush();
        this.#root.querySelector("h2").focus();
      }, "button-quiet"))]);
    announce(t(key, { name }));
  }
}

/** A record's state in words and shape; one that nobody knows as it was sent. */
export function status(known, word, label) {
  return chip(known[word.toLowerCase()] ?? "info", label);
}

/** A button on a record: a voice also says which. */
export function action(key, name, onClick) {
  return button(named(t(key), said(name)), onClick);
}
