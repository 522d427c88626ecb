//! The API's timestamps: ISO 8601 in UTC, whole seconds or fractions, with or without a zone.

use crate::host::text::{cut, cut_last, number};

/// Microseconds since 1970, or None where the text is not such a timestamp.
pub(crate) fn micros(text: &str) -> Option<i64> {
    let (date, clock) = cut(text, b'T').or_else(|| cut(text, b' '))?;
    let (clock, offset) = zone(clock)?;
    let (clock, fraction) = cut(clock, b'.').unwrap_or((clock, "0"));
    let (year, month, day) = three(date, b'-', None)?;
    let (hour, minute, second) = three(clock, b':', Some(0))?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_from_civil(year, month, day)?;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60;
    Some(seconds * 1_000_000 + fraction_micros(fraction)?)
}

/// Three numbers, of which the last may have a default.
fn three(text: &str, at: u8, last: Option<i64>) -> Option<(i64, i64, i64)> {
    let (first, rest) = cut(text, at)?;
    let (second, third) = match cut(rest, at) {
        Some((second, third)) => (second, number(third)?),
        None => (rest, last?),
    };
    Some((number(first)?, number(second)?, third))
}

/// Splits the zone off: minutes east of UTC, which is also what no zone means.
fn zone(clock: &str) -> Option<(&str, i64)> {
    if let Some(clock) = clock.strip_suffix("Z").or_else(|| clock.strip_suffix("z")) {
        return Some((clock, 0));
    }
    let (sign, split) = match cut_last(clock, b'+') {
        Some(split) => (1, Some(split)),
        None => (-1, cut_last(clock, b'-')),
    };
    let Some((clock, zone)) = split else {
        return Some((clock, 0));
    };
    let (hours, minutes) = cut(zone, b':')?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some((clock, sign * (hours * 60 + minutes)))
}

fn fraction_micros(text: &str) -> Option<i64> {
    let digits = number(text.get(..text.len().min(6))?)?;
    let missing = 6 - text.len().min(6);
    Some((0..missing).fold(digits, |micros, _| micros * 10))
}

/// Days since 1970-01-01 of a date in the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year > 9999 {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_the_documents_have() {
        assert_eq!(micros("1970-01-01T00:00:00"), Some(0));
        assert_eq!(micros("2024-10-15T09:30:00"), Some(1_728_984_600 * 1_000_000));
        assert_eq!(micros("2026-04-21T10:34:52.123456"), Some(1_776_767_692_123_456));
        assert_eq!(micros("2026-04-21T11:00:00.000000Z"), micros("2026-04-21T11:00:00"));
        assert_eq!(micros("2026-04-21T16:30:00+05:30"), micros("2026-04-21T11:00:00Z"));
        assert_eq!(micros("2026-04-21T11:00:00.5"), micros("2026-04-21T11:00:00.500"));
        assert_eq!(micros("2024-02-29T23:59:59.999999999Z"), micros("2024-02-29T23:59:59.999999"));
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "T",
            "yesterday",
            "2024-13-01T00:00:00",
            "2024-01-01",
            "2024-01-01T25:00:00",
            "2024-01-01T00:00:00+5",
            "99999-01-01T00:00:00",
            "2024-01-01T00:00:00.",
            "2024-01-01T-1:00:00",
            "२०२४-01-01T00:00:00",
        ] {
            assert_eq!(micros(text), None, "{text}");
        }
    }
}
