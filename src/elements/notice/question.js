// One notice, and the decision about it.

import { html, nothing } from "lit";
import { changesOf, askedAgain } from "../consents/changes.js";
import { needOf } from "../consents/need.js";
import { legitimateUses, titleOf } from "../consents/purpose.js";
import { asked, asksAgain, asksNothing, onRecord, saysNothingNew } from "../consents/standing.js";
import { button, named, notice } from "../parts/parts.js";
import { before, choices, decided, forAll, preview } from "./choices.js";
import { organisation, ownText } from "./look.js";
import { languageChoice } from "./translation.js";

export class Question {
  #host;
  #session;
  #sheet;
  #answered;
  #changed;
  #isChanged;
  #need;
  #picked;
  #wrong = [];
  #hasLogo = true;
  /** The notice in detail; null until it is there. */
  look = null;
  /** The language in which it is shown; null where nobody says. */
  languageShown = null;

  /**
   * `banner` is what the person is shown; `isUnread`: what is on record could not be read; `isChanged`: it is asked again,
   * for the record has changed. `answered(attempt)` hears of a decision that is on record, `changed()` that another one is.
   */
  constructor(host, { session, sheet, banner, isUnread, isChanged, answered, changed }) {
    this.#host = host;
    this.#session = session;
    this.#sheet = sheet;
    this.banner = banner;
    this.isUnread = isUnread;
    this.#isChanged = isChanged;
    this.#answered = answered;
    this.#changed = changed;
    this.#need = needOf(banner);
    this.#picked = before(banner, this.#isOpen);
  }

  /** Whether nobody has decided about a purpose yet, or it is to be decided anew. */
  #isOpen = ({ id, consented }) => consented === "pending"
    || (asksAgain(this.#need) && consented === "approved" && this.#need.purposes.includes(id));

  /** Over nothing: each answer is one click away. Over a record what is changed is shown before it is saved. */
  get #isFresh() {
    return asked(this.banner).every(this.#isOpen);
  }

  #loseLogo() {
    this.#hasLogo = false;
    this.#host.requestUpdate();
  }

  #decision(choice = decided(this.#picked)) {
    return this.#session.decide(this.banner, choice, this.languageShown);
  }

