//! The `ConsentError`: when there is one, and what it says.

mod codes;
mod object;
mod secrets;

use crate::support::{FakeFetch, JsValue, NONE, client_with, json, rejection};

/// A failed call: 503 with `Retry-After`.
pub async fn error() -> JsValue {
    let answer = json!({ "status": 503, "json": { "error": "Down for now" }, "headers": { "Retry-After": "61" } });
    let _fake = FakeFetch::new(&json!([answer]));
    rejection(client_with(&json!({})).user_banners("usr_asha".into(), NONE)).await
}
