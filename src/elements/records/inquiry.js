// A question about one record in a dialog, which stays open until the API has answered. What is typed is not thrown away by
// one Escape.

import { html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { createRef, ref } from "lit/directives/ref.js";
import { Form } from "./form.js";

export class Inquiry {
  #host;
  #dialog = createRef();
  #about;
  isOpen = true;

  /** `about(words)` is what stands above the form; the rest as in form.js. */
  constructor(host, kind, { about, ...task }) {
    this.#host = host;
    this.#about = about;
    const closing = (then) => (answer) => {
      this.close();
      then(answer);
    };
    this.form = new Form(host, kind, {
      ...task, inDialog: true, leave: () => this.close(), sent: closing(task.sent), relist: closing(task.relist),
    });
  }

  async open() {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#dialog.value.showModal();
    this.form.focus();
  }

  close() {
    this.#dialog.value?.close();
  }

  render(words) {
    const { kind } = this.form;
    const canceled = (event) => {
      if (!this.form.isSending && !this.form.isChanged) return;
      event.preventDefault();
      if (this.form.isSending) this.form.stop();
      else this.form.warn();
    };
    // While something is being sent the browser still lets a second Escape through: the list tells what came of it.
    const closed = () => {
      this.isOpen = false;
      this.#host.requestUpdate();
    };
    // A dialog hears late that it was closed: the next one must be another element.
    return keyed(this, html`<dialog part="dialog" aria-labelledby="inquiry-title" aria-describedby="inquiry-about" ${ref(this.#dialog)} @cancel=${canceled} @close=${closed}>
      <h2 id="inquiry-title">${words.t(`${kind}.title`)}</h2>
      <div id="inquiry-about" class="dialog-about">${this.#about?.(words)}</div>
      ${this.form.render(words)}
      ${this.#host.announcer.place(true)}
    </dialog>`);
  }
}
