//! Timestamps in every spelling that deployments send: RFC 3339, ISO 8601, PostgreSQL's, JavaScript's, epoch numbers.
//!
//! Written here, for a library of dates alone weighs more than the rest of the schema: what is read is UTC or has its
//! offset beside it, so that no table of zones is needed.

pub(crate) const DAY: i64 = 86_400;
pub(crate) const MICROS: i64 = 1_000_000;

/// The days of the years 0 to 9999, counted from 1970.
pub(crate) const FIRST_DAY: i64 = -719_528;
pub(crate) const LAST_DAY: i64 = 2_932_896;

/// Microseconds since 1970, or None where the text is not a time of the years 0 to 9999. No zone means UTC.
pub(crate) fn micros(text: &str) -> Option<i64> {
    let mut rest = Rest { text: text.trim_ascii().as_bytes(), is_wrong: false };
    let mut seconds = rest.date() * DAY;
    let mut fraction = 0;
    if !rest.text.is_empty() {
        let has_clock = rest.eat(b"Tt ");
        rest.must(has_clock);
        rest.blanks();
        seconds += rest.clock();
        fraction = rest.fraction();
        seconds -= rest.zone();
    }
    if rest.is_wrong { None } else { in_range(seconds * MICROS + fraction) }
}

/// The same for a number of seconds or of milliseconds: seconds reach this border in the year 5138, milliseconds did in
/// 1973, before anybody recorded a consent.
pub(crate) fn micros_of_number(number: f64) -> Option<i64> {
    let unit = if number.abs() < 1e11 { MICROS } else { 1_000 };
    // Not a number, or so far beyond the years that the product overflows.
    if !(-1e15..1e15).contains(&number) {
        return None;
    }
    let whole = number.floor();
    in_range(whole as i64 * unit + ((number - whole) * unit as f64 + 0.5) as i64)
}

fn in_range(micros: i64) -> Option<i64> {
    let day = micros.div_euclid(DAY * MICROS);
    if (FIRST_DAY..LAST_DAY + 1).contains(&day) { Some(micros) } else { None }
}

/// Days since 1970-01-01 of a date in the Gregorian calendar; None where there is no such day.
pub(crate) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=month_length(year, month)).contains(&day) {
        return None;
    }
    // Years that begin in March have the leap day last.
    let year = if month <= 2 { year - 1 } else { year };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + (153 * ((month + 9) % 12) + 2) / 5 + day - 719_469)
}

/// The date of so many days since 1970-01-01.
pub(crate) fn date_of(days_since: i64) -> (i64, i64, i64) {
    let days_since = days_since + 719_468;
    let era = days_since.div_euclid(146_097);
    let day = days_since.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (year * 365 + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let year = era * 400 + year + i64::from(month > 9);
    (year, (month + 2) % 12 + 1, day - (153 * month + 2) / 5 + 1)
}

/// The days of a month.
pub(crate) fn month_length(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if month == 2 { 28 + i64::from(is_leap) } else { 30 + (month + month / 8) % 2 }
}

/// What is left of a text to read. What is read of a text that is not a time is no matter: whether it is one is asked at
/// the end, for each answer to be asked by itself would weigh more.
struct Rest<'a> {
    text: &'a [u8],
    is_wrong: bool,
}

