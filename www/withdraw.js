/** Withdrawing all that was allowed at a collection point: as easy as allowing it, and named before it is done. */

import { asked } from "./basis.js";
import { allowsSomething } from "./desk.js";
import { el, icon, named } from "./dom.js";
import { nameOf, titleOf } from "./point.js";
import { Sheet } from "./sheet.js";
import { phrase, t } from "./words.js";

/** Asks once, and records it. `bannerOf(point)` is a point's banner as it is now. */
export function withdraw(point, { desk, bannerOf, back }) {
  const sheet = new Sheet(desk, "withdraw", { back });
  const ask = (isChanged) => {
    const banner = bannerOf(point);
    const confirm = async () => {
      const end = await sheet.send(desk.decide(banner, "decline_all"), banner);
      if (end === "saved") sheet.done(point, banner.title);
      if (end !== "changed") return;
      ask(true);
      sheet.sayChanged();
    };
    sheet.again = confirm;
    const what = () => titleOf(banner);
    const isAllowed = allowsSomething(banner);
    sheet.show({
      title: phrase("withdraw.title", { title: what() }),
      what,
      body: [isChanged && sheet.changed(), ...(isAllowed ? consequences(banner) : [el("p", {}, t("withdraw.nothing"))])],
      foot: isAllowed ? [
        sheet.action(named(t("withdraw.confirm"), what()), confirm, "verdict"),
        sheet.action(named(t("withdraw.keep"), what()), () => sheet.close(), "verdict verdict-plain"),
      ] : [],
    });
  };
  ask(false);
  sheet.open();
}

/** What the withdrawal changes. */
function consequences(banner) {
  const listed = (state, key) => {
    const found = asked(banner).filter(({ consented }) => consented === state).map(nameOf);
    return found.length > 0 && [el("p", {}, t(key)),
      el("ul", { class: "withdrawn" }, found.map((name) => el("li", {}, icon("declined"), el("span", {}, name))))];
  };
  return [
    listed("approved", "withdraw.approved"),
    listed("pending", "withdraw.pending"),
    banner.purposes.length === 0 && el("p", {}, t("withdraw.whole")),
    el("p", { class: "quiet" }, t("withdraw.after")),
  ].flat();
}
