// What the API documents: an example of each answer, and the shape that the package promises for it.

const asset = { id: "f1", name: "Marketing Website", description: null, asset_type: "website" };
const purpose = (id, consented) => ({
  id,
  name: "Marketing Communications",
  is_mandatory: false,
  expiry_period: "1 Year",
  consented,
  relationships: { data_elements: ["de-uuid-1"], legal_entities: ["le-uuid-1"] },
});
const banner = (id) => ({
  banner_id: id,
  collection_point: id,
  title: "Website Sign-up Consent",
  asset,
  purposes: [purpose("p", "approved"), purpose("q", "declined")],
  data_elements: [{ id: "de-uuid-1", name: "Email Address" }],
  legal_entities: [{ id: "le-uuid-1", name: "Acme Corp Ltd" }],
  shown_to_principal: true,
});
const consent = (purpose_id, status) => ({
  purpose_id,
  purpose_name: "Marketing emails",
  status,
  is_mandatory: false,
  purpose_type: "marketing",
  purpose_version: 1,
});
const latest = {
  id: "c1d2e3f4",
  action: "partial_consent",
  purpose_consents: [consent("p", "approved"), consent("q", "declined")],
  timestamp: "2026-04-21T10:34:52.123456",
  status: "pending",
  request_id: "r-1",
};
const entry = (id) => ({
  collection_point: { id, display_id: "cp_signup_form", name: "Sign-up form", description: null, consent_type: "explicit" },
  latest_consent: latest,
});
const ticket = {
  id: "c3d4e5f6",
  ticket_id: "GRV-A1B2C3D4",
  client_user_id: "usr_1",
  user_id: null,
  subject: "S",
  description: "D",
  category: "erasure",
  status: "open",
  attachment_url: null,
  created_at: "2024-10-15T09:30:00",
  updated_at: "2024-10-15T09:30:00",
};
const nominee = {
  id: "d4e5f6a7",
  client_user_id: "usr_1",
  nominee_name: "Jane Doe",
  nominee_email: "jane.doe@example.com",
  nominee_mobile: "+919876543210",
  relationship: "spouse",
  purpose_of_appointment: null,
  status: "pending",
  verified_at: null,
  created_at: "2024-10-15T09:00:00",
  updated_at: "2024-10-15T09:00:00",
};
const dpo = {
  id: "1a2b3c4d",
  full_name: "Alex Singh",
  email: "dpo@acmecorp.com",
  appointment_date: null,
  qualifications: null,
  responsibilities: null,
  created_at: "2026-01-15T09:00:00",
  updated_at: "2026-04-01T12:00:00",
};

/** A banner that was merged, with all that says whether to ask again. */
const merged = {
  ...banner("c"),
  display_id: null,
  latest_action: "approved",
  record_id: "r",
  recorded_at: "2026-01-01T00:00:00Z",
  version: 2,
  recorded_version: "1",
  reconsent_mode: true,
  reconsent_campaign_id: "k",
  reconsent_purposes: ["p"],
  recorded_campaign_id: "j",
  version_diff: { added_purpose_ids: ["q"], changed_purpose_ids: ["p"], removed_purposes: [{ id: "o" }], changed_fields: [{ field: "title" }] },
  purposes: [purpose("p", "approved"), purpose("q", "pending")].map((purpose) => ({
    ...purpose,
    source: "status",
    legal_basis: "consent",
    expires_at: "2026-06-01T00:00:00Z",
    expired: false,
    version: "v2.0",
    recorded_version: "v1.0",
    field_diff: [{ field: "name", old_value: "A", new_value: "B" }],
  })),
};

/** JSON text of an example, by the answer's name. */
export const examples = Object.fromEntries(
  Object.entries({
    banners: [banner("c"), banner("d")],
    detail: { ...banner("c"), version: "1", organization: { name: "Acme", logo_url: null }, cookie_config: {} },
    status: { user_id: "usr_1", total_consents: 3, collection_points: [entry("c"), entry("e")], timestamp: "2026-04-21T11:00:00Z" },
    record: { ...latest, collection_point_id: "c" },
    tickets: [ticket, { ...ticket, id: "2" }],
    ticket,
    nominees: [nominee, { ...nominee, id: "2" }],
    nominee,
    asked: merged,
    removed: { message: "Nominee deleted successfully" },
    dpo,
  }).map(([name, example]) => [name, JSON.stringify(example)]),
);

const text = (v) => typeof v === "string";
const flag = (v) => typeof v === "boolean";
const number = (v) => typeof v === "number";
const word = (v) => v === null || text(v) || flag(v);
const object = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
const nullable = (shape) => (v) => v === null || fits(v, shape);
const optional = (shape) => (v) => v === undefined || fits(v, shape);
const oneOf = (...words) => (v) => words.includes(v);
const maybe = nullable(text);
const time = nullable((v) => text(v) || number(v));

