// What is said, once, to somebody who cannot see it.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { above } from "../words/speech.js";

/** Long enough for whatever was said last to be over when the next is. */
const SAID_MS = 5_000;

/** Whether something is in a part of the page, in whatever shadow root. */
function contains(part, element) {
  for (let one = element; one; one = above(one)) if (one === part) return true;
  return false;
}

/** Keeps what is being said for its host. While one of the host's dialogs is open, nothing outside it can be heard. */
export class Announcer {
  #host;
  #lines = [];
  #last = 0;

  constructor(host) {
    this.#host = host;
  }

  say(text) {
    // What the page laid over everything is all that can be heard.
    const modal = document.querySelector("dialog:modal");
    if (modal && !contains(modal, this.#host)) {
      modal.addEventListener("close", () => this.say(text), { once: true });
      return;
    }
    const now = performance.now();
    const inDialog = Boolean(this.#host.renderRoot.querySelector("dialog[open]"));
    // What was said a moment ago may still be waiting its turn: it is not overwritten.
    this.#lines = [...this.#lines.filter(({ at }) => now - at <= SAID_MS), { id: (this.#last += 1), at: now, text, lang: this.#host.words.tag, inDialog }];
    this.#host.requestUpdate();
  }

  /** The place whose additions are said, each once and in their order: one stands in the element, one in each dialog. */
  place(inDialog) {
    const lines = this.#lines.filter((line) => line.inDialog === inDialog);
    return html`<div class="unseen announcer" role="status" aria-atomic="false">
      ${repeat(lines, ({ id }) => id, ({ text, lang }) => html`<p lang=${lang}>${text}</p>`)}
    </div>`;
  }
}
