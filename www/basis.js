/** On what a purpose rests: on consent, which is asked for; or on a legitimate use, about which a person is only told. */

/** The purposes of a banner that a person decides about. */
export function asked({ purposes }) {
  return purposes.filter(({ legal_basis: basis }) => basis !== "notice");
}

/** The purposes of a banner that a person is told about. */
export function told({ purposes }) {
  return purposes.filter(({ legal_basis: basis }) => basis === "notice");
}

/** Whether a banner has purposes, and none to decide about. */
export function asksNothing(banner) {
  return banner.purposes.length > 0 && asked(banner).length === 0;
}

/** Whether a consent is on record whose period is over: it counts no more. */
export function hasEnded({ consented, expired, expires_at: end }) {
  return consented === "approved" && (expired === true || (end !== null && Date.parse(end) <= Date.now()));
}

/** What counts of a purpose: its state on record, or that the consent has ended. */
export function stateOf(purpose) {
  return hasEnded(purpose) ? "ended" : purpose.consented;
}