/** Whether a value has a shape: a predicate, a list of one shape, or an object of them. */
export function fits(value, shape) {
  if (typeof shape === "function") return shape(value);
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((item) => fits(item, shape[0]));
  return object(value) && Object.entries(shape).every(([name, part]) => fits(Object.hasOwn(value, name) ? value[name] : undefined, part));
}

const named = { id: text, name: text };
const purposeShape = { ...named, is_mandatory: flag, expiry_period: maybe, consented: word, relationships: object };
const bannerShape = {
  banner_id: text,
  collection_point: text,
  title: text,
  asset: nullable({ ...named, description: maybe, asset_type: maybe }),
  purposes: [purposeShape],
  data_elements: [named],
  legal_entities: [named],
  shown_to_principal: optional(flag),
};
const consentShape = { purpose_id: text, purpose_name: maybe, status: word, is_mandatory: nullable(flag), purpose_type: maybe };
const latestShape = {
  id: maybe,
  action: maybe,
  purpose_consents: [consentShape],
  timestamp: time,
  status: maybe,
  request_id: maybe,
};
const entryShape = {
  collection_point: { id: text, display_id: maybe, name: maybe, description: maybe, consent_type: maybe },
  latest_consent: nullable(latestShape),
};
const utc = (v) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(v);
const actions = ["approved", "declined", "partial_consent", "revoked", "no_action"];
const mergedState = {
  consented: oneOf("approved", "declined", "pending"),
  source: oneOf("status", "banner", "none"),
  conflict: flag,
  legal_basis: oneOf("consent", "notice"),
  expires_at: nullable(utc),
  expired: flag,
  recorded_version: maybe,
};
const mergedPurpose = { ...purposeShape, ...mergedState, raw_consented: optional((v) => text(v) || flag(v)) };
const mergedBanner = {
  ...bannerShape,
  purposes: [mergedPurpose],
  display_id: maybe,
  latest_action: oneOf(null, ...actions),
  raw_action: optional(text),
  record_id: maybe,
  recorded_at: nullable(utc),
  recorded_version: maybe,
  recorded_campaign_id: maybe,
  shown_to_principal: flag,
};
/** Of inputs that nobody checked: what the merge itself writes. */
const loose = { purposes: [mergedState], latest_action: oneOf(null, ...actions), record_id: maybe, recorded_at: nullable(utc),
  recorded_version: maybe, recorded_campaign_id: maybe, shown_to_principal: flag };
const ticketShape = Object.fromEntries(Object.keys(ticket).map((name) => [name, text]));
const nomineeShape = Object.fromEntries(Object.keys(nominee).map((name) => [name, text]));
const dates = { created_at: time, updated_at: time };

export const shapes = {
  banners: [bannerShape],
  userBanners: [{ ...bannerShape, shown_to_principal: flag }],
  detail: { ...bannerShape, organization: optional(nullable({ name: text, logo_url: maybe })) },
  status: { user_id: text, total_consents: number, collection_points: [entryShape], timestamp: time },
  merged: {
    user_id: oneOf("usr_1"),
    banners: [mergedBanner],
    unmatched: [entryShape],
    status: oneOf("merged", "no_records", "unavailable"),
  },
  tickets: [{ ...ticketShape, user_id: maybe, attachment_url: maybe, ...dates }],
  ticket: { ...ticketShape, user_id: maybe, attachment_url: maybe, ...dates },
  nominees: [{ ...nomineeShape, purpose_of_appointment: maybe, verified_at: time, ...dates }],
  nominee: { ...nomineeShape, purpose_of_appointment: maybe, verified_at: time, ...dates },
  removed: { message: text },
  dpo: { ...Object.fromEntries(Object.keys(dpo).map((name) => [name, maybe])), full_name: text, email: text, ...dates, appointment_date: time },
  record: { ...latestShape, action: text, collection_point_id: text, request_id: oneOf("r-1", null) },
  mergedLoosely: { user_id: maybe, banners: [loose], unmatched: [object], status: oneOf("merged", "no_records") },
  decision: {
    collection_point_id: text,
    action: oneOf(...actions),
    purposes: optional([{ id: text, consented: oneOf("approved", "declined"), is_mandatory: flag }]),
    request_id: (v) => /^[0-9a-f-]{36}$/.test(v),
    changed: [text],
    language: optional(text),
    metadata: optional(object),
  },
  applied: loose,
  need: {
    needed: flag,
    reason: oneOf(null, "campaign", "expired", "version", "never", "new_purposes"),
    purposes: [text],
    changes: [{ purpose_id: maybe }],
  },
  problems: [{ field: text, code: text, message: text }],
};

export function isShape(name) {
  return Object.hasOwn(shapes, name);
}
