// Forms: problems beside their fields, one sending at a time, and what is typed stays until it is on record.

import { html, nothing } from "lit";
import { refusal } from "../outcome.js";
import { button, named, notice } from "../parts/parts.js";
import { reason } from "../reason.js";
import { Field } from "./field.js";

export class Form {
  #host;
  #task;
  #fields;
  #problems = [];
  /** Stops the waiting; null when nothing is being sent. */
  #sending = null;
  #isOver = false;
  /** Makes what is said about the whole of it. */
  #message = null;

  /**
   * `kind` names the form's sentences. Of `task`: `fields` as in field.js; `check(values)` finds problems; `send(values,
   * signal)` asks the API and `sent(answer)` hears what came of it; `leave()` closes the form; `relist()` reads the list
   * again, whose title's key is `listTitle`; `renew(error)` takes up the session again; `tellOutside(make)` shows beside the
   * list what became of a form that is gone. And whether it is `inDialog`, then about `what`, `grave` because it cannot be
   * undone, or `keeps` what is typed when it is closed.
   */
  constructor(host, kind, task) {
    this.#host = host;
    this.kind = kind;
    this.#task = task;
    this.#fields = (task.fields ?? []).map((field) => new Field(kind, field));
  }

  get isSending() {
    return this.#sending !== null;
  }

  /** Whether something is typed that is not in the record that the form was filled with. */
  get isChanged() {
    return this.#fields.some((field) => field.isChanged);
  }

