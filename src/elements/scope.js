// <truconsent-scope>: elements of a page that share one client, one person, one store. It shows what is in it, as it is.

import { css, html } from "lit";
import { RightsElement } from "./element.js";

/**
 * Elements in it share what it is told: one client, one person, one store. It shows nothing of its own.
 *
 * @element truconsent-scope
 * @slot - What shares it.
 */
export class TruconsentScope extends RightsElement {
  static styles = css`:host { display: contents; }`;

  render() {
    return html`<slot></slot>`;
  }
}