impl Rest<'_> {
    fn must(&mut self, is_right: bool) {
        self.is_wrong |= !is_right;
    }

    /// Takes one byte, where it is one of these.
    fn eat(&mut self, any: &[u8]) -> bool {
        let Some((_, after)) = self.text.split_first().filter(|(first, _)| any.contains(first)) else {
            return false;
        };
        self.text = after;
        true
    }

    fn blanks(&mut self) {
        while self.eat(b" ") {}
    }

    fn is_digit(&self) -> bool {
        self.text.first().is_some_and(u8::is_ascii_digit)
    }

    fn digit(&mut self) -> i64 {
        let Some((first @ b'0'..=b'9', after)) = self.text.split_first() else {
            self.is_wrong = true;
            return 0;
        };
        self.text = after;
        i64::from(first - b'0')
    }

    /// A number of exactly so many digits. Not inlined: it is asked for a dozen times.
    #[inline(never)]
    fn number(&mut self, digits: u32) -> i64 {
        let mut number = 0;
        for _ in 0..digits {
            number = number * 10 + self.digit();
        }
        number
    }

    /// A word in small letters, its last four packed into one number; 0 where there is none.
    fn word(&mut self) -> u32 {
        let mut word = 0;
        while let Some((first, after)) = self.text.split_first().filter(|(first, _)| first.is_ascii_alphabetic()) {
            word = word << 8 | u32::from(first | 0x20);
            self.text = after;
        }
        word
    }

    /// `2026-06-01`, `20260601`, `Mon Jun 01 2026`, `Mon, 01 Jun 2026`: days since 1970.
    fn date(&mut self) -> i64 {
        let (year, month, day);
        if let Some(&[_, _, b'0'..=b'9', _]) = self.text.first_chunk() {
            year = self.number(4);
            let dashed = self.eat(b"-");
            month = self.number(2);
            let dashed_again = self.eat(b"-");
            self.must(dashed == dashed_again);
            day = self.number(2);
        } else {
            // The weekday may be left out, and says nothing that the date does not.
            self.word();
            self.eat(b",");
            self.blanks();
            let mut name = self.word();
            self.blanks();
            let first = self.digit();
            day = if self.is_digit() { first * 10 + self.digit() } else { first };
            self.blanks();
            if name == 0 {
                name = self.word();
                self.blanks();
            }
            let names = b"janfebmaraprmayjunjulaugsepoctnovdec".chunks_exact(3);
            let packed = |name: &[u8]| name.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
            month = names.map(packed).position(|month| month == name).map_or(0, |month| month as i64 + 1);
            year = self.number(4);
        }
        let date = days(year, month, day);
        self.must(date.is_some());
        date.unwrap_or_default()
    }

    /// `05:30:00`, `05:30`, `053000`: seconds.
    fn clock(&mut self) -> i64 {
        let hour = self.number(2);
        let colon = self.eat(b":");
        let minute = self.number(2);
        let has_seconds = if colon { self.eat(b":") } else { self.is_digit() };
        let second = if has_seconds { self.number(2) } else { 0 };
        // A leap second is the next minute's first.
        self.must(hour < 24 && minute < 60 && second <= 60);
        hour * 3_600 + minute * 60 + second
    }

    /// Microseconds; what is finer is cut off.
    fn fraction(&mut self) -> i64 {
        let (mut micros, mut unit) = (0, MICROS);
        let mut has_more = self.eat(b".,");
        while has_more {
            unit /= 10;
            micros += self.digit() * unit;
            has_more = self.is_digit();
        }
        micros
    }

    /// The zone, to the end of the text: seconds east of UTC.
    fn zone(&mut self) -> i64 {
        self.blanks();
        let name = self.word();
        let mut offset = 0;
        let is_east = self.text.first() == Some(&b'+');
        let signed = self.eat(b"+-");
        if signed {
            let hours = self.number(2);
            let minutes = if self.eat(b":") || self.is_digit() { self.number(2) } else { 0 };
            self.must(hours < 24 && minutes < 60);
            offset = (hours * 60 + minutes) * if is_east { 60 } else { -60 };
        }
        self.blanks();
        let after = self.word();
        self.blanks();
        // `+00:00Z` says UTC twice; `+05:30Z` contradicts itself. `GMT+0530` is how JavaScript spells an offset.
        let is_known = match (name, after) {
            (0, 0) | (GMT, 0) => true,
            (UTC | Z, 0) | (0, UTC | GMT | Z) => offset == 0,
            _ => false,
        };
        // `(India Standard Time)`, `[Asia/Kolkata]`: the name of the zone whose offset was said.
        let has_zone = signed || name != 0 || after != 0;
        let is_over = self.text.is_empty() || has_zone && self.eat(b"([");
        self.must(is_known && is_over);
        offset
    }
}

const Z: u32 = 'z' as u32;
const UTC: u32 = u32::from_be_bytes(*b"\0utc");
const GMT: u32 = u32::from_be_bytes(*b"\0gmt");

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "time_tests.rs"]
pub(crate) mod tests;
