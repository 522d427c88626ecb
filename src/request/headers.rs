//! Headers of the caller's: what they are, and which can be sent.

use std::cell::{OnceCell, RefCell};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::request::option_values::read_texts;

/// A header's name and value, checked.
pub(crate) type Header = (String, String);

/// What the `headers` function made for one attempt.
#[derive(Clone, Default)]
pub(crate) struct Made {
    pub headers: Vec<Header>,
    /// Whether it had to be waited for.
    pub awaited: bool,
}

/// What is kept of the turn in which a call began.
#[derive(Default)]
pub(crate) struct Kept {
    /// Asks the `headers` function again.
    pub again: OnceCell<Function>,
    /// The headers of the first attempt, where they were asked for before.
    pub first: RefCell<Option<Made>>,
}

/// Reads a record of headers, from the option or from its function.
pub(crate) fn read_headers(given: &JsValue) -> Result<Vec<Header>, Fault> {
    let headers = read_texts(given, "headers")?;
    if headers.iter().any(|(_, value)| !is_header_value(value)) {
        return Err(Fault::option("headers", "has a value that a header cannot carry"));
    }
    if headers.iter().any(|(name, value)| !host::is_sendable(name, value)) {
        return Err(Fault::option("headers", "has a name that cannot be sent from here"));
    }
    Ok(headers)
}

/// Whether a header can carry this value: Latin-1 without control characters but the tab.
pub(crate) fn is_header_value(value: &str) -> bool {
    value.chars().all(|c| c == '\t' || (!c.is_ascii_control() && u32::from(c) <= 0xff))
}

#[cfg(test)]
mod tests {
    use super::*;

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
