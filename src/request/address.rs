//! Addresses: the base URL, the path of each call, and the id that goes into it.
//!
//! Read here, not by `URL`, which mends what has to be refused (`https:///x`, `https://ho%73t`, dot segments, an empty
//! user) and so would only check the port and the brackets: measured, not a byte less. Percent encoding is ours for the
//! same reason: `encodeURIComponent` leaves `!'()*` as they are, and what encodes those too is 8 bytes of brotli larger.

use crate::host::text::{self, cut};

/// Checks a base URL and takes the slash off its end, or says what is wrong with it.
pub(crate) fn base_url(text: &str) -> Result<String, &'static str> {
    if text::has_gaps(text) || text::has(text, "\\") {
        return Err("must not contain spaces, control characters or backslashes");
    }
    if text::has(text, "?#") {
        return Err("must not have a query or a fragment");
    }
    let secure = text::begins(text, "https://");
    let path = if secure || text::begins(text, "http://") {
        let rest = text.get(if secure { 8.. } else { 7.. }).unwrap_or_default();
        let end = rest.bytes().position(|byte| byte == b'/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or_default();
        let host = checked_host(authority)?;
        if !secure && !is_loopback(host) {
            return Err("must be https, except on loopback");
        }
        path
    } else if text.starts_with("/") {
        text
    } else {
        return Err("must be an https URL, or a path that begins with one slash");
    };
    if has_odd_segment(path.strip_suffix("/").unwrap_or(path)) {
        return Err("must not have empty or dot segments in its path");
    }
    Ok(text.strip_suffix("/").unwrap_or(text).into())
}

/// The host of an authority, whose port is checked.
fn checked_host(authority: &str) -> Result<&str, &'static str> {
    if text::has(authority, "@") {
        return Err("must not have user info");
    }
    let end = if authority.starts_with("[") { b']' } else { b':' };
    let (host, port) = match cut(authority, end) {
        Some((host, port)) if end == b':' => (host, Some(port)),
        Some((_, "")) => (authority, None),
        Some((address, port)) => {
            (authority.get(..=address.len()).unwrap_or_default(), port.strip_prefix(":").or(Some("")))
        }
        None if end == b']' => ("", None),
        None => (authority, None),
    };
    let port_is_fine = port.is_none_or(|port| text::number(port).is_some_and(|port| port <= 65_535));
    let odd = |c: char| c.is_ascii_punctuation() && !matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    if host.is_empty() || !port_is_fine || host.chars().any(odd) {
        return Err("must have a host, and a port only as a number");
    }
    Ok(host)
}

fn is_loopback(host: &str) -> bool {
    let is_byte = |part| text::number(part).is_some_and(|number| number <= 255);
    let v4 = host
        .strip_prefix("127.")
        .is_some_and(|rest| text::parts(rest, b'.').count() == 3 && text::parts(rest, b'.').all(is_byte));
    v4 || host == "[::1]" || host.eq_ignore_ascii_case("localhost")
}

/// Whether a path has an empty segment after its first slash, or one that URL parsers resolve: `..`, `%2e`.
fn has_odd_segment(path: &str) -> bool {
    text::parts(path, b'/').skip(1).any(|mut segment| {
        while let Some(rest) = [".", "%2e", "%2E"].iter().find_map(|dot| segment.strip_prefix(dot)) {
            segment = rest;
        }
        segment.is_empty()
    })
}

/// The name of the id in a path.
fn placeholder(path: &str) -> Option<&str> {
    let (_, rest) = cut(path, b'{')?;
    cut(rest, b'}').map(|(name, _)| name)
}

/// Checks a path that is to stand in place of the documented one.
pub(crate) fn template(documented: &str, text: &str) -> Result<String, &'static str> {
    let (path, _) = cut(text, b'?').unwrap_or((text, ""));
    if !path.starts_with("/") || has_odd_segment(path) {
        return Err("must be a path that begins with a slash, without empty or dot segments");
    }
    if text::has(text, "#\\") || text::has_gaps(text) {
        return Err("must not contain a fragment, spaces, control characters or backslashes");
    }
    let known = |part: &str| {
        cut(part, b'}').is_some_and(|(name, rest)| Some(name) == placeholder(documented) && !text::has(rest, "}"))
    };
    let mut parts = text::parts(text, b'{');
    if parts.next().is_some_and(|before| text::has(before, "}")) || !parts.all(known) {
        return Err("has a placeholder that this call does not know");
    }
    Ok(text.into())
}

/// In bytes. Servers refuse addresses of some kilobytes, and each byte may take three there.
const LONGEST_ID: usize = 2_000;

/// What is wrong with an id, where something is.
pub(crate) fn id_fault(id: &str) -> Option<&'static str> {
    match id {
        "" => Some("must not be empty"),
        "." | ".." => Some("must not be a dot segment"),
        _ if id.len() > LONGEST_ID => Some("must not be longer than an address can be"),
        _ if id.chars().any(char::is_control) => Some("must not contain control characters"),
        _ => None,
    }
}

/// Puts an id, percent-encoded, into a template. Templates are checked before, ids by [`id_fault`].
pub(crate) fn fill(template: &str, id: &str) -> String {
    let mut filled = String::new();
    let mut rest = template;
    // A template may name its id more than once.
    while let Some((before, named)) = cut(rest, b'{') {
        filled += before;
        filled += &encode(id);
        rest = cut(named, b'}').map_or("", |(_, after)| after);
    }
    filled + rest
}

/// An id as an address has it.
pub(crate) fn encode(id: &str) -> String {
    let mut encoded = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                encoded.extend(char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    encoded
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
