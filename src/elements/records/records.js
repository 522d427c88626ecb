// Records that a person files: a form for a new one, what came of it, and the list.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../parts/icon.js";
import { button, chip, empty, named } from "../parts/parts.js";
import { RightsSection } from "../section.js";
import { Form } from "./form.js";
import { Inquiry } from "./inquiry.js";

/**
 * Of each kind, beside what a section needs: `list(client, options)` asks for the records, `filing(session)` is the form's
 * `fields`, `check` and `send`, `card(words, record)` shows a record, `calledBy(words, record)` is its name.
 */
export class RecordsSection extends RightsSection {
  #records = null;
  /** Filed while the list was being read: its answer may be older. */
  #filed = [];
  #form = null;
  #isFormOpen = false;
  #inquiry = null;
  /** Makes what is said about what was done last. */
  #news = null;

  async ask(session) {
    const client = await session.client();
    this.#filed = [];
    // The form is there even where the list is not.
    this.#begin(session);
    return this.list(client, { signal: session.signal });
  }

  take(records) {
    const there = new Set(records.map(({ id }) => id));
    this.#records = [...this.#filed.filter(({ id }) => !there.has(id)), ...records];
  }

  /** What is typed belongs to one person, and outlives everything but a change of them. */
  left() {
    this.#form?.end();
    this.#inquiry?.form.end();
    this.#inquiry?.close();
    this.#inquiry = null;
    this.#form = null;
    this.#isFormOpen = false;
    this.#records = null;
    this.#news = null;
  }

  #begin(session) {
    this.#form ??= new Form(this, `${this.name}_new`, {
      ...this.#task(session, this.filing(session)),
      keeps: true,
      leave: () => this.#closeForm(),
      sent: (record) => this.#filedNow(record),
    });
    this.requestUpdate();
  }

  /** What all forms here have in common. */
  #task(session, task) {
    return {
      ...task,
      send: async (values, signal) => {
        const client = await session.client();
        const stop = new AbortController();
        const abort = () => stop.abort();
        for (const one of [session.signal, signal]) one.addEventListener("abort", abort, { once: true });
        return task.send(client, values, { signal: stop.signal });
      },
      renew: (error) => session.renew(error),
      listTitle: `${this.name}.title`,
      relist: () => this.read({ renew: true }),
      tellOutside: (make) => {
        this.#news = make;
      },
    };
  }

  async #openForm() {
    this.#news = null;
    this.#isFormOpen = true;
    this.requestUpdate();
    await this.updateComplete;
    this.#form.focus();
  }

  async #closeForm() {
    this.#isFormOpen = false;
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector("[data-act=add]").focus();
  }

  /** Asks about one record in a dialog. `becomes(answer)` is the record then, or null where it is gone. */
  inquire(kind, record, { becomes, ...task }) {
    this.#news = null;
    const name = this.calledBy(this.words, record);
    this.#inquiry = new Inquiry(this, kind, {
      ...this.#task(this.session, task),
      what: name,
      sent: (answer) => this.#changeTo(record, becomes(answer), `${kind}.sent`, name),
    });
    this.#inquiry.open();
  }

  async #filedNow(record) {
    this.tell("filed", { kind: this.kind, change: "created", record });
    this.#form.clear();
    await this.#closeForm();
    this.#tell(`${this.name}_new.sent`, this.calledBy(this.words, record));
    if (this.#isListed) {
      this.#records = [record, ...this.#records.filter(({ id }) => id !== record.id)];
    } else {
      this.#filed.push(record);
      if (!this.isReading) this.read();
    }
    await this.#goTo(record);
  }

  async #changeTo(record, next, news, name) {
    this.tell("filed", { kind: this.kind, change: next ? "updated" : "deleted", record: next ?? record });
    this.#tell(news, name);
    const i = this.#records?.findIndex(({ id }) => id === record.id) ?? -1;
    if (i >= 0) {
      this.#records = [...this.#records];
      this.#records.splice(i, 1, ...(next ? [next] : []));
    }
    if (!this.#isListed && !this.isReading) this.read();
    await this.#goTo(next ?? this.#records?.[i] ?? this.#records?.[i - 1]);
  }

  get #isListed() {
    return this.#records !== null && !this.isReading && !this.error;
  }

  /** Puts the focus where the record stands, or else on what is said about it. */
  async #goTo(record) {
    this.requestUpdate();
    await this.updateComplete;
    const card = record && [...this.renderRoot.querySelectorAll(".record")].find(({ dataset }) => dataset.id === record.id);
    (card?.querySelector("h3") ?? this.renderRoot.querySelector(".section-news"))?.focus();
  }

  #tell(key, name) {
    this.#news = (words) => html`<div class="notice notice-done" part="notice">
      ${icon("approved")}
      <p class="notice-text"><span>${words.phrase(key, { name: html`<strong>${words.said(name)}</strong>` })}</span></p>
      ${button(named(words.t("form.dismiss"), words.phrase("form.dismiss_what", { name: words.said(name) })), () => this.#hush(), { kind: "button-quiet" })}
    </div>`;
    this.say(this.words.t(key, { name }));
  }

  #hush() {
    this.#news = null;
    this.requestUpdate();
    this.focus();
  }

  head(words) {
    const isResumed = this.#form?.isChanged && !this.#isFormOpen;
    return html`${this.title(words)}
      <button type="button" part="button" class="button" data-act="add" aria-expanded=${this.#isFormOpen} aria-controls="form"
        ?disabled=${!this.#form} @click=${() => (this.#isFormOpen ? this.#form.stop() : this.#openForm())}>
        ${words.t(isResumed ? `${this.name}.resume` : `${this.name}.add`)}
      </button>`;
  }

  intro(words) {
    return html`<p class="quiet section-lead">${words.t(`${this.name}.lead`)}</p>`;
  }

  tools(words) {
    return html`
      <div class="card section-form" part="card" id="form" ?hidden=${!this.#isFormOpen}>${this.#isFormOpen ? this.#form.render(words) : nothing}</div>
      <div class="section-news" tabindex="-1">${this.#news?.(words) ?? nothing}</div>`;
  }

  body(words) {
    if (this.error) return this.failure(words);
    if (this.#records?.length === 0) return empty(words, this.name);
    return html`<div class="records">
      ${repeat(this.#records ?? [], ({ id }) => id, (record) => this.card(words, record))}
    </div>`;
  }

  dialogs(words) {
    return this.#inquiry?.isOpen ? this.#inquiry.render(words) : nothing;
  }
}

/** A record's state in words and shape; one that nobody knows as it was sent. */
export const status = (known, word, label) => chip(known[word.toLowerCase()] ?? "info", label);

/** A button on a record: a voice also says which. */
export const action = (words, key, name, onClick) => button(named(words.t(key), words.said(name)), onClick);
