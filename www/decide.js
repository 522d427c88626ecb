/** The consent banner: one collection point after the other, each with its notice and a decision about it. */

import { askedAgain, changesOf } from "./again.js";
import { asked } from "./basis.js";
import { PurposeChoices } from "./choices.js";
import { asksAgain, onRecord, undecided } from "./desk.js";
import { announce as say, button, el, named, said } from "./dom.js";
import { lookOf, organisation, ownText, paint } from "./look.js";
import { announce } from "./outcome.js";
import { legitimateUses, titleOf } from "./point.js";
import { Sheet } from "./sheet.js";
import { languageChoice, translated } from "./translation.js";
import { count, phrase, t } from "./words.js";

/**
 * Asks about these collection points. `bannerOf(point)` is a point's banner as it is now; `unread`: what is on record
 * could not be read; `back()` is the element that the focus returns to.
 */
export function decide(points, { desk, bannerOf, unread, back }) {
  let shown = null;
  /** In which it is read, once somebody chose one; and the one that it is shown in. */
  const tongue = { wanted: undefined, shown: null };
  const sheet = new Sheet(desk, "decision", { back, left: () => shown && closedWithout(shown) });
  const closedWithout = async (banner) => {
    // What cannot be read may be a decision. And a decision is never covered by "closed without deciding".
    if (unread || onRecord(banner) || desk.attempt(banner.collection_point)) return;
    await desk.dismiss(banner, tongue.shown);
    announce(desk, banner.collection_point, banner.title);
  };
  const go = async (i) => {
    const banner = bannerOf(points[i]);
    shown = banner;
    sheet.sent = false;
    tongue.shown = null;
    const what = () => titleOf(translated(banner, {}, tongue.wanted).banner);
    sheet.show({ title: what(), what, body: [el("p", { class: "quiet" }, t("decide.loading"))] });
    sheet.title.focus();
    const look = await lookOf(banner, desk.pkg.client, AbortSignal.any([sheet.over, desk.signal]));
    if (sheet.closed) return;
    paint(sheet.dialog, look, sheet.over);
    const progress = points.length > 1 && t("decide.progress", { n: i + 1, of: points.length });
    ask(sheet, banner, look, {
      dismissible: !unread && !onRecord(banner),
      progress,
      saved: () => (i + 1 < points.length ? saved(i) : sheet.done(points[i], banner.title)),
      bannerOf,
      tongue,
    });
  };
  const saved = (i) => {
    shown = null;
    const [now, next] = [points[i], points[i + 1]].map((point) => () => titleOf(bannerOf(point)));
    sheet.dialog.style.removeProperty("--brand");
    sheet.show({
      title: t("saved.title"),
      what: now,
      body: [
        el("p", {}, phrase("saved.text", { title: now() })),
        el("p", { class: "quiet" }, count("more", points.length - i - 1), " ",
          phrase("saved.next", { title: next() })),
      ],
      foot: [
        button(named(t("saved.go_on"), next()), () => go(i + 1), "verdict"),
        button(t("saved.done"), () => sheet.close(), "verdict"),
      ],
    });
    sheet.title.focus();
  };
  sheet.open();
  go(0);
}

/**
 * Shows one notice and takes the decision about it; again where the record has `changed` since it was shown, and in
 * another language with what is `picked` already.
 */
