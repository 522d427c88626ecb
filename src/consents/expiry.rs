//! How long a consent lasts: the periods that clients write, on the calendar.

use crate::schema::time::{DAY, MICROS, date_of, days, month_length};

/// A whole number of days or of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Days(i64),
    Months(i64),
}

impl Period {
    /// Reads `90 Days`, `2 weeks`, `6Months`, `1 Year`; None for what never ends, and for what is no period.
    pub fn read(text: &str) -> Option<Self> {
        let mut unit = text.trim_ascii().as_bytes();
        let (mut number, mut digits) = (0, 0);
        while let Some((digit, after)) = unit.split_first().filter(|(first, _)| first.is_ascii_digit()) {
            (number, digits, unit) = (number * 10 + i64::from(digit - b'0'), digits + 1, after);
            // Whatever is longer ends after the year 9999.
            if digits > 7 {
                return None;
            }
        }
        unit = unit.trim_ascii_start();
        if let Some((b's' | b'S', before)) = unit.split_last() {
            unit = before;
        }
        for (name, period) in [
            ("day", Period::Days(1)),
            ("week", Period::Days(7)),
            ("month", Period::Months(1)),
            ("year", Period::Months(12)),
        ] {
            if digits > 0 && unit.eq_ignore_ascii_case(name.as_bytes()) {
                return Some(match period {
                    Period::Days(days) => Period::Days(days * number),
                    Period::Months(months) => Period::Months(months * number),
                });
            }
        }
        None
    }

    /// When it ends that began at this time; None after the year 9999. A month that has no such day ends with its last.
    pub fn after(self, micros: i64) -> Option<i64> {
        let day = DAY * MICROS;
        let (date, time) = (micros.div_euclid(day), micros.rem_euclid(day));
        let date = match self {
            Period::Days(number) => date + number,
            Period::Months(number) => {
                let (year, month, day) = date_of(date);
                let months = year * 12 + month - 1 + number;
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
                days(year, month, day.min(month_length(year, month)))?
            }
        };
        if date < days(10_000, 1, 1)? { Some(date * day + time) } else { None }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use chrono::{DateTime, Days, Months};
    use proptest::prelude::*;

    use super::*;
    use crate::schema::time::{iso, micros};

    #[test]
    fn reads_whole_numbers_of_days_weeks_months_and_years() {
        use Period::{Days, Months};
        for (text, period) in [
            ("90 Days", Days(90)),
            ("1 day", Days(1)),
            ("2 Weeks", Days(14)),
            ("1week", Days(7)),
            ("6 Months", Months(6)),
            ("6Months", Months(6)),
            ("1 Month", Months(1)),
            ("1 Year", Months(12)),
            ("1Year", Months(12)),
            ("10 YEARS", Months(120)),
            (" 3  years ", Months(36)),
            ("0 days", Days(0)),
        ] {
            assert_eq!(Period::read(text), Some(period), "{text}");
        }
        for text in [
            "",
            "never",
            "one_time",
            "Year",
            "1",
            "1.5 Years",
            "-1 Year",
            "+1 Year",
            "1 Yearss",
            "1 Year 2 Months",
            "days 90",
            "a Year",
            "1 hour",
            "6 M",
            "12345678 days",
            "b2c3d4e5-f6a7-8901-bcde-f12345678901",
            "1 y\u{e9}ar",
            "\u{661} Year",
            "1daysago",
        ] {
            assert_eq!(Period::read(text), None, "{text}");
        }
    }

    #[test]
    fn month_ends_and_leap_years() {
        for (from, period, to) in [
            ("2026-01-31T10:00:00.5Z", "1 Month", "2026-02-28T10:00:00.5Z"),
            ("2024-01-31T10:00:00Z", "1 Month", "2024-02-29T10:00:00Z"),
            ("2024-02-29T00:00:00Z", "1 Year", "2025-02-28T00:00:00Z"),
            ("2024-02-29T00:00:00Z", "4 Years", "2028-02-29T00:00:00Z"),
            ("2096-02-29T00:00:00Z", "4 Years", "2100-02-28T00:00:00Z"),
            ("2026-08-31T23:59:59Z", "6 Months", "2027-02-28T23:59:59Z"),
            ("2026-12-31T00:00:00Z", "2 Months", "2027-02-28T00:00:00Z"),
            ("2024-01-01T00:00:00", "90 Days", "2024-03-31T00:00:00Z"),
            ("2024-02-28T00:00:00Z", "1 Day", "2024-02-29T00:00:00Z"),
            ("1969-12-31T23:00:00Z", "2 Weeks", "1970-01-14T23:00:00Z"),
        ] {
            let ends = micros(from).and_then(|from| Period::read(period)?.after(from)).map(iso);
            assert_eq!(ends.as_deref(), Some(to), "{from} + {period}");
        }
        let last = micros("9999-12-31T00:00:00Z").unwrap_or_default();
        assert_eq!((Period::Days(1).after(last), Period::Months(1).after(last)), (None, None));
        assert_eq!(Period::Months(9_999_999 * 12).after(last), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

        #[test]
        fn the_calendar_is_that_of_chrono(
            from in -60_000_000_000_000_000_i64..240_000_000_000_000_000, number in 0..2_000_u32, is_months: bool,
        ) {
            let (period, moment) = match (is_months, DateTime::from_timestamp_micros(from)) {
                (_, None) => return Ok(()),
                (true, Some(at)) => (Period::Months(number.into()), at.checked_add_months(Months::new(number))),
                (false, Some(at)) => (Period::Days(number.into()), at.checked_add_days(Days::new(number.into()))),
            };
            let ends = period.after(from);
            prop_assert_eq!(ends, moment.map(|moment| moment.timestamp_micros()).filter(|_| ends.is_some()));
            prop_assert!(ends.is_some() || moment.is_none_or(|moment| moment.timestamp() >= 253_402_300_800));
            prop_assert!(ends.is_none_or(|ends| ends >= from), "a consent does not end before it was given");
        }
    }
}
