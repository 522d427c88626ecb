// Reads what tells whether a person is to be asked again, and tells it: the order is that of src/consents/needs.rs.

import { copy } from "./data.js";
import { readPurposes, textsOf } from "./decision.js";
import { campaignOf } from "./merge.js";
import { label, listOf, property, reading, textOrNull } from "./reading.js";

/** What `needsDecision` is given. */
export const readNeeds = (banner, terms) => reading("banner", () => {
  const read = readPurposes(banner, "banner", terms, property);
  const { numbers } = read;
  const { latest_action, shown_to_principal, reconsent_mode: mode, version_diff: diff } = banner;
  const known = (list) => new Set(listOf(list).map((item) => read.known(idOf(item))));
  const campaign = known(banner.reconsent_purposes);
  const changed = known([...listOf(diff?.added_purpose_ids), ...listOf(diff?.changed_purpose_ids)]);
  const pushVersions = (of) => numbers.push(read.word(versionOf(of.version)), read.word(versionOf(of.recorded_version)));
  numbers.push(read.hasNotices, read.word(latest_action), shown_to_principal === true, read.word(mode === true || label(mode)));
  numbers.push(read.id(label(banner[campaignOf(banner)])), read.id(label(banner.recorded_campaign_id)));
  pushVersions(banner);
  for (const purpose of read.asked) {
    const id = read.known(purpose.id);
    const said = (purpose.expired === true) + 2 * campaign.has(id) + 4 * changed.has(id);
    numbers.push(read.word(purpose.source), read.word(textOrNull(purpose.expires_at)), said);
    pushVersions(purpose);
  }
  const change = (purpose_id) => (item) => ({ ...copy(item), purpose_id });
  const diffs = (of) => listOf(of.field_diff).map(change(of.id));
  read.changes = [...[diff].filter(copy).map(change(null)), ...read.all.flatMap(diffs)];
  return read.done();
});

/** What `needsDecision` answers. */
export const need = (read, reason, ids) => ({
  needed: reason !== "",
  reason: reason || null,
  purposes: [...new Set(textsOf(read, ids))],
  changes: reason ? read.changes : [],
});

/** A version without what does not tell it from others: `1`, `v1` and `v1.0` are one. */
const versionOf = (value) => label(value)?.trim().replace(/^v|(\.0)+$/gi, "") || null;

const idOf = (item) => (typeof item === "string" ? item : textOrNull(item?.id ?? item?.purpose_id));