  values() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, field.value]));
  }

  get #element() {
    return this.#host.renderRoot.querySelector(`form[data-kind="${this.kind}"]`);
  }

  focus() {
    const element = this.#element;
    (this.#fields[0]?.control(element) ?? element?.querySelector("[data-act=cancel]"))?.focus();
  }

  clear() {
    for (const field of this.#fields) field.clear();
    this.#problems = [];
    this.#message = null;
    this.#host.requestUpdate();
  }

  /** Leaves, or stops waiting for an answer: what came of it is then not known. */
  stop() {
    if (this.#sending) this.#sending.abort();
    else this.#task.leave();
  }

  /** Nobody is there any more to be told. */
  end() {
    this.#isOver = true;
    this.#sending?.abort();
  }

  /** That what is typed is not thrown away by one Escape. */
  warn() {
    this.#message = (words) => html`<p class="problem">${words.t("form.unsaved")}</p>`;
    this.#host.requestUpdate();
  }

  render(words) {
    const { kind } = this;
    const { inDialog, what, grave, keeps } = this.#task;
    const about = inDialog ? words.said(what) : words.t(`${kind}.title`);
    const isBusy = this.isSending;
    const submitted = (event) => {
      event.preventDefault();
      this.#go();
    };
    const label = words.t(isBusy ? `${kind}.sending` : `${kind}.submit`);
    return html`<form class="form" part="form" data-kind=${kind} novalidate autocomplete="off" aria-label=${words.t(`${kind}.title`)}
      aria-busy=${isBusy ? "true" : nothing} @submit=${submitted}>
      ${this.#fields.map((field) => field.render(words, {
        problem: this.#problemOf(words, field), isLocked: isBusy, changed: () => this.#typed(),
      }))}
      <div class="form-message" role=${inDialog ? "alert" : nothing}>${this.#message ? this.#message(words) : nothing}</div>
      <div class="form-actions">
        <button type="submit" part="button" class="button ${grave ? "button-danger" : "button-strong"}" aria-disabled=${isBusy ? "true" : nothing}>
          ${inDialog ? named(label, about) : html`<span>${label}</span>`}
        </button>
        ${button(named(words.t(isBusy ? "form.stop" : `${kind}.cancel`), about), () => this.stop(), { act: "cancel" })}
        ${keeps && this.isChanged && !isBusy ? button(named(words.t("form.clear"), about), () => this.#clearByHand(), { kind: "button-quiet" }) : nothing}
      </div>
    </form>`;
  }

  async #clearByHand() {
    this.clear();
    await this.#host.updateComplete;
    this.focus();
  }

  #problemOf(words, field) {
    const own = this.#problems.find((problem) => problem.field === field.name);
    return own ? sentence(words, own, field.about) : null;
  }

  #typed() {
    // A problem goes when it is solved; a new one waits for the next try.
    if (this.#problems.length > 0) {
      const left = new Set(this.#task.check(this.values()).map(key));
      this.#problems = this.#problems.filter((problem) => left.has(key(problem)));
    }
    this.#host.requestUpdate();
  }

  /** Shows all problems at once and goes to the first. */
  async #refuse(problems) {
    this.#problems = problems;
    const beside = (problem) => this.#fields.some(({ name }) => name === problem.field);
    const others = problems.filter((problem) => !beside(problem));
    const places = problems.length - others.length;
    const isOneOfMany = places > 0 && this.#fields.length > 1;
    await this.#tell((words) => [
      ...others.map((problem) => sentence(words, problem)), ...(isOneOfMany ? [words.count("form.problems", places)] : []),
    ].map((text) => html`<p>${text}</p>`));
    const first = this.#fields.find(({ name }) => problems.some(({ field }) => field === name));
    first?.control(this.#element)?.focus();
  }

  /** Says it in the form, or where the form is gone beside the list. */
  async #tell(content) {
    const make = (words) => {
      const parts = content(words);
      return Array.isArray(parts) && parts.length === 0 ? nothing : notice("problem", "warn", parts);
    };
    const isSeen = Boolean(this.#element);
    if (isSeen) this.#message = make;
    else this.#task.tellOutside(make);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const place = isSeen ? this.#element.querySelector(".form-message") : this.#host.renderRoot.querySelector(".section-news");
    place?.scrollIntoView({ block: "nearest" });
    const text = [...place?.querySelectorAll("p") ?? []].map((p) => p.textContent.trim()).join(" ");
    if (text && (!this.#task.inDialog || !isSeen)) this.#host.say(text);
  }

  async #go({ renewFrom = null } = {}) {
    // A second click, or Enter, while the first is under way.
    if (this.#sending || this.#isOver) return;
    const values = this.values();
    const problems = this.#task.check(values);
    this.#message = null;
    if (problems.length > 0) {
      await this.#refuse(problems);
      return;
    }
    this.#problems = [];
    this.#sending = new AbortController();
    this.#host.say(this.#host.words.t(`${this.kind}.sending`));
    let answer;
    let failure = null;
    try {
      if (renewFrom) await this.#task.renew(renewFrom).catch(() => {});
      answer = await this.#task.send(values, this.#sending.signal);
    } catch (error) {
      failure = { error };
    }
    this.#sending = null;
    if (this.#isOver) return;
    this.#host.requestUpdate();
    if (failure) await this.#fail(failure.error);
    else this.#task.sent(answer);
  }

  async #fail(error) {
    this.#host.tell("error", { error });
    const { code } = reason(error);
    if (code === "invalid_input" && error.fields.length > 0) {
      await this.#refuse(error.fields);
      return;
    }
    const again = () => {
      this.#element?.querySelector("[type=submit]").focus();
      this.#go({ renewFrom: error });
    };
    const { inDialog, what, listTitle, relist } = this.#task;
    await this.#tell((words) => refusal(words, this.kind, error, {
      what: inDialog ? words.said(what) : words.t(`${this.kind}.title`), listTitle, again, relist,
    }));
  }
}

const key = ({ field, code }) => `${field} ${code}`;

/** A problem in the element's words; in the module's where it has none. */
function sentence(words, { field, code, message }, { limit } = {}) {
  const known = [`problem.${field}.${code}`, `problem.${code}`].find((one) => words.knows(one));
  return known ? words.t(known, { limit }) : message;
}
