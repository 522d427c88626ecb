// What all elements have in common: the session that they share with what they stand in, the language that they speak, and
// what they tell the page.

import { ContextConsumer, ContextProvider } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { Announcer } from "./parts/announcer.js";
import { sameSettings, Session, sessionContext } from "./session.js";
import { styles } from "./styles/styles.js";
import { SpeechController } from "./words/speech.js";

/** What makes an element have a session of its own, beside that of what it stands in. */
const OWN = ["baseUrl", "client", "include", "renew", "store", "userId"];

/** What it can be told, and else has from there. */
const TOLD = ["boardUrl", "personName", "responseDays", "sourceLanguage"];

/**
 * @csspart root - All of an element.
 * @csspart button - Each button.
 * @csspart notice - What stands out: a failure, a remark.
 * @fires truconsent-decide - Before a decision is sent; `preventDefault()` keeps it from being sent.
 * @fires truconsent-recorded - A decision is on record.
 * @fires truconsent-filed - A request or a nominee is on record, is changed, or is gone.
 * @fires truconsent-error - Something failed; the person has been told.
 * @fires truconsent-changed - What is known of the person's consents is different.
 */
export class RightsElement extends LitElement {
  static styles = styles;

  static properties = {
    baseUrl: { attribute: "base-url" },
    boardUrl: { attribute: "board-url" },
    client: { attribute: false },
    include: {},
    personName: { attribute: "person-name" },
    renew: { attribute: false },
    responseDays: { attribute: "response-days", type: Number },
    sourceLanguage: { attribute: "source-language" },
    store: { attribute: false },
    userId: { attribute: "user-id" },
  };

  /** What it says; null until the words of its language are there. */
  words = null;
  /** The language that the page has where it stands: not always one that there are words in. */
  language = "en";
  /** The session that it shares, or has alone; null until it is connected. */
  session = null;
  announcer = new Announcer(this);
  #inherited = new ContextConsumer(this, { context: sessionContext, subscribe: true, callback: () => this.#unsettle() });
  #given = new ContextProvider(this, { context: sessionContext });
  #own = null;
  #listening = null;
  #isSettled = false;

  constructor() {
    super();
    new SpeechController(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#unsettle();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // Whoever only moves it puts it back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#enter(null);
      this.#own?.close();
      this.#own = null;
    });
  }

  willUpdate(changed) {
    if (!this.#isSettled || [...OWN, ...TOLD].some((name) => changed.has(name))) this.#settle();
  }

  firstUpdated() {
    // Whatever gives it its settings has done so by then.
    setTimeout(() => this.isConnected && !this.session && this.tell("error", { error: new TypeError(`<${this.localName}> needs a base-url, a client or a store, or stands in a <truconsent-scope>`) }));
  }

  /** What it is told, itself or by what it stands in. */
  setting(name) {
    return this[name] ?? this.session?.settings[name];
  }

  /** Frameworks set one property after the other: it is looked at once all are there. */
  #unsettle() {
    this.#isSettled = false;
    this.requestUpdate();
  }

  /** Finds the session that it belongs to. Nothing of its own: that of what it stands in. */
  #settle() {
    if (!this.isConnected) return;
    this.#isSettled = true;
    const inherited = this.#inherited.value ?? null;
    const has = (name) => this[name] !== undefined && this[name] !== null;
    const own = Object.fromEntries([...OWN, ...TOLD].filter(has).map((name) => [name, this[name]]));
    const settings = { ...inherited?.settings, ...own };
    if (!OWN.some(has) || !(settings.baseUrl || settings.client || settings.store)) {
      this.#enter(inherited);
      return;
    }
    const isSame = this.#own && sameSettings(this.#own.settings, settings);
    if (isSame) {
      this.#own.told(settings);
    } else {
      this.#own?.close();
      this.#own = new Session(settings);
    }
    this.#enter(this.#own);
  }

  #enter(session) {
    if (this.session === session) return;
    this.#listening?.abort();
    this.#listening = null;
    this.session = session;
    this.#given.setValue(session);
    if (session) {
      this.#listening = new AbortController();
      session.listen((news) => {
        this.heard?.(news);
        this.requestUpdate();
      }, this.#listening.signal);
    }
    this.entered?.(session);
    this.requestUpdate();
  }

  /** Tells the page; false where the page does not want it to happen. */
  tell(name, detail, { cancelable = false } = {}) {
    return this.dispatchEvent(new CustomEvent(`truconsent-${name}`, { bubbles: true, composed: true, cancelable, detail }));
  }

  /** Whether the page lets a decision about a banner be sent. */
  maySend(decision, banner) {
    return this.tell("decide", { decision, banner }, { cancelable: true });
  }

  /** Says something to somebody who cannot see it. */
  say(text) {
    this.announcer.say(text);
  }

  render() {
    const { words } = this;
    if (!words) return nothing;
    return html`<div class="root" part="root" lang=${words.tag} dir=${words.dir}>
      ${this.content(words)}
      ${this.announcer.place(false)}
    </div>`;
  }
}
