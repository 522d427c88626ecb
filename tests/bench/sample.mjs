// Data for the benchmark: made up, and the same in every run.

/** A person's banners and status, each point with a record of every purpose, as most people have them. */
export function typical(points, purposes) {
  const banners = Array.from({ length: points }, (_, point) => banner(point, purposes));
  const collection_points = banners.map((of, point) => entry(of, point));
  return { banners, status: { user_id: "usr_asha", total_consents: points, collection_points, timestamp: time(0) } };
}

/** The same with everything that the rules provide for, drawn at random from a seed. */
export function mixed(points, purposes, seed) {
  const random = generator(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const words = ["approved", "declined", "pending", "Approved", "rejected", "yes", "no", "shown", true, false, null, 7];
  const actions = ["approved", "declined", "partial_consent", "revoked", "no_action", "Approved", "odd", "Partially Consented", "Notice Shown", null];
  const { banners, status } = typical(points, purposes);
  for (const of of banners) {
    if (random() < 0.3) delete of.shown_to_principal;
    for (const purpose of of.purposes) {
      purpose.consented = pick(words);
      purpose.expiry_period = pick(["1 Year", "90 Days", "6Months", "2 weeks", "never", null]);
      if (random() < 0.1) purpose.is_legitimate = true;
    }
  }
  for (const at of [...status.collection_points]) {
    const chance = random();
    const latest = at.latest_consent;
    latest.action = pick(actions);
    for (const consent of latest.purpose_consents) {
      consent.status = pick(words);
      if (random() < 0.1) consent.purpose_type = "legitimate_interest";
    }
    if (chance < 0.1) at.latest_consent = null;
    else if (chance < 0.2) latest.purpose_consents = [];
    else if (chance < 0.3) latest.purpose_consents.splice(0, 3);
    else if (chance < 0.4) latest.purpose_consents.push({ ...latest.purpose_consents[0], status: pick(words) });
    else if (chance < 0.5) at.collection_point.id = "elsewhere";
    else if (chance < 0.6) status.collection_points.splice(status.collection_points.indexOf(at), 1);
    else if (chance < 0.8) status.collection_points.push(again(at, pick(["2026-04-21T10:34:52.5", "2026-04-21T10:34:52Z", "soon", null])));
  }
  return { banners, status: random() < 0.1 ? null : status };
}

function again(at, timestamp) {
  const copy = structuredClone(at);
  copy.latest_consent.timestamp = timestamp;
  copy.latest_consent.purpose_consents.forEach((consent) => (consent.status = "declined"));
  return copy;
}

const time = (minutes) => new Date(Date.UTC(2026, 3, 21) + minutes * 60_000).toISOString().replace("Z", "");
const approved = (point, purpose) => (point + purpose) % 3 !== 0;

function banner(point, purposes) {
  const id = `a1b2c3d4-e5f6-7890-abcd-${String(point).padStart(12, "0")}`;
  return {
    banner_id: id,
    collection_point: id,
    title: `Collection point ${point}`,
    asset: { id: "f1e2d3c4-b5a6-7890-abcd-123456789012", name: "Web site", description: null, asset_type: "website" },
    purposes: Array.from({ length: purposes }, (_, purpose) => ({
      id: `b2c3d4e5-f6a7-8901-bcde-${String(purpose).padStart(12, "0")}`,
      name: `Purpose ${purpose}`,
      is_mandatory: purpose === 0,
      expiry_period: "1 Year",
      consented: approved(point, purpose) ? "approved" : "declined",
      relationships: { data_elements: ["de-1"], legal_entities: ["le-1"] },
    })),
    data_elements: [{ id: "de-1", name: "Email address" }],
    legal_entities: [{ id: "le-1", name: "Acme Corp Ltd" }],
    shown_to_principal: false,
  };
}

function entry(of, point) {
  return {
    collection_point: {
      id: of.collection_point,
      display_id: `cp_${point}`,
      name: of.title,
      description: null,
      consent_type: "explicit",
    },
    latest_consent: {
      id: `log-${point}`,
      action: "partial_consent",
      purpose_consents: of.purposes.map((purpose, position) => ({
        purpose_id: purpose.id,
        purpose_name: purpose.name,
        status: approved(point, position) ? "approved" : "declined",
        is_mandatory: purpose.is_mandatory,
        purpose_type: "marketing",
        purpose_version: 1,
      })),
      timestamp: time(point),
      status: "pending",
      request_id: `req-${point}`,
    },
  };
}

// mulberry32
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
