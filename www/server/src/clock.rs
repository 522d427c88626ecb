//! The two time formats of the API, both in UTC without a zone, and seconds to calculate with.

use chrono::Utc;

/// `2024-10-15T09:30:00`: tickets and nominees.
pub fn seconds() -> String {
    Utc::now().format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// `2026-04-21T10:34:52.123456`: the consent log.
pub fn micros() -> String {
    Utc::now().format("%Y-%m-%dT%H:%M:%S%.6f").to_string()
}

/// Seconds since 1970.
pub fn unix() -> i64 {
    Utc::now().timestamp()
}
