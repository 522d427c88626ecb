//! Every spelling of a time, against chrono, which has a calendar of its own.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use proptest::prelude::*;

use super::*;

/// 2026-06-01T00:00:00Z
const JUNE: i64 = 1_780_272_000 * MICROS;

#[test]
fn reads_every_spelling_of_one_moment() {
    for text in [
        "2026-06-01T00:00:00",
        "2026-06-01T00:00:00Z",
        "2026-06-01T00:00:00.000000Z",
        "2026-06-01T00:00:00,0Z",
        "2026-06-01t00:00:00z",
        "2026-06-01 00:00:00z",
        "2026-06-01T00:00",
        "2026-06-01T00:00Z",
        "2026-06-01T05:30:00+05:30",
        "2026-06-01T05:30:00+0530",
        "2026-06-01T05:30+0530",
        "2026-06-01T05:00:00+05",
        "2026-05-31T20:30:00-03:30",
        "2026-05-31T23:59:60Z",
        "2026-06-01T00:00:00-00:00",
        "20260601T000000Z",
        "20260601T0000",
        "2026-06-01",
        "20260601",
        " 2026-06-01T00:00:00Z\n",
        // PostgreSQL, and what is made of it.
        "2026-06-01 00:00:00",
        "2026-06-01 00:00:00+00",
        "2026-06-01 05:30:00.000000+05:30",
        "2026-06-01 00:00:00+00:00Z",
        "2026-06-01T00:00:00+00:00Z",
        "2026-06-01 00:00:00 UTC",
        "2026-06-01 05:30:00 +0530",
        "2026-06-01 00:00:00 +0000 UTC",
        // JavaScript, and headers.
        "Mon Jun 01 2026 05:30:00 GMT+0530 (India Standard Time)",
        "Mon Jun 01 2026 00:00:00 GMT+0000 (GMT)",
        "Sun May 31 2026 19:00:00 GMT-0500",
        "mon jun 01 2026 00:00:00 gmt+0000",
        "Mon, 01 Jun 2026 00:00:00 GMT",
        "1 Jun 2026 00:00:00 GMT",
        "Mon Jun 01 2026",
        // Java.
        "2026-06-01T00:00Z[UTC]",
        "2026-06-01T05:30+05:30[Asia/Kolkata]",
    ] {
        assert_eq!(micros(text), Some(JUNE), "{text}");
    }
}

#[test]
fn keeps_microseconds() {
    assert_eq!(micros("1970-01-01T00:00:00"), Some(0));
    assert_eq!(micros("2026-06-01T00:00:00.5"), Some(JUNE + 500_000));
    assert_eq!(micros("2026-06-01T00:00:00.123456"), Some(JUNE + 123_456));
    assert_eq!(micros("2026-06-01T00:00:00.123456999+00"), Some(JUNE + 123_456));
    assert_eq!(micros("1969-12-31T23:59:59.000001Z"), Some(1 - MICROS));
}

#[test]
fn refuses_what_is_no_time() {
    for text in [
        "",
        " ",
        "T",
        "yesterday",
        "infinity",
        "1780272000",
        "1780272000000",
        "01/06/2026",
        "01.06.2026",
        "2026",
        "2026-06",
        "2026-6-1",
        "2026-0601",
        "2026-152",
        "2026-W23-1",
        "2026-13-01T00:00:00",
        "2026-00-01",
        "2026-02-29",
        "2026-02-30T00:00:00Z",
        "2100-02-29",
        "2026-04-31",
        "2026-06-00",
        "2026-06-01T",
        "2026-06-01Z",
        "2026-06-01x",
        "2026-06-01T24:00:00",
        "2026-06-01T23:60:00",
        "2026-06-01T23:59:61",
        "2026-06-01T0:00:00",
        "2026-06-01T-1:00:00",
        "2026-06-01T00:00:00.",
        "2026-06-01T00:00:00.Z",
        "2026-06-01T00:00:00+5",
        "2026-06-01T00:00:00+24:00",
        "2026-06-01T00:00:00+05:60",
        "2026-06-01T00:00:00+",
        "2026-06-01T00:00:00+05:30Z",
        "2026-06-01T00:00:00Z+05:30",
        "2026-06-01 00:00:00 +0530 UTC",
        "2026-06-01 00:00:00 EST",
        "2026-06-01 00:00:00 AD",
        "2026-06-01T00:00:00ZZ",
        "2026-06-01T00:00:00Z, 2026-06-02T00:00:00Z",
        "2026-06-01T00:00:00 (India Standard Time)",
        "2026-06-01T05:30:00[Asia/Kolkata]",
        "99999-01-01T00:00:00",
        "+002026-06-01T00:00:00Z",
        "-2026-06-01T00:00:00Z",
        "9999-12-31T23:59:59-05:00",
        "0000-01-01T00:00:00+05:00",
        "२०२६-06-01T00:00:00",
        "Mon Jun 2026",
        "Mon Jux 01 2026",
        "Jun Mon 01 2026",
        "Mon Jun 31 2026",
        "Mon Jun 01 20260",
        "Mon Jun 01 Jul 2026",
        "Monday",
        "Invalid Date",
    ] {
        assert_eq!(micros(text), None, "{text}");
    }
}

