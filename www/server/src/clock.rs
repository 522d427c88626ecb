//! The two time formats of the API, both in UTC without a zone, and seconds to calculate with.

use chrono::{Days, Utc};

/// `2024-10-15T09:30:00`: tickets and nominees.
pub fn seconds() -> String {
    Utc::now().format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// `2026-04-21T10:34:52.123456`: the consent log.
pub fn micros() -> String {
    Utc::now().format("%Y-%m-%dT%H:%M:%S%.6f").to_string()
}

/// `2026-04-21`, so many days before today.
pub fn days_ago(days: u64) -> String {
    let today = Utc::now().date_naive();
    today.checked_sub_days(Days::new(days)).unwrap_or(today).to_string()
}
