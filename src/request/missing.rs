//! Telling a record that is missing from an address that is wrong: both are a 404, in the words of many frameworks.

use crate::host::text::{begins, parts};

/// Words that say nothing of what is missing.
const EMPTY: &[&str] = &[
    "404",
    "authentication",
    "be",
    "could",
    "error",
    "found",
    "http",
    "missing",
    "not",
    "page",
    "requested",
    "resource",
    "the",
    "token",
    "was",
];

/// Words for addresses.
const ADDRESS: &[&str] = &["endpoint", "path", "route", "routes", "uri", "url"];

/// Whether the words of a 404 say which record is missing.
pub(crate) fn names_a_record(text: &str) -> bool {
    // "Cannot GET /banners", "No static resource banners."
    if parts(text, b' ').any(|part| part.starts_with('/')) || begins(text, "no static ") {
        return false;
    }
    let mut names = false;
    for word in text.as_bytes().split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
        let is_in = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
        if is_in(ADDRESS) {
            return false;
        }
        names |= !word.is_empty() && !is_in(EMPTY);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        for text in [
            "No consent records",
            "No consent records found for this user",
            "User not found",
            "user_not_found",
            "Collection point not found.",
            "Resource not found: consent record",
            "No DPO configured",
            "Ticket GRV-1 could not be found",
            "Nominee d4e5f6a7 was not found",
            "CONSENT_NOT_FOUND",
            "Keine Einwilligung",
            "कोई सहमति नहीं",
            "DPO/officer not found",
        ] {
            assert!(names_a_record(text), "{text}");
        }
    }

    #[test]
    fn a_framework_that_knows_no_such_address_names_nothing() {
        for text in [
            "",
            " ",
            "…",
            "Not found",
            "Not Found",
            "NOT_FOUND",
            "not-found!",
            "404 Not Found",
            "HTTP 404",
            "Error: not found",
            "404 page not found",
            "Page not found.",
            "Resource Not Found",
            "The requested resource was not found",
            "The requested resource could not be found.",
            "Route not found",
            "Route GET:/banners/user/usr_asha not found",
            "The route api/banners could not be found.",
            "no Route matched with those values",
            "No routes matched location",
            "Missing Authentication Token",
            "missing authentication token.",
            "Cannot GET /banners/user/usr_asha",
            "No static resource banners.",
            "Resource not found: /banners",
            "Invalid URL",
            "The requested URL was not found on the server. If you entered the URL manually please check your spelling.",
            "Unknown endpoint",
        ] {
            assert!(!names_a_record(text), "{text}");
        }
    }
}
