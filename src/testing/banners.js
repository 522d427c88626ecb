// Consent banners: every collection point, one in detail, and those of one data principal.

import { mayActFor } from "./caller.js";
import { actionOf, latest, stateOf } from "./log.js";
import { notFound } from "./refusal.js";

/** What the two general views say of every purpose, as nobody was asked. */
const NO_RECORD = () => "declined";

/** `GET /banners` */
export const list = ({ data }) => [200, data.points.map((point) => banner(data, point, NO_RECORD))];

/** `GET /banners/{display_id}` */
export function detail({ data, id }) {
  const point = data.points.find(({ display_id }) => display_id === id);
  if (!point) throw notFound("Banner not found");
  const { name, logo_url } = data.organization;
  const { consent_type, settings, version } = point;
  const more = { version: version ?? "1", consent_type, organization: { name, logo_url }, organization_name: name };
  return [200, { ...banner(data, point, NO_RECORD, true), ...more, ...settings }];
}

/** `GET /banners/user/{user_id}`: the banners with an entry in the log, in the order of `GET /banners`. */
export function ofUser({ data, caller, id }) {
  mayActFor(caller, id);
  const entries = latest(data, id);
  const points = data.points.filter((point) => entries.has(point.id));
  return [200, points.map((point) => {
    const entry = entries.get(point.id);
    const stale = data.stale.filter(({ user_id, point: at }) => user_id === id && at === point.id);
    const state = (purposeId) => stale.find(({ purpose }) => purpose === purposeId)?.consented ?? stateOf(entry, purposeId);
    return { ...banner(data, point, state), shown_to_principal: actionOf(entry.action) === "approved" };
  })];
}

/** One banner; `state` says what is known of a purpose, and `detailed` adds what only the detail shows. */
function banner({ organization }, point, state, detailed = false) {
  const elements = (of) => named(of.flatMap(({ relationships }) => relationships.data_elements), organization.data_elements);
  const entities = (of) => named(of.flatMap(({ relationships }) => relationships.legal_entities), organization.legal_entities);
  const purposes = point.purposes.map((purpose) => {
    const { id, name, description, is_mandatory, expiry_period, relationships, extra } = purpose;
    const more = { description, data_elements: elements([purpose]), legal_entities: entities([purpose]) };
    return { id, name, is_mandatory, expiry_period, consented: state(id), relationships, ...extra, ...(detailed && more) };
  });
  const { id, title, asset, version, extra } = point;
  return {
    banner_id: id,
    collection_point: id,
    title,
    asset,
    purposes,
    data_elements: elements(point.purposes),
    legal_entities: entities(point.purposes),
    ...(version !== null && { version }),
    ...extra,
  };
}

/** Each id once, with its name; what has none is left out. */
const named = (ids, names) => [...new Set(ids)].filter((id) => Object.hasOwn(names, id)).map((id) => ({ id, name: names[id] }));
