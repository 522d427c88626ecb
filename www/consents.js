/** A person's consents: the summary, each collection point, and the records that belong to none of them. */

import { api, reason } from "./api.js";
import { askedAgain } from "./again.js";
import { asked, stateOf } from "./basis.js";
import { controls } from "./controls.js";
import { decide } from "./decide.js";
import { Desk, onRecord, undecided } from "./desk.js";
import { button, el, named, notice } from "./dom.js";
import { history } from "./history.js";
import { announce, nextStep, serverSays } from "./outcome.js";
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
  const answer = await readAll(own);
  own.forget();
  return answer;
}

async function readAll(desk) {
  const { pkg, person, signal } = desk;
  const before = desk.records.length;
  const merged = await pkg.client.currentConsents(person.user_id, { include: "all", signal });
  const orphans = merged.unmatched.map((entry) => asBanner(entry, pkg.mergeConsents));
  return { merged, desk, before, readAt: new Date(), orphans };
}

/** The banners as they were read, with what was recorded while the answers were on their way, or since then. */
function current({ merged, desk, before }) {
  return desk.records.slice(before).reduce(
    (banners, record) => banners.map((banner) =>
      (banner.collection_point === record.collection_point_id ? desk.pkg.applyDecision(banner, record) : banner)),
    merged.banners);
}

/** Shows them; `again` reads what is missing once more. */
export function showConsents(answer, again) {
  const { merged, orphans, desk } = answer;
  const partial = merged.status === "unavailable";
  let banners = current(answer);
  const bannerOf = (id) => banners.find(({ collection_point: point }) => point === id);

  const start = (points) => decide(points, {
    desk, unread: partial, bannerOf, back: () => focusable(".queue") ?? heading(),
  });
  const card = (banner) => {
    const own = `.point[data-point="${CSS.escape(banner.banner_id)}"]`;
    const back = (name) => () => focusable(own, name) ?? heading();
    const { collection_point: id, title } = banner;
    const acts = {
      decide: () => decide([id], { desk, unread: partial, bannerOf, back: back("decide") }),
      withdraw: () => withdraw(id, { desk, bannerOf, back: back("withdraw") }),
      acknowledge: async () => {
        await desk.send(desk.decide(banner, "acknowledge"), banner);
        announce(desk, id, title);
      },
    };
    const again = askedAgain(banner, desk.need(banner));
    return point(banner, { unread: partial, again, foot: [controls(banner, desk, acts), history(banner, desk)] });
  };
  const warning = partial && degraded(merged.status_error, again);
  const nothing = merged.banners.length === 0 && orphans.length === 0;
  const fillTop = () => {
    const asks = (banner) => undecided(banner) || desk.need(banner).needed;
    const waiting = banners.filter((banner) => asks(banner) && !(partial && banner.purposes.length === 0));
    top.replaceChildren(...[
      nothing ? !partial && empty("consents") : tally(banners),
      warning,
      !partial && !nothing && orphans.length === 0 && !banners.some(onRecord)
        && notice("info", "info", el("h3", {}, t("consents.no_records")), el("p", {}, t("consents.no_records_text"))),
      queue(waiting, start),
    ].filter(Boolean));
    // In a wide window it stays in sight; the style sheet shows one of the two.
    aside.replaceChildren(...(nothing ? [] : [tally(banners)]));
  };
  const aside = el("div", {});
  const top = el("div", {});
  fillTop();
  const cards = banners.map(card);
  const redraw = (isNew) => {
    banners.forEach((banner, i) => isNew(banner) && renew(cards[i], () => {
      const fresh = card(banner);
      cards[i].replaceWith(fresh);
      cards[i] = fresh;
      return fresh;
    }));
    renew(top, () => {
      fillTop();
      return top;
    });
  };
  desk.news = (id) => {
    // Only what the server has confirmed changes what is shown.
    banners = current(answer);
    redraw((banner) => banner.collection_point === id);
  };
  desk.reread = async () => {
    const fresh = await readAll(desk).catch(() => null);
    if (!fresh || (fresh.merged.status === "unavailable" && !partial)) return false;
    const now = new Map(fresh.merged.banners.map((banner) => [banner.collection_point, banner]));
    // Each keeps its place on the page.
    fresh.merged.banners = merged.banners.map((banner) => now.get(banner.collection_point) ?? banner);
    // Also in another language it is this that is shown.
    Object.assign(answer, fresh);
    banners = current(answer);
    time.textContent = asOf();
    redraw(() => true);
    return true;
  };
  const asOf = () => t("consents.as_of", { time: clock(answer.readAt) });
  const time = el("span", {}, asOf());
  const nodes = [
    top,
    cards.length > 0 && el("div", { class: "points" }, cards),
    orphans.length > 0 && el("section", { class: "orphans", "aria-labelledby": "orphans-title" },
      el("h3", { id: "orphans-title" }, t("orphans.title")),
      el("p", { class: "quiet" }, t("orphans.text")),
      el("div", { class: "points" }, orphans.map((orphan) => point(orphan, { orphan: true })))),
  ].filter(Boolean);
  const beside = { time: nothing && partial ? [] : [time], tally: [aside] };
  return { nodes, beside, partial, message: partial ? t("degraded.title") : t("consents.loaded") };
}

const heading = () => document.getElementById("consents-title");

/** A button by what it does, or else the first there is: in what is there now, which may have been drawn anew. */
function focusable(selector, name) {
  return inside(document.querySelector(`#consents ${selector}`), name);
}

function inside(place, name) {
  return (name && place?.querySelector(`[data-act="${name}"]`)) ?? place?.querySelector("[data-act]");
}

/** Replaces a part of the page; the focus stays on the same button of it. */
function renew(place, replace) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const act = focused?.dataset.act;
  const fresh = replace();
  if (focused) (inside(fresh, act) ?? heading()).focus();
}

function tally(banners) {
  const purposes = banners.flatMap(asked);
  const counted = (state) => {
    const n = purposes.filter((purpose) => stateOf(purpose) === state).length;
    // That none has ended is no news.
    return (n > 0 || state !== "ended") && el("li", {}, chip(state, count(`tally.${state}`, n)));
  };
  return el("ul", { class: "tally", "aria-label": t("tally.label") }, ["approved", "ended", "declined", "pending"].map(counted));
}

function degraded(error, again) {
  return notice("warn", "warn",
    el("h3", {}, t("degraded.title")),
    el("p", {}, t("degraded.text"), " ", nextStep(reason(error))),
    serverSays(error?.serverMessage),
    button(named(t("try_again"), t("consents.title")), again, "button-strong"));
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
      purpose_type: purpose?.purpose_type,
    })),
  };
  const record = { ...entry, collection_point: { ...place, id: "record" } };
  const status = { user_id: "", total_consents: 1, collection_points: [record], timestamp: null };
  return { ...mergeConsents([banner], status).banners[0], banner_id: place?.id };
}