  #pick(picked) {
    this.#picked = { ...this.#picked, ...picked };
    this.#wrong = [];
    this.#sheet.say("");
  }

  async #save(choice) {
    let decision;
    try {
      decision = this.#decision(choice);
    } catch (error) {
      await this.#explain(error);
      return;
    }
    if (!asksAgain(this.#need) && saysNothingNew(this.banner, decision)) {
      this.#sheet.say(this.#host.words.t("decide.same"));
      return;
    }
    if (!this.#host.maySend(decision, this.banner)) return;
    this.#sheet.again = () => this.#save(choice);
    const attempt = await this.#sheet.send(decision, this.banner);
    if (attempt?.state === "saved") this.#answered(attempt);
    if (attempt?.state === "changed") this.#changed();
  }

  /** Says at the purposes what is wrong with them, and goes to the first. */
  async #explain(error) {
    if (error?.code !== "mandatory_purpose") {
      this.#sheet.say(this.#host.words.t("decide.failed"));
      return;
    }
    this.#wrong = error.fields.map(({ field }) => field);
    await this.#sheet.drawn();
    const wrong = this.#sheet.element.querySelector("[aria-invalid]:checked") ?? this.#sheet.element.querySelector("[aria-invalid]");
    wrong?.focus();
  }

  /** The parts of the sheet; `shown` is the notice in the language in which it is read. */
  render(words, shown, { progress, canLeave }) {
    const { banner } = shown;
    const what = titleOf(words, banner);
    if (!this.look) return { title: what, what, body: html`<p class="quiet">${words.t("decide.loading")}</p>` };
    this.languageShown = shown.language;
    const title = ownText(shown.look, "banner_title");
    return {
      title: title ? words.said(title) : what,
      what,
      body: this.#body(words, shown, what, progress, canLeave),
      above: this.#isFresh ? nothing : this.#preview(words, banner),
      foot: this.#foot(words, shown, what),
    };
  }

  /** Whether the answer is about the notice as a whole, which lists no purposes. */
  get #isWhole() {
    return this.banner.purposes.length === 0;
  }

  #preview(words, banner) {
    return preview(words, banner, { read: () => this.#decision(), isAgain: asked(banner).some(this.#isOpen) });
  }

  #body(words, { banner, look, language, languages }, what, progress, canLeave) {
    const isTold = asksNothing(banner);
    const canDismiss = canLeave && !this.#isChanged && !this.isUnread && !onRecord(banner) && !isTold;
    const footer = ownText(look, "footer_text");
    const readIn = (wanted) => {
      this.#host.readIn(wanted);
      this.#host.say(words.t("notice.language_changed", { language: languages.find(({ code }) => code === wanted).label }));
    };
    const lead = this.#isWhole ? "decide.lead_whole" : "decide.lead";
    return html`
      ${this.#isChanged ? changedNotice(words) : nothing}
      ${progress ? html`<p class="quiet">${progress}</p>` : nothing}
      ${languageChoice(words, languages, language, readIn)}
      ${organisation(words, look, { hasLogo: this.#hasLogo, lost: () => this.#loseLogo() })}
      ${askedAgain(words, banner, this.#need)}
      ${changesOf(words, banner, this.#need)}
      ${isTold ? nothing : html`<p>${words.phrase(lead, { title: what })}</p>`}
      ${this.#isFresh ? nothing : this.#setAll(words, banner, what)}
      ${isTold || this.#isWhole ? nothing
        : choices(words, banner, { look, picked: this.#picked, wrong: this.#wrong, pick: (id, state) => this.#pick({ [id]: state }) })}
      ${this.#isFresh && !isTold && !this.#isWhole ? this.#preview(words, banner) : nothing}
      ${legitimateUses(words, banner, { level: 3, details: look.purposes })}
      ${footer ? words.saidAtLength(footer) : nothing}
      ${canDismiss ? html`<p class="quiet">${words.t("decide.leaving")}</p>` : nothing}`;
  }

  #foot(words, { banner, look }, what) {
    const verdict = (own, key, choice, more) => {
      const says = ownText(look, own);
      const does = words.t(key);
      const label = says && says.toLowerCase() !== does.toLowerCase()
        ? html`${words.said(says)}<span class="verdict-does">${does}</span><span class="unseen"> ${what}</span>` : named(does, what);
      return this.#sheet.action(label, () => this.#save(choice), "verdict", more);
    };
    if (asksNothing(banner)) return verdict("", "act.acknowledge", "acknowledge");
    const save = this.#isWhole ? nothing : verdict("action_button_text", "decide.save", undefined, { describedBy: "preview" });
    if (!this.#isFresh) {
      return html`${save}${button(named(words.t("decide.cancel"), what), () => this.#host.hide(), { kind: "verdict verdict-plain" })}`;
    }
    return html`
      ${this.#isWhole ? verdict("action_button_text", "decide.approve_whole", "approve_all") : verdict("", "decide.approve_all", "approve_all")}
      ${verdict("reject_all_text", this.#isWhole ? "decide.decline_whole" : "decide.decline_all", "decline_all")}
      ${hasBoth(banner) ? verdict("", "decide.necessary_only", "necessary_only") : nothing}
      ${save}`;
  }

  /** Buttons that choose for every purpose, over a record: what they change is shown before it is saved. */
  #setAll(words, banner, what) {
    const set = (state, key) => this.#sheet.action(named(words.t(key), what), () => {
      this.#pick(forAll(banner, state));
      this.#sheet.say(words.t("decide.set"));
    });
    return html`<div class="set-all" role="group" aria-label=${words.t("decide.set_all")}>
      ${set("approved", "decide.approve_all")}
      ${hasBoth(banner) ? set("necessary", "decide.necessary_only") : nothing}
      ${set("declined", "decide.decline_all")}
    </div>`;
  }
}

/** Whether "only what is required" is something else than all or nothing. */
const hasBoth = (banner) => new Set(asked(banner).map(({ is_mandatory: mandatory }) => mandatory)).size === 2;

/** What stands where something is asked again because the record has changed. */
export const changedNotice = (words) => notice("warn", "warn", html`
  <p><strong>${words.t("changed.title")}</strong></p><p>${words.t("changed.text")}</p>`);

/** The same for somebody who cannot see it. */
export const sayChanged = (host) => host.say(`${host.words.t("changed.title")}. ${host.words.t("changed.text")}`);
