//! Telling a record that is missing from an address that is wrong: both are a 404, in the words of many frameworks.

use crate::host::text::parts;

/// Words that say nothing of what is missing, in those of frameworks, gateways and stores of files.
const EMPTY: &str = "404 api application authentication available be could does entity error exception exist found http item \
    message missing no not notfound requested resource specified the token unavailable unknown was";

/// Words for addresses, and of what looks after them.
const ADDRESS: &str = "backend code controller endpoint file handler host incoming page path route routes \
    server static target upstream uri url values";

/// Whether the words of a 404 say which record is missing.
pub(crate) fn names_a_record(text: &str) -> bool {
    // "Cannot GET /banners"
    if parts(text, b' ').any(|part| part.starts_with('/')) {
        return false;
    }
    // No framework is as curt.
    let mut names = text.eq_ignore_ascii_case("no");
    let is_letter = |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphanumeric();
    // A name like "PageNotFound" is three words.
    let is_one = |one: &u8, other: &u8| {
        is_letter(one) == is_letter(other) && !(one.is_ascii_lowercase() && other.is_ascii_uppercase())
    };
    for word in text.as_bytes().chunk_by(is_one) {
        let is_in = |words| parts(words, b' ').any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
        if is_in(ADDRESS) {
            return false;
        }
        names |= word.first().is_some_and(is_letter) && !is_in(EMPTY);
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
            "No",
            "No data",
            "No data protection officer is configured",
            "No nominee with the given UUID exists",
            "The user has no consent records in the system",
            "Banner is not available",
            "No records found",
            "No consent found for this application",
            "No ConsentRecord matches the given query.",
            "No query results for model [App\\Models\\Consent] 1",
            "NomineeNotFoundException",
            "userNotFound",
            "User does not exist",
            "Not registered",
        ] {
            assert!(names_a_record(text), "{text}");
        }
    }

    #[test]
    fn a_framework_that_knows_no_such_address_names_nothing() {
        for text in [
            "",
            " ",
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
            // nginx, PHP and what serves files
            "File not found.",
            "No input file specified.",
            "No such file",
            "The specified resource does not exist.",
            "ResourceNotFound",
            // gateways
            "default backend - 404",
            "response 404 (backend NotFound), service rules for the path non-existent",
            "no API found with those values",
            "Unable to match incoming request to an operation.",
            "Application not found",
            "Requested entity was not found.",
            "No context-path matches the request URI.",
            "Request failed with status code 404",
            // frameworks
            "NotFound",
            "notfound",
            "NotFoundError",
            "NotFoundException",
            "PageNotFound",
            "RouteNotFoundException",
            "NoHandlerFoundException",
            "No message available",
            "No handler found for GET /banners",
            "No mapping for GET /banners",
            "404 NOT_FOUND \"No static resource banners.\"",
            "Unable to find matching target resource method",
            "RESTEASY003210: Could not find resource for full path: https://api.example/banners",
            "No HTTP resource was found that matches the request URI 'https://api.example/banners'.",
            "No type was found that matches the controller named 'banners'.",
            "No route matches [GET] \"/banners\"",
            "No route was found matching the URL and request method.",
            "Cannot find any path matching /banners.",
            "Handler for Request not found",
            "Sorry, the page you are looking for could not be found.",
            "This page could not be found.",
            "Not available",
            "Unknown resource",
        ] {
            assert!(!names_a_record(text), "{text}");
        }
    }
}
