//! Paths and ids in them, as they arrive and as they go on.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::calls::CALLS;

/// Everything else in an id is percent-encoded.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(crate) fn encoded(id: &str) -> String {
    utf8_percent_encode(id, PLAIN).to_string()
}

/// Text of a path or, with `+` for a blank, of a query; None for what is no UTF-8.
pub(crate) fn decoded(text: &str) -> Option<String> {
    Some(percent_decode_str(text).decode_utf8().ok()?.into_owned())
}

/// Whether a text may be an id: no server on the way can read it as more than one part of a path, encoded or not.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let is_path = |c: char| c.is_control() || matches!(c, '/' | '\\' | '%');
    !matches!(text, "" | "." | "..") && !text.contains(is_path)
}

/// Whether a path fits a template, and with which id.
pub(crate) fn id_in<'a>(path: &'a str, template: &str) -> Option<Option<&'a str>> {
    let (mut parts, mut names) = (path.split('/'), template.split('/'));
    let mut id = None;
    loop {
        match (parts.next(), names.next()) {
            (None, None) => return Some(id),
            (Some(part), Some(name)) if name.starts_with('{') => id = Some(part),
            (Some(part), Some(name)) if part == name => {}
            _ => return None,
        }
    }
}

/// Whether the API could read the id as a part of another call's path.
pub(crate) fn is_part_of_another(template: &str, id: &str) -> bool {
    let before = template.split('{').next().unwrap_or_default();
    let mut others = CALLS.iter().filter_map(|other| other.path.strip_prefix(before));
    others.any(|rest| rest.split('/').next().is_some_and(|part| part.eq_ignore_ascii_case(id)))
}

/// A path with the id in its place.
pub(crate) fn with_id(template: &str, id: &str) -> String {
    let parts: Vec<_> =
        template.split('/').map(|part| if part.starts_with('{') { encoded(id) } else { part.to_owned() }).collect();
    parts.join("/")
}
