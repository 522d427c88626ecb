//! Timestamps in every spelling that deployments send: RFC 3339, ISO 8601, PostgreSQL's, JavaScript's, epoch numbers.
//!
//! Written here, for a library of dates alone weighs more than the rest of the schema: what is read is UTC or has its
//! offset beside it, so that no table of zones is needed.

pub(crate) const DAY: i64 = 86_400;
pub(crate) const MICROS: i64 = 1_000_000;

/// Microseconds since 1970, or None where the text is not a time of the years 0 to 9999. No zone means UTC.
pub(crate) fn micros(text: &str) -> Option<i64> {
    let mut rest = Rest(text.trim_ascii().as_bytes());
    let mut seconds = rest.date()? * DAY;
    let mut fraction = 0;
    if !rest.0.is_empty() {
        if !rest.eat(b"Tt ") {
            return None;
        }
        rest.blanks();
        seconds += rest.clock()?;
        fraction = rest.fraction()?;
        seconds -= rest.zone()?;
    }
    in_range(seconds * MICROS + fraction)
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
    let years = days(0, 1, 1)? * DAY * MICROS..days(10_000, 1, 1)? * DAY * MICROS;
    years.contains(&micros).then_some(micros)
}

/// `2026-06-01T00:00:00Z`, with as many digits of a second as it needs.
pub(crate) fn iso(micros: i64) -> String {
    let mut seconds = micros.div_euclid(MICROS);
    let (year, month, day) = date_of(seconds.div_euclid(DAY));
    seconds = seconds.rem_euclid(DAY);
    let mut text = String::with_capacity(27);
    for (number, width, end) in [
        (year, 4, '-'),
        (month, 2, '-'),
        (day, 2, 'T'),
        (seconds / 3_600, 2, ':'),
        (seconds / 60 % 60, 2, ':'),
        (seconds % 60, 2, '.'),
        (micros.rem_euclid(MICROS), 6, 'Z'),
    ] {
        let mut unit = 10_i64.pow(width);
        while unit > 1 {
            unit /= 10;
            text.push(char::from(b'0' + (number / unit % 10) as u8));
        }
        text.push(end);
    }
    // Zeros of the fraction, and its point where nothing is left of it.
    text.pop();
    while text.ends_with('0') {
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    text.push('Z');
    text
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

/// What is left of a text to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// Takes one byte, where it is one of these.
    fn eat(&mut self, any: &[u8]) -> bool {
        let Some((_, after)) = self.0.split_first().filter(|(first, _)| any.contains(first)) else {
            return false;
        };
        self.0 = after;
        true
    }

    fn blanks(&mut self) {
        while self.eat(b" ") {}
    }

    fn is_digit(&self) -> bool {
        self.0.first().is_some_and(u8::is_ascii_digit)
    }

    fn digit(&mut self) -> Option<i64> {
        let (first, after) = self.0.split_first().filter(|(first, _)| first.is_ascii_digit())?;
        self.0 = after;
        Some(i64::from(first - b'0'))
    }

    /// A number of exactly so many digits.
    fn number(&mut self, digits: u32) -> Option<i64> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    /// A word in small letters, its last four packed into one number; 0 where there is none.
    fn word(&mut self) -> u32 {
        let mut word = 0;
        while let Some((first, after)) = self.0.split_first().filter(|(first, _)| first.is_ascii_alphabetic()) {
            word = word << 8 | u32::from(first | 0x20);
            self.0 = after;
        }
        word
    }

    /// `2026-06-01`, `20260601`, `Mon Jun 01 2026`, `Mon, 01 Jun 2026`: days since 1970.
    fn date(&mut self) -> Option<i64> {
        if let Some(&[_, _, b'0'..=b'9', _]) = self.0.first_chunk() {
            let year = self.number(4)?;
            let dashed = self.eat(b"-");
            let month = self.number(2)?;
            return if self.eat(b"-") == dashed { days(year, month, self.number(2)?) } else { None };
        }
        // The weekday may be left out, and says nothing that the date does not.
        self.word();
        self.eat(b",");
        self.blanks();
        let mut name = self.word();
        self.blanks();
        let mut day = self.digit()?;
        if self.is_digit() {
            day = day * 10 + self.digit()?;
        }
        self.blanks();
        if name == 0 {
            name = self.word();
            self.blanks();
        }
        let names = b"janfebmaraprmayjunjulaugsepoctnovdec".chunks_exact(3);
        let packed = |name: &[u8]| name.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
        let month = names.map(packed).position(|month| month == name)?;
        days(self.number(4)?, month as i64 + 1, day)
    }

    /// `05:30:00`, `05:30`, `053000`: seconds.
    fn clock(&mut self) -> Option<i64> {
        let hour = self.number(2)?;
        let colon = self.eat(b":");
        let minute = self.number(2)?;
        let has_seconds = if colon { self.eat(b":") } else { self.is_digit() };
        let second = if has_seconds { self.number(2)? } else { 0 };
        // A leap second is the next minute's first.
        (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3_600 + minute * 60 + second)
    }

    /// Microseconds; what is finer is cut off.
    fn fraction(&mut self) -> Option<i64> {
        let (mut micros, mut unit) = (0, MICROS);
        if self.eat(b".,") {
            while let Some(digit) = if unit == MICROS { Some(self.digit()?) } else { self.digit() } {
                unit /= 10;
                micros += digit * unit;
            }
        }
        Some(micros)
    }

    /// The zone, to the end of the text: seconds east of UTC.
    fn zone(&mut self) -> Option<i64> {
        self.blanks();
        let name = self.word();
        let mut offset = 0;
        let is_east = self.0.first() == Some(&b'+');
        let signed = self.eat(b"+-");
        if signed {
            let hours = self.number(2)?;
            let minutes = if self.eat(b":") || self.is_digit() { self.number(2)? } else { 0 };
            if hours > 23 || minutes > 59 {
                return None;
            }
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
        (is_known && (self.0.is_empty() || has_zone && self.eat(b"(["))).then_some(offset)
    }
}

const Z: u32 = 'z' as u32;
const UTC: u32 = u32::from_be_bytes(*b"\0utc");
const GMT: u32 = u32::from_be_bytes(*b"\0gmt");

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "time_tests.rs"]
mod tests;
