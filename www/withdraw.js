/** Withdrawing all that was allowed at a collection point: as easy as allowing it, and named before it is done. */

import { el, icon, named } from "./dom.js";
import { nameOf, titleOf } from "./point.js";
import { Sheet } from "./sheet.js";
import { phrase, t } from "./words.js";

/** Asks once, and records it. */
export function withdraw(banner, { desk, back }) {
  const sheet = new Sheet(desk, "withdraw", { back });
  const listed = (state, key) => {
    const found = banner.purposes.filter(({ consented }) => consented === state).map(nameOf);
    return found.length > 0 && [el("p", {}, t(key)),
      el("ul", { class: "withdrawn" }, found.map((name) => el("li", {}, icon("declined"), el("span", {}, name))))];
  };
  const confirm = async () => {
    const decision = desk.decide(banner, "decline_all");
    if (await sheet.send(decision, banner.title)) sheet.done(decision.collection_point_id, banner.title);
  };
  sheet.again = confirm;
  const what = () => titleOf(banner);
  sheet.show({
    title: phrase("withdraw.title", { title: what() }),
    what,
    body: [
      listed("approved", "withdraw.approved"),
      listed("pending", "withdraw.pending"),
      banner.purposes.length === 0 && el("p", {}, t("withdraw.whole")),
      el("p", { class: "quiet" }, t("withdraw.after")),
    ].flat(),
    foot: [
      sheet.action(named(t("withdraw.confirm"), what()), confirm, "verdict"),
      sheet.action(named(t("withdraw.keep"), what()), () => sheet.close(), "verdict verdict-plain"),
    ],
  });
  sheet.open();
}
