/** A person's consents: the summary, each collection point, and the records that belong to none of them. */

import { api } from "./api.js";
import { controls } from "./controls.js";
import { decide } from "./decide.js";
import { Desk, onRecord, undecided } from "./desk.js";
import { button, el, notice } from "./dom.js";
import { history } from "./history.js";
import { serverSays } from "./outcome.js";
import { chip, point } from "./point.js";
import { queue } from "./queue.js";
import { empty } from "./section.js";
import { withdraw } from "./withdraw.js";
import { clock, count, t } from "./words.js";

/** Where the decisions of the person signed in are made. */
let desk = null;

/** Asks for everything at once: all collection points, the person's own states, and their records. */
export async function readConsents(person, signal) {
  const pkg = await api();
  if (desk?.signal !== signal) desk = new Desk(pkg, person, signal);
  const own = desk;
  const before = own.records.length;
  const merged = await pkg.client.currentConsents(person.user_id, { include: "all", signal });
  own.forget();
  return { merged, desk: own, before, readAt: new Date(), orphans: merged.unmatched.map((entry) => asBanner(entry, pkg.mergeConsents)) };
}

/** Shows them; `again` reads what is missing once more. */
export function showConsents({ merged, orphans, desk, before, readAt }, again) {
  const partial = merged.status === "unavailable";
  let banners = merged.banners;
  const bannerOf = (id) => banners.find(({ collection_point: point }) => point === id);
  const apply = (record) => {
    const id = record.collection_point_id;
    banners = banners.map((banner) =>
      banner.collection_point === id ? desk.pkg.applyDecision(banner, record) : banner);
  };
  // What was recorded while the answers were on their way may not be in them.
  for (const record of desk.records.slice(before)) apply(record);

  const start = (points) => decide(points, {
    desk, unread: partial, bannerOf, back: () => focusable(top) ?? heading(),
  });
  const card = (banner, i) => {
    const back = (name) => () => focusable(cards[i], name) ?? heading();
    const acts = {
      decide: () => decide([banner.collection_point], { desk, unread: partial, bannerOf, back: back("decide") }),
      withdraw: () => withdraw(banner, { desk, back: back("withdraw") }),
    };
    return point(banner, { unread: partial, foot: [controls(banner, desk, acts), history(banner, desk)] });
  };
  const warning = partial && degraded(merged.status_error, again);
  const nothing = merged.banners.length === 0 && orphans.length === 0;
  const fillTop = () => {
    const waiting = banners.filter((banner) => undecided(banner) && !(partial && banner.purposes.length === 0));
    top.replaceChildren(...[
      nothing ? !partial && empty("consents") : summary(banners, readAt),
      warning,
      !partial && !nothing && orphans.length === 0 && !banners.some(onRecord)
        && notice("info", "info", el("h3", {}, t("consents.no_records")), el("p", {}, t("consents.no_records_text"))),
      queue(waiting, start),
    ].filter(Boolean));
  };
  const top = el("div", {});
  fillTop();
  const cards = banners.map(card);
  desk.news = (id) => {
    const record = desk.records.findLast(({ collection_point_id: at }) => at === id);
    // Only what the server has confirmed changes what is shown.
    if (record && desk.attempt(id)?.state === "saved") apply(record);
    banners.forEach((banner, i) => banner.collection_point === id && renew(cards[i], () => {
      const fresh = card(banner, i);
      cards[i].replaceWith(fresh);
      cards[i] = fresh;
      return fresh;
    }));
    renew(top, () => {
      fillTop();
      return top;
    });
  };
  const nodes = [
    top,
    cards.length > 0 && el("div", { class: "points" }, cards),
    orphans.length > 0 && el("section", { class: "orphans", "aria-labelledby": "orphans-title" },
      el("h3", { id: "orphans-title" }, t("orphans.title")),
      el("p", { class: "quiet" }, t("orphans.text")),
      el("div", { class: "points" }, orphans.map((orphan) => point(orphan, { orphan: true })))),
  ].filter(Boolean);
  return { nodes, partial, message: partial ? t("degraded.title") : t("consents.loaded") };
}

const heading = () => document.getElementById("consents-title");

/** A button by what it does, or else the first there is. */
function focusable(place, name) {
  return (name && place.querySelector(`[data-act="${name}"]`)) ?? place.querySelector("[data-act]");
}

/** Replaces a part of the page; the focus stays on the same button of it. */
function renew(place, replace) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const act = focused?.dataset.act;
  const fresh = replace();
  if (focused) (focusable(fresh, act) ?? heading()).focus();
}

function summary(banners, readAt) {
  const purposes = banners.flatMap((banner) => banner.purposes);
  const tally = (state) => {
    const n = purposes.filter(({ consented }) => consented === state).length;
    return el("li", {}, chip(state, count(`tally.${state}`, n)));
  };
  return el("div", { class: "summary" },
    el("ul", { class: "tally", "aria-label": t("tally.label") }, ["approved", "declined", "pending"].map(tally)),
    el("p", { class: "quiet" }, t("consents.as_of", { time: clock(readAt) })));
}

function degraded(error, again) {
  return notice("warn", "warn",
    el("h3", {}, t("degraded.title")), el("p", {}, t("degraded.text")), serverSays(error?.serverMessage),
    button(t("try_again"), again, "button-strong"));
}

/** A record without a banner, read by the same rules as all others: as if its own purposes were a banner's. */
function asBanner(entry, mergeConsents) {
  const place = entry?.collection_point;
  const listed = entry?.latest_consent?.purpose_consents;
  const named = new Map((Array.isArray(listed) ? listed : []).map((purpose) => [purpose?.purpose_id, purpose]));
  const banner = {
    banner_id: "record", collection_point: "record", title: place?.name, asset: null,
    data_elements: [], legal_entities: [],
    purposes: [...named].map(([id, purpose]) => ({
      id, name: purpose?.purpose_name, is_mandatory: purpose?.is_mandatory, consented: null, relationships: {},
    })),
  };
  const record = { ...entry, collection_point: { ...place, id: "record" } };
  const status = { user_id: "", total_consents: 1, collection_points: [record], timestamp: null };
  return { ...mergeConsents([banner], status).banners[0], banner_id: place?.id };
}
