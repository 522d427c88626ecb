// What is known of each collection point's latest record: what this tab read and recorded, and what other tabs told. An older
// record never counts against a newer one.

import { pointOf, reportOf, withReport } from "./reports.js";

const timeOf = ([, , , at]) => Date.parse(at);

/** A banner with what it and another one of its point both allow. */
const both = (banner, other) => ({
  ...banner,
  purposes: banner.purposes.map((purpose, i) => (purpose.consented === "approved" ? other.purposes[i] : purpose)),
});

const approvals = ({ purposes }) => purposes.filter(({ consented }) => consented === "approved").length;

/** The latest record of each point that is known, and what it makes of what is read, told and recorded. */
export function knownRecords() {
  const known = new Map();
  let moment = 0;

  /** What becomes of a banner that was read; `began` is the moment when the read did. */
  function reconciled(banner, began) {
    const { record_id: id, recorded_at: at } = banner;
    const latest = known.get(pointOf(banner));
    const time = Date.parse(at);
    if (!latest || time > latest.time || (id && id === latest.report[2])) {
      if (at) known.set(pointOf(banner), { report: reportOf(banner), time, isSure: true, learnt: 0 });
      return banner;
    }
    if (began >= latest.learnt) {
      // Where there are no times, later reads are later truths once one of them agreed with the record.
      if (!latest.time || (!at && latest.isAgreed)) return banner;
      if (!latest.isSure || !(time < latest.time)) {
        const restricted = both(banner, withReport(banner, latest.report));
        latest.isAgreed = !at && approvals(restricted) === approvals(banner);
        return restricted;
      }
    }
    return withReport(banner, latest.report);
  }

  function learn(report, time, isSure) {
    known.set(report[1], { report, time, isSure, learnt: (moment += 1) });
  }

  return {
    now: () => moment,
    reconciled,

    /** Takes what another tab told. The result is what becomes of a banner of its point; nothing where it is no news. */
    heard(report) {
      const latest = known.get(report[1]);
      const time = timeOf(report);
      if (latest && (time < latest.time || (report[2] && report[2] === latest.report[2]))) return undefined;
      learn(report, time, false);
      return (banner) => {
        const told = withReport(banner, report);
        return !latest || time > latest.time ? told : both(banner, told);
      };
    },

    /** Takes a record that this tab made. The result is whether it is the latest. */
    recorded(report) {
      const time = timeOf(report);
      const isLatest = !(time < known.get(report[1])?.time);
      if (isLatest) learn(report, time, true);
      return isLatest;
    },

    /** Another tab's word counts no more, for the API said otherwise. */
    doubt(point) {
      if (!known.get(point)?.isSure) known.delete(point);
    },
  };
}
