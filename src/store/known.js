// What is known of each collection point's latest record: what this tab read and recorded, and what other tabs told. An older
// record never counts against a newer one. `known` has them by their point.

import { pointOf, reportOf, withReport } from "./reports.js";

const timeOf = ([, , , at]) => Date.parse(at);

/** A banner with what it and another one of its point both allow; what it alone allows only where it is the later one. */
export const both = (banner, other, isLater) => ({
  ...banner,
  purposes: banner.purposes.map((purpose) => {
    const same = other.purposes.find(({ id }) => id === purpose.id) ?? purpose;
    // Of two approvals the one that says when it ends.
    const isLess = same.consented === "approved" ? !purpose.expires_at : !isLater;
    return purpose.consented === "approved" && isLess ? same : purpose;
  }),
});

const approvals = ({ purposes }) => purposes.filter(({ consented }) => consented === "approved").length;

const isUntimed = ({ purposes }) => purposes.some(({ source }) => source === "banner");

/** Whether each state is from the consent log, which tells when it was recorded. */
export const isTimed = (consents) => !consents.banners.some(isUntimed);

/** Takes note of a record, where none is known that is newer. `isSure`: it is not what another tab says. */
export function learn(known, report, isSure) {
  const latest = known.get(report[1]);
  if (latest && timeOf(report) < timeOf(latest.report)) return false;
  known.set(report[1], { report, isSure });
  return true;
}

/**
 * Takes what another tab told. The result makes of a banner what it is now; there is none where it is no news. Where the
 * banner's states have no time it may come late, and only takes away.
 */
export function hear(known, report) {
  const [, point, id] = report;
  const latest = known.get(point);
  if ((id && id === latest?.report[2]) || !learn(known, report, false)) return undefined;
  const isNewer = !(timeOf(report) <= timeOf(latest?.report ?? []));
  return (banner) => {
    const told = withReport(banner, report);
    return isNewer && !isUntimed(banner) ? told : both(banner, told);
  };
}

/** What becomes of a banner that was read. */
export function reconciled(known, banner) {
  const report = reportOf(banner);
  const [, point, id, at] = report;
  const latest = known.get(point);
  const time = timeOf(report);
  const latestTime = timeOf(latest?.report ?? []);
  if (time > latestTime || !latestTime || (id && id === latest.report[2])) {
    learn(known, report, true);
    return banner;
  }
  const told = withReport(banner, latest.report);
  if (latest.isSure && time < latestTime) return told;
  // Where the status cannot be read there are no times: later reads are later truths once one of them agreed with the record.
  const restricted = both(banner, told, latest.isOutdated && !(at && latest.isSure));
  latest.isOutdated ||= !at && approvals(restricted) === approvals(banner);
  return restricted;
}
