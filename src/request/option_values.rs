//! Reading one option: what it may be, and that a getter which throws is a bad option.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;

/// `setTimeout` takes no more.
pub(crate) const LONGEST_TIME_MS: f64 = 2_147_483_647.0;

/// Reads a property; a getter that throws is a bad option.
pub(crate) fn read_option(value: &JsValue, name: &'static str) -> Result<JsValue, Fault> {
    host::field(value, name).map_err(|thrown| Fault::option(name, "cannot be read").caused_by(thrown))
}

/// An option that is text, where it is given.
pub(crate) fn read_text(value: &JsValue, name: &'static str) -> Result<Option<String>, Fault> {
    let given = read_option(value, name)?;
    if given.is_undefined() {
        return Ok(None);
    }
    host::text(&given).map(Some).ok_or_else(|| Fault::option(name, "must be text"))
}

/// A number of milliseconds, where it is given.
pub(crate) fn read_time(value: &JsValue, name: &'static str) -> Result<Option<f64>, Fault> {
    let given = read_option(value, name)?;
    if given.is_undefined() {
        return Ok(None);
    }
    match given.as_f64() {
        Some(ms) if ms.is_finite() && ms >= 0.0 => Ok(Some(ms.min(LONGEST_TIME_MS))),
        _ => Err(Fault::option(name, "must be a number of milliseconds, 0 or more")),
    }
}

/// The entries of an object that has nothing but texts.
pub(crate) fn read_texts(given: &JsValue, name: &'static str) -> Result<Vec<(String, String)>, Fault> {
    if given.is_undefined() {
        return Ok(Vec::new());
    }
    if !host::is_dictionary(given) {
        return Err(Fault::option(name, "must be an object whose values are text"));
    }
    let unreadable = |thrown| Fault::option(name, "cannot be read").caused_by(thrown);
    let mut entries = Vec::new();
    for entry in host::entries(given).map_err(unreadable)?.iter() {
        let pair: Array = entry.unchecked_into();
        match (host::text(&pair.get(0)), host::text(&pair.get(1))) {
            (Some(key), Some(value)) => entries.push((key, value)),
            _ => return Err(Fault::option(name, "must be an object whose values are text")),
        }
    }
    Ok(entries)
}