#[test]
fn reads_numbers_of_seconds_and_of_milliseconds() {
    for number in [1_780_272_000.0, 1_780_272_000_000.0] {
        assert_eq!(micros_of_number(number), Some(JUNE), "{number}");
    }
    assert_eq!(micros_of_number(1_780_272_000.25), Some(JUNE + 250_000));
    assert_eq!(micros_of_number(1_780_272_000_000.5), Some(JUNE + 500));
    assert_eq!(micros_of_number(0.0), Some(0));
    assert_eq!(micros_of_number(-1.0), Some(-MICROS));
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 1_780_272_000_000_000.0] {
        assert_eq!(micros_of_number(number), None, "{number}");
    }
}

#[test]
fn writes_as_many_digits_as_a_time_needs() {
    assert_eq!(iso(JUNE), "2026-06-01T00:00:00Z");
    assert_eq!(iso(JUNE + 125_000), "2026-06-01T00:00:00.125Z");
    assert_eq!(iso(JUNE + 1), "2026-06-01T00:00:00.000001Z");
    assert_eq!(iso(JUNE + 600 * MICROS), "2026-06-01T00:10:00Z");
    assert_eq!(iso(-1), "1969-12-31T23:59:59.999999Z");
    for text in ["0000-01-01T00:00:00Z", "0044-03-15T10:20:30Z", "9999-12-31T23:59:59.999999Z"] {
        assert_eq!(micros(text).map(iso).as_deref(), Some(text));
    }
}

#[test]
fn every_day_of_ten_thousand_years_is_chronos() {
    let epoch = NaiveDate::default();
    let first = NaiveDate::from_ymd_opt(0, 1, 1).unwrap_or_default();
    assert_eq!(first.year(), 0);
    for date in first.iter_days().take_while(|date| date.year() < 10_000) {
        let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
        let since = (date - epoch).num_days();
        assert_eq!((days(year, month, day), date_of(since)), (Some(since), (year, month, day)));
        let is_last = (date + TimeDelta::days(1)).month() != date.month();
        assert_eq!(is_last, month_length(year, month) == day);
    }
}

proptest! {
    #[test]
    fn reads_what_chrono_writes(at in -62_167_219_200_000_000_i64..253_402_300_799_000_000, hours in -12_i64..=14, quarters in 0_i64..4) {
        let utc = DateTime::from_timestamp_micros(at).map(|at| at.naive_utc()).unwrap_or_default();
        let offset = hours * 3_600 + hours.signum() * quarters * 900;
        let local: NaiveDateTime = utc + TimeDelta::seconds(offset);
        prop_assume!((0..10_000).contains(&local.year()));
        let (sign, hours, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 3_600, offset.abs() / 60 % 60);
        for (form, zone) in [
            ("%Y-%m-%dT%H:%M:%S%.f", format!("{sign}{hours:02}:{minutes:02}")),
            ("%Y-%m-%d %H:%M:%S%.6f", format!("{sign}{hours:02}{minutes:02}")),
            ("%Y%m%dT%H%M%S%.f", format!("{sign}{hours:02}{minutes:02}")),
            ("%a %b %d %Y %H:%M:%S%.f", format!(" GMT{sign}{hours:02}{minutes:02} (Somewhere's Time)")),
            ("%a, %d %b %Y %H:%M:%S%.f", format!(" GMT{sign}{hours:02}{minutes:02}")),
        ] {
            let text = format!("{}{zone}", local.format(form));
            prop_assert_eq!(micros(&text), Some(at), "{}", text);
        }
        let written = iso(at);
        prop_assert_eq!(micros(&written), Some(at));
        prop_assert_eq!(DateTime::parse_from_rfc3339(&written).map(|read| read.timestamp_micros()), Ok(at));
    }

    #[test]
    fn numbers_are_read_as_chrono_reads_them(ms in 100_000_000_000_i64..253_402_300_799_000) {
        prop_assert_eq!(micros_of_number(ms as f64), Some(ms * 1_000));
        let seconds = ms % 100_000_000_000;
        prop_assert_eq!(micros_of_number(seconds as f64), Some(seconds * MICROS));
    }

    #[test]
    fn whatever_comes_is_a_time_of_ten_thousand_years_or_none(text in "[0-9TtZz:. ,+\\-()a-zA-Z\u{0}-\u{ff}]{0,40}", number: f64) {
        for at in [micros(&text), micros_of_number(number)].into_iter().flatten() {
            prop_assert_eq!(micros(&iso(at)), Some(at));
        }
    }

    #[test]
    fn a_text_with_one_byte_changed_is_read_or_not(place in 0_usize..33, with in any::<char>()) {
        let mut text: Vec<char> = "2026-06-01 05:30:00.123456+05:30Z".chars().collect();
        if let Some(old) = text.get_mut(place) {
            *old = with;
        }
        if let Some(at) = micros(&text.iter().collect::<String>()) {
            prop_assert_eq!(micros(&iso(at)), Some(at));
        }
    }
}
