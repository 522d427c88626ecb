//! `apiTime`: what a time of the API is to JavaScript.

use js_sys::Date;
use wasm_bindgen::prelude::*;

use crate::host;
use crate::schema::time;

/// Microseconds since 1970 of a member that is a time; None where it cannot be read.
pub(crate) fn micros_of(value: &JsValue) -> Option<i64> {
    match value.as_f64() {
        Some(number) => time::micros_of_number(number),
        None => time::micros(&host::text(value)?),
    }
}

/// The moment that a timestamp of the API means, in any spelling that deployments use, or null where it cannot be read.
/// Pure, and never throws.
///
/// Read are RFC 3339 and ISO 8601 with any zone, PostgreSQL's and JavaScript's spellings, a date alone, and a number of
/// seconds or of milliseconds since 1970; a `Date` is copied. No zone means UTC, where `new Date` would take the local one.
///
/// @example
/// ```js
/// apiTime("2026-06-01 05:30:00+0530"); // as new Date("2026-06-01T00:00:00Z")
/// const [ticket] = await client.listGrievances("usr_asha");
/// const filed = apiTime(ticket?.created_at);
/// console.log(filed ? filed.toLocaleDateString() : "unknown");
/// ```
#[wasm_bindgen(js_name = apiTime, unchecked_return_type = "Date | null")]
pub fn api_time(#[wasm_bindgen(unchecked_param_type = "unknown")] value: JsValue) -> JsValue {
    let ms = match host::time_of(&value) {
        Ok(ms) => Some(ms).filter(|ms| ms.is_finite()),
        Err(_) => micros_of(&value).map(|micros| micros.div_euclid(1_000) as f64),
    };
    ms.map_or(JsValue::NULL, |ms| Date::new(&ms.into()).into())
}
