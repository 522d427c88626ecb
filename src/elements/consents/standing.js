// What a banner's purposes rest on, and where the person stands with them.

/** The purposes that a person decides about. */
export const asked = ({ purposes }) => purposes.filter(({ legal_basis: basis }) => basis !== "notice");

/** The purposes that a person is told about: legitimate uses, which need no consent. */
export const told = ({ purposes }) => purposes.filter(({ legal_basis: basis }) => basis === "notice");

/** Whether a banner has purposes, and none to decide about. */
export const asksNothing = (banner) => banner.purposes.length > 0 && asked(banner).length === 0;

/** Whether a consent is on record whose period is over: it counts no more. */
export const hasEnded = ({ consented, expired, expires_at: end }) =>
  consented === "approved" && (expired === true || (end !== null && Date.parse(end) <= Date.now()));

/** What counts of a purpose: its state on record, or that the consent has ended. */
export const stateOf = (purpose) => (hasEnded(purpose) ? "ended" : purpose.consented);

/** Whether anything at all is on record at a collection point. */
export function onRecord(banner) {
  return Boolean(banner.latest_action || banner.recorded_at || banner.shown_to_principal)
    || banner.purposes.some(({ source }) => source !== "none");
}

/** Whether a collection point still waits for a decision. */
export function undecided(banner) {
  if (asksNothing(banner)) return false;
  if (banner.purposes.length > 0) return asked(banner).some(({ consented }) => consented === "pending");
  const { latest_action: action, shown_to_principal: shown } = banner;
  return !shown && (!action || action === "no_action");
}

/** Whether there is a consent to withdraw. */
export function allowsSomething(banner) {
  return banner.purposes.length > 0 ? asked(banner).some(({ consented }) => consented === "approved")
    : banner.shown_to_principal === true;
}

/** Whether what was decided is to be decided anew: the consent has ended, the notice has changed, or everybody is asked. */
export const asksAgain = ({ reason }) => ["expired", "version", "campaign"].includes(reason);

/** Whether a record lists answers although nobody gave any: some write them when a notice is closed. */
export const answersNobodyGave = (banner) =>
  banner.latest_action === "no_action" && asked(banner).some((purpose) => purpose.raw_consented !== undefined);

/** Whether the record already says just what a decision says, so that another one would say nothing. */
export function saysNothingNew(banner, { action, changed }) {
  if (undecided(banner) || changed.length > 0) return false;
  if (banner.purposes.length === 0) {
    return action === "approved" ? banner.shown_to_principal : ["declined", "revoked"].includes(banner.latest_action);
  }
  return asked(banner).every(({ source, conflict }) => source === "status" && !conflict);
}
