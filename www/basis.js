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
