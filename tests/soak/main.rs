//! Many calls through one client in one page: what they needed is given back.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, unused_imports, reason = "one test needs only a part of it")]
#[path = "../browser/support/mod.rs"]
mod support;

use js_sys::Promise;
use support::{ADMIN_KEY, js, json, package, plain, server, show, value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/soak/soak.js")]
extern "C" {
    fn soak(module: &JsValue, memory: &JsValue, options: &JsValue, warm: u32, all: u32) -> Promise;
}

#[wasm_bindgen_test]
async fn twenty_thousand_calls_leave_nothing_behind() {
    let module = package().await;
    let options =
        js(&json!({ "baseUrl": format!("{}/api", server()), "apiKey": ADMIN_KEY, "orgId": "acme", "maxRetries": 1 }));
    let found = plain(&value(soak(&module, &wasm_bindgen::memory(), &options, 1_000, 20_000)).await);
    let [before, after] = ["before", "after"].map(|when| &found[when]);
    show(&format!("soak, 20000 calls: {}", found["ends"]));
    for (what, name) in [("wasm memory", "wasm"), ("JavaScript heap", "heap")] {
        let [before, after] = [before, after].map(|level| level[name].as_f64().unwrap());
        show(&format!("soak, {what}: {before} bytes after 1000 calls, {after} after 20000"));
        assert!(before > 0.0 && after <= before * 1.1, "{what}: {before}, then {after}");
    }
    let ends = found["ends"].as_object().unwrap();
    assert_eq!(ends.values().filter_map(serde_json::Value::as_u64).sum::<u64>(), 20_000);
    for end in ["ok", "aborted", "unexpected_response", "outcome_unknown", "server_error", "network"] {
        assert!(ends.contains_key(end), "no call ended in {end}");
    }
}
