//! Which headers a page can send.

use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host::text;
use crate::request::option_values::read_texts;

/// A header's name and value, checked.
pub(crate) type Header = (String, String);

/// Reads a record of headers, from the option or from its function.
pub(crate) fn read_headers(given: &JsValue) -> Result<Vec<Header>, Fault> {
    let headers = read_texts(given, "headers")?;
    if headers.iter().any(|(name, _)| !is_header_name(name)) {
        return Err(Fault::option("headers", "has a name that a page cannot send"));
    }
    if headers.iter().any(|(_, value)| !is_header_value(value)) {
        return Err(Fault::option("headers", "has a value that a header cannot carry"));
    }
    Ok(headers)
}

/// Whether a page can send this header: a token that browsers do not keep for themselves.
fn is_header_name(name: &str) -> bool {
    let token =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '(' | ')' | ',' | '/' | ':'..='@' | '['..=']' | '{' | '}');
    !name.is_empty()
        && name.chars().all(token)
        && !["proxy-", "sec-", "access-control-"].iter().any(|kept| text::begins(name, kept))
        && !text::parts(KEPT_BY_BROWSERS, b' ').any(|kept| kept.eq_ignore_ascii_case(name))
}

const KEPT_BY_BROWSERS: &str = "accept-charset accept-encoding connection content-length cookie cookie2 date dnt \
    expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via";

/// Whether a header can carry this value: Latin-1 without control characters but the tab.
pub(crate) fn is_header_value(value: &str) -> bool {
    value.chars().all(|c| c == '\t' || (!c.is_ascii_control() && u32::from(c) <= 0xff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_headers_that_a_page_can_send() {
        for name in ["X-API-Key", "authorization", "x_y", "Content-Type"] {
            assert!(is_header_name(name), "{name}");
        }
        for name in ["", "a b", "a:b", "é", "a\n", "Cookie", "HOST", "Sec-Fetch-Site", "proxy-x"] {
            assert!(!is_header_name(name), "{name}");
        }
    }

    #[test]
    fn knows_the_values_that_a_header_can_carry() {
        for value in ["", "tck_live_xxxx", "a\tb", "Zürich"] {
            assert!(is_header_value(value), "{value}");
        }
        for value in ["a\nb", "a\rb", "\0", "कुंजी", "🙂"] {
            assert!(!is_header_value(value), "{value}");
        }
    }
}
