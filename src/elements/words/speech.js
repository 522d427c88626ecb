// In which language an element speaks: the one of the `lang` that is nearest above it, as the page has it at the moment.

import { localeOf, onLocale } from "./locales.js";
import { Words } from "./words.js";

/** The element above another one, also out of a shadow root. */
export const above = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;

/** The language that an element is in. */
function languageAt(element) {
  for (let one = element; one; one = above(one)) if (one.lang) return one.lang;
  return navigator.languages[0] ?? "en";
}

/** Gives its host `words`, and draws it anew when the `language` that it is in is another one. */
export class SpeechController {
  #host;
  #watch = null;
  #forget;
  #asked = null;
  #locale = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#watch = new MutationObserver(() => this.#listen());
    for (let root = this.#host.getRootNode(); root; root = root.host?.getRootNode()) {
      this.#watch.observe(root, { subtree: true, attributeFilter: ["lang"] });
    }
    this.#forget = onLocale(() => this.#listen(true));
    this.#listen(true);
  }

  hostDisconnected() {
    this.#watch.disconnect();
    this.#forget();
  }

  /** What can be said at once: without the words of its language an element says it in English. */
  async #listen(anew) {
    const tag = languageAt(this.#host);
    if (tag === this.#asked && !anew) return;
    this.#asked = tag;
    let locale = localeOf(tag);
    if (locale instanceof Promise) {
      locale = await locale.catch(() => {
        this.#asked = null;
        // What is spoken already goes on; nothing spoken yet: English.
        return this.#locale ?? localeOf("en");
      });
    }
    if (this.#dialog) await this.#undisturbed();
    if (this.#asked === null || this.#asked === tag) this.#speak(locale, tag);
  }

  get #dialog() {
    return this.#host.renderRoot?.querySelector("dialog[open]");
  }

  /** What is asked in one language is not answered in another: an open dialog is left in peace. */
  async #undisturbed() {
    while (this.#dialog) await new Promise((resolve) => this.#dialog.addEventListener("close", resolve, { once: true }));
  }

  #speak(locale, tag) {
    this.#host.language = tag;
    this.#host.requestUpdate();
    if (this.#locale?.messages === locale.messages) return;
    this.#locale = locale;
    this.#host.words = new Words(locale, this.#host.setting("sourceLanguage") ?? "en");
  }
}
