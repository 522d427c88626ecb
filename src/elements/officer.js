// <truconsent-officer>: who is responsible for a person's data.

import { html, nothing } from "lit";
import { mailto } from "./parts/mailto.js";
import { facts } from "./parts/parts.js";
import { RightsSection } from "./section.js";
import { filled } from "./words/texts.js";

/**
 * Who is responsible for a person's data. Needs no person.
 *
 * @element truconsent-officer
 * @slot heading - In the place of the title.
 * @slot intro - Below the title.
 * @slot footer - At the end.
 */
export class TruconsentOfficer extends RightsSection {
  #officer = null;

  get name() {
    return "officer";
  }

  get isPersonal() {
    return false;
  }

  ask(session) {
    return session.officer();
  }

  take(officer) {
    this.#officer = officer;
  }

  body(words) {
    if (this.error) return this.failure(words);
    if (!this.#officer) return html`<p><strong>${words.t("officer.none")}</strong></p><p class="quiet">${words.t("officer.none_next")}</p>`;
    const { full_name: name, email, appointment_date: since, qualifications, responsibilities } = this.#officer;
    return html`
      <p class="quiet">${words.t("officer.role")}</p>
      ${filled(name) ? html`<p class="officer-name">${words.said(name)}</p>` : nothing}
      ${filled(email) ? html`<p>${mailto(words, email)}</p>` : nothing}
      ${facts(words, [
        ["officer.since", filled(since) && words.when(since)],
        ["officer.qualifications", filled(qualifications) && words.said(qualifications)],
        ["officer.responsibilities", filled(responsibilities) && words.said(responsibilities)],
      ])}
      <p class="quiet">${words.t("officer.lead")}</p>`;
  }
}
