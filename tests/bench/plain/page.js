// What the demo is measured against: the same person's current consents, asked for with the same three calls and shown
// with the same content, written by hand for this one page. It copes with nothing: no failure, no odd answer, no second
// language, no decision.

const NAMES = { approved: "Allowed", ended: "Ended", declined: "Declined", pending: "Not decided" };
const NOT_ASKED = "Not asked";
const ACTIONS = {
  approved: "You agreed to everything", declined: "You declined everything", partial_consent: "You agreed to some of it",
  revoked: "You withdrew your consent", no_action: "You closed the notice without deciding",
};
const dates = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short" });

async function show() {
  const { user_id: userId, name } = JSON.parse(document.querySelector('meta[name="data-principal"]').content);
  document.getElementById("who").textContent = name;
  const [all, own, status] = await Promise.all([
    "/api/banners", `/api/banners/user/${userId}`, `/api/api/v1/external/consents/user-status?userId=${userId}`,
  ].map(async (address) => (await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" })).json()));

  const mine = new Map(own.map((banner) => [banner.collection_point, banner]));
  const records = new Map(status.collection_points.map((entry) => [entry.collection_point.id, entry]));
  const points = all.map((banner) => {
    const entry = records.get(banner.collection_point);
    records.delete(banner.collection_point);
    return merged(mine.get(banner.collection_point) ?? banner, entry);
  });
  for (const entry of records.values()) {
    const purposes = entry.latest_consent.purpose_consents.map(({ purpose_id: id, purpose_name: name, is_mandatory }) =>
      ({ id, name, is_mandatory }));
    points.push(merged({ title: entry.collection_point.name, purposes, data_elements: [], legal_entities: [] }, entry));
  }

  const states = points.flatMap(({ purposes }) => purposes.map(({ state }) => state));
  const tally = Object.entries(NAMES).map(([state, name]) =>
    el("li", chip(state, `${states.filter((one) => one === state).length} ${name.toLowerCase()}`)));
  document.getElementById("answer").replaceChildren(classed("tally", el("ul", ...tally)), ...points.map(card));
  document.getElementById("consents").removeAttribute("aria-busy");
}

function merged(banner, entry) {
  const latest = entry?.latest_consent;
  const list = new Map(latest?.purpose_consents?.map(({ purpose_id: id, status }) => [id, status]));
  const whole = { approved: "approved", declined: "declined", revoked: "declined" }[latest?.action];
  const isOwn = "shown_to_principal" in banner;
  const purposes = banner.purposes.map((purpose) => {
    const word = latest ? (list.size > 0 ? list.get(purpose.id) : whole) : isOwn && !entry ? purpose.consented : "pending";
    const isNotice = purpose.is_legitimate === true || purpose.purpose_type === "legitimate_interest";
    const hasEnded = word === "approved" && latest && isOver(latest.timestamp, purpose.expiry_period);
    return { ...purpose, state: isNotice ? "notice" : hasEnded ? "ended" : word in NAMES ? word : "pending" };
  });
  return { ...banner, purposes, latest, displayId: entry?.collection_point.display_id };
}

function isOver(timestamp, period) {
  const [, number, unit] = /^(\d+) (Day|Month|Year)s?$/.exec(period ?? "") ?? [];
  if (!unit) return false;
  const part = { Day: "Date", Month: "Month", Year: "FullYear" }[unit];
  const end = new Date(`${timestamp}Z`);
  end[`setUTC${part}`](end[`getUTC${part}`]() + Number(number));
  return end <= new Date();
}

function card({ title, asset, displayId, latest, purposes, data_elements: data, legal_entities: entities }) {
  const action = latest ? `${ACTIONS[latest.action]} on ${dates.format(new Date(`${latest.timestamp}Z`))}` : "No decision on record";
  const place = [asset?.name, asset?.asset_type, displayId].filter(Boolean).join(" · ");
  return classed("card point", el("article",
    el("h3", title), classed("quiet", el("p", place)), el("p", el("strong", action)),
    classed("purposes", el("ul", ...purposes.map((purpose) => row(purpose, data, entities)))),
    facts([["All data used here", names(data)], ["All organisations involved", names(entities)]])));
}

function row({ name, state, is_mandatory: isMandatory, description, relationships, expiry_period: period }, data, entities) {
  const used = (kind, known) => names(known.filter(({ id }) => relationships?.[kind]?.includes(id)));
  return classed("purpose", el("li",
    el("h4", name), chip(state, NAMES[state] ?? NOT_ASKED), classed("quiet", el("p", isMandatory ? "Required" : "Optional")),
    description ? el("p", description) : "",
    facts([["Your data", used("data_elements", data)], ["Used by", used("legal_entities", entities)], ["For how long", period]])));
}

const names = (items) => items.map(({ name }) => name).join(", ");
const chip = (state, text) => classed(`chip ${state}`, el("span", text));
const facts = (rows) => el("dl", ...rows.filter(([, value]) => value).map(([name, value]) =>
  el("div", el("dt", name), el("dd", value))));

function el(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

function classed(names, element) {
  element.className = names;
  return element;
}

show();
