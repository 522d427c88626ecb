// <truconsent-center>: all of a person's rights in one place.

import { html, nothing } from "lit";
import { tally } from "./consents/summary.js";
import { RightsElement } from "./element.js";

/** From this width on, who is responsible stands beside the sections, and before them for whoever goes by the keyboard. */
const WIDE_REM = 60;

const SECTIONS = ["consents", "grievances", "nominees", "officer"];

/**
 * All of a person's rights in one place: consents, requests, nominees, officer.
 *
 * @element truconsent-center
 * @slot logo - Above everything.
 * @slot heading - In the place of the title and what it says below.
 * @slot intro - Above the sections.
 * @slot footer - Below the sections.
 * @csspart columns - The sections, and what stands beside them.
 * @csspart sections - The sections.
 * @csspart side - What stands beside them.
 * @csspart nav - The way to each section.
 */
export class TruconsentCenter extends RightsElement {
  #isWide = false;
  /** One and the same, wherever it stands. */
  #officer = null;
  #watch = null;

  connectedCallback() {
    super.connectedCallback();
    this.#measure();
    this.#watch = new ResizeObserver(() => this.#measure());
    this.#watch.observe(this);
  }

  #measure() {
    const isWide = this.clientWidth >= WIDE_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (isWide === this.#isWide) return;
    this.#isWide = isWide;
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  refresh() {
    this.session?.reread("all");
  }

  #goTo(name) {
    const section = this.renderRoot.querySelector(`truconsent-${name}`);
    section.scrollIntoView({ block: "start" });
    section.focus();
  }

  /** Takes the reader to the first section. */
  focus() {
    this.renderRoot.querySelector("truconsent-consents")?.focus();
  }

  content(words) {
    this.#officer ??= Object.assign(document.createElement("truconsent-officer"), { id: "officer", className: "card officer" });
    const { consents, phase } = this.session?.store?.get() ?? { phase: "loading" };
    return html`
      <slot name="logo"></slot>
      <slot name="heading"><div class="intro"><h1>${words.t("title")}</h1><p class="lead">${words.t("lead")}</p></div></slot>
      <slot name="intro"></slot>
      <div class="columns ${this.#isWide ? "columns-wide" : ""}" part="columns">
        <div class="side" part="side">
          <nav aria-label=${words.t("nav.label")} part="nav"><ul>
            ${SECTIONS.map((name) => html`<li><a href="#${name}" @click=${(event) => {
              event.preventDefault();
              this.#goTo(name);
            }}>${words.t(`${name}.title`)}</a></li>`)}
          </ul></nav>
          <div class="side-tally">${this.#isWide && phase !== "failed" && consents?.banners.length ? tally(words, consents.banners) : nothing}</div>
          ${this.#isWide ? this.#officer : nothing}
        </div>
        <div class="sections ${phase === "loading" ? "sections-waiting" : ""}" part="sections">
          <truconsent-consents id="consents" class=${this.#isWide ? "tally-beside" : ""} exportparts=${PARTS}></truconsent-consents>
          <truconsent-grievances id="grievances" exportparts=${PARTS}></truconsent-grievances>
          <truconsent-nominees id="nominees" exportparts=${PARTS}></truconsent-nominees>
          ${this.#isWide ? nothing : this.#officer}
        </div>
      </div>
      <slot name="footer"></slot>`;
  }
}

/** What can be styled from outside, of all that stands in it. */
const PARTS = [
  "actions", "body", "button", "card", "choice", "choice-option", "dialog", "end", "field", "foot", "form", "head", "history", "input",
  "notice", "preview", "purpose", "queue", "receipt", "record", "section", "state", "tally", "timeline", "title",
].join(", ");
