// What stands above the collection points: how many purposes are in which state, and what waits for a decision.

import { html, nothing } from "lit";
import { nextStep, serverSays } from "../outcome.js";
import { icon } from "../parts/icon.js";
import { button, chip, named, notice } from "../parts/parts.js";
import { reason } from "../reason.js";
import { titleOf } from "./purpose.js";
import { asked, stateOf } from "./standing.js";

export function tally(words, banners) {
  const states = banners.flatMap(asked).map(stateOf);
  const line = (state) => {
    const n = states.filter((one) => one === state).length;
    // That none has ended is no news.
    return n > 0 || state !== "ended" ? html`<li>${chip(state, words.count(`tally.${state}`, n))}</li>` : nothing;
  };
  return html`<ul class="tally" part="tally" aria-label=${words.t("tally.label")}>
    ${["approved", "ended", "declined", "pending"].map(line)}
  </ul>`;
}

/** That only the notices themselves could be read, and not what is on record. */
export const degraded = (words, error, again) => notice("warn", "warn", html`
  <h3>${words.t("degraded.title")}</h3>
  <p>${words.t("degraded.text")} ${nextStep(words, reason(error))}</p>
  ${serverSays(words, error?.serverMessage)}
  ${button(named(words.t("try_again"), words.t("consents.title")), again, { kind: "button-strong" })}`);

/** The collection points that wait for a decision: offered, never laid over the page. `start()` begins with the first. */
export function queue(words, waiting, start) {
  if (waiting.length === 0) return nothing;
  return html`<section class="card queue" part="card queue" aria-labelledby="queue-title">
    ${icon("pending")}
    <div class="notice-text">
      <h3 id="queue-title">${words.count("waiting", waiting.length)}</h3>
      <p>${words.list(waiting.map((banner) => titleOf(words, banner)))}</p>
      <p class="quiet">${words.t("queue.text")}</p>
    </div>
    ${button(words.t("queue.start"), start, { kind: "button-strong", act: "queue" })}
  </section>`;
}