function ask(sheet, merged, sent, { dismissible, progress, changed, saved, bannerOf, tongue, picked }) {
  const { desk } = sheet;
  // What is shown may be a translation; what is decided about is what the API sent.
  const { banner, look, language, languages } = translated(merged, sent, tongue.wanted);
  tongue.shown = language;
  const need = desk.need(banner);
  const again = asksAgain(need);
  const isOpen = ({ id, consented }) => consented === "pending"
    || (again && consented === "approved" && need.purposes.includes(id));
  const title = ownText(look, "banner_title");
  const footer = ownText(look, "footer_text");
  const whole = banner.purposes.length === 0;
  const what = () => titleOf(banner);
  const choices = whole ? null : new PurposeChoices(banner, look, {
    read: (chosen) => desk.decide(merged, chosen, language), touched: () => sheet.say(""), isOpen, picked,
  });
  const readIn = (wanted) => {
    tongue.wanted = wanted;
    ask(sheet, merged, sent, { dismissible, progress, changed, saved, bannerOf, tongue, picked: choices?.picked });
    sheet.body.querySelector("select").focus();
    say(t("notice.language_changed", { language: languages.find(({ code }) => code === wanted).label }));
  };

  const save = async (wanted) => {
    let decision;
    try {
      decision = desk.decide(merged, wanted, language);
    } catch (error) {
      if (error?.code === "mandatory_purpose") choices.explain(error.fields);
      else sheet.say(t("decide.failed"));
      return;
    }
    if (!again && nothingNew(merged, decision)) {
      sheet.say(t("decide.same"));
      return;
    }
    sheet.again = () => save(wanted);
    const end = await sheet.send(decision, merged);
    if (end === "saved") saved();
    if (end !== "changed") return;
    ask(sheet, bannerOf(merged.collection_point), sent, { progress, changed: true, saved, bannerOf, tongue });
    sheet.sayChanged();
  };
  const verdict = (own, key, act) => {
    const says = ownText(look, own);
    const does = t(key);
    const label = says && says.toLowerCase() !== does.toLowerCase()
      ? [said(says, "span"), el("span", { class: "verdict-does" }, does)] : does;
    return sheet.action(named(label, what()), act, "verdict");
  };
  const fresh = whole || asked(banner).every(isOpen);
  const saveChoices = whole ? null : verdict("action_button_text", "decide.save", () => save(choices.chosen));
  saveChoices?.setAttribute("aria-describedby", "preview");

  sheet.show({
    title: title ? said(title) : what(),
    what,
    body: [
      changed && sheet.changed(),
      progress && el("p", { class: "quiet" }, progress),
      languageChoice(languages, language, readIn),
      organisation(look),
      askedAgain(banner, need),
      changesOf(banner, need),
      el("p", {}, phrase(whole ? "decide.lead_whole" : "decide.lead", { title: what() })),
      !fresh && setAll(sheet, banner, choices),
      choices?.node,
      fresh && choices?.preview,
      legitimateUses(banner, { level: 3, details: look.purposes }),
      footer && said(footer, "p"),
      dismissible && el("p", { class: "quiet" }, t("decide.leaving")),
    ],
    // A change can be seen while it is saved, however long the notice is.
    above: fresh ? [] : [choices.preview],
    foot: fresh ? [
      whole ? verdict("action_button_text", "decide.approve_whole", () => save("approve_all"))
        : verdict("", "decide.approve_all", () => save("approve_all")),
      verdict("reject_all_text", whole ? "decide.decline_whole" : "decide.decline_all", () => save("decline_all")),
      hasBoth(banner) && verdict("", "decide.necessary_only", () => save("necessary_only")),
      saveChoices,
    ] : [saveChoices, button(named(t("decide.cancel"), what()), () => sheet.close(), "verdict verdict-plain")],
  });
}

/** Buttons that choose for every purpose, over a record: what they change is shown before it is saved. */
function setAll(sheet, banner, choices) {
  const set = (state, key) => sheet.action(named(t(key), titleOf(banner)), () => {
    choices.chooseAll(state);
    sheet.say(t("decide.set"));
  });
  return el("div", { class: "set-all", role: "group", "aria-label": t("decide.set_all") },
    set("approved", "decide.approve_all"),
    hasBoth(banner) && set("necessary", "decide.necessary_only"),
    set("declined", "decide.decline_all"));
}

/** Whether "only what is required" is something else than all or nothing. */
function hasBoth(banner) {
  return new Set(asked(banner).map(({ is_mandatory: mandatory }) => mandatory)).size === 2;
}

/** Whether the record already says just that, so that another one would say nothing. */
function nothingNew(banner, { action, changed }) {
  if (undecided(banner) || changed.length > 0) return false;
  if (banner.purposes.length === 0) {
    return action === "approved" ? banner.shown_to_principal : ["declined", "revoked"].includes(banner.latest_action);
  }
  return asked(banner).every(({ source, conflict }) => source === "status" && !conflict);
}
