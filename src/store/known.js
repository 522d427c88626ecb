// What is known of each collection point's latest record: what this tab read and recorded, and what other tabs told. An older
// record never counts against a newer one. `known` has them by their point; a moment is a number that grows with each of them.

import { pointOf, reportOf, withReport } from "./reports.js";

const timeOf = ([, , , at]) => Date.parse(at);

/** A banner with what it and another one of its point both allow. */
const both = (banner, other) => ({
  ...banner,
  purposes: banner.purposes.map((purpose, i) => (purpose.consented === "approved" ? other.purposes[i] : purpose)),
});

const approvals = ({ purposes }) => purposes.filter(({ consented }) => consented === "approved").length;

/** Takes note of a record, of which another tab may have told. The result is whether it is not older than what is known. */
export function learn(known, report, moment, isSure) {
  const latest = known.get(report[1]);
  if (latest && timeOf(report) < timeOf(latest.report)) return false;
  known.set(report[1], { report, moment, isSure });
  return true;
}

/** Takes what another tab told. The result makes of a banner what it is now; there is none where it is no news. */
export function hear(known, report, moment) {
  const latest = known.get(report[1]);
  if ((latest && report[2] && report[2] === latest.report[2]) || !learn(known, report, moment, false)) return undefined;
  const isNewer = !latest || timeOf(report) > timeOf(latest.report);
  return (banner) => (isNewer ? withReport(banner, report) : both(banner, withReport(banner, report)));
}

/** What becomes of a banner that was read; `began` is the moment when the read did. */
export function reconciled(known, banner, began) {
  const report = reportOf(banner);
  const [, point, id, at] = report;
  const latest = known.get(point);
  const time = timeOf(report);
  const latestTime = latest && timeOf(latest.report);
  if (!latest || time > latestTime || (id && id === latest.report[2])) {
    if (at) learn(known, report, 0, true);
    return banner;
  }
  const told = withReport(banner, latest.report);
  if (began < latest.moment) return told;
  // Where there are no times, later reads are later truths once one of them agreed with the record.
  if (!latestTime || (!at && latest.isAgreed)) return banner;
  if (latest.isSure && time < latestTime) return told;
  const restricted = both(banner, told);
  latest.isAgreed = !at && approvals(restricted) === approvals(banner);
  return restricted;
}
