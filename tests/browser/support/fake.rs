//! The stand-in for `fetch`, as the tests hold it.

use std::sync::Once;

use js_sys::{Function, Promise};
use serde_json::Value as Json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{eval, get, plain};

#[wasm_bindgen(module = "/tests/browser/support/scripts.js")]
extern "C" {
    fn install(script: &str, hurry: bool) -> JsValue;
    fn restore();
    fn until(log: &JsValue, enough: &Function) -> Promise;
}

/// Answers every `fetch` from a script, which `fake_fetch.js` describes. When it is dropped, or a test fails, the real
/// one is back; a test whose script left a request without an answer fails.
pub struct FakeFetch {
    log: JsValue,
}

impl FakeFetch {
    pub fn new(script: &Json) -> Self {
        Self::install(script, false)
    }

    /// One that also lets nobody wait before the next attempt.
    pub fn hurried(script: &Json) -> Self {
        Self::install(script, true)
    }

    fn install(script: &Json, hurry: bool) -> Self {
        // A failing test is never unwound: only the hook runs.
        static RESTORE_WHEN_A_TEST_FAILS: Once = Once::new();
        RESTORE_WHEN_A_TEST_FAILS.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                restore();
                before(info);
            }));
        });
        Self { log: install(&script.to_string(), hurry) }
    }

    /// Every request so far: its url, its `RequestInit`, its headers as an object, and whether its signal is aborted.
    pub fn requests(&self) -> Vec<Json> {
        match plain(&get(&self.log, "requests")) {
            Json::Array(requests) => requests,
            _ => Vec::new(),
        }
    }

    /// How many requests there were.
    pub fn count(&self) -> usize {
        self.requests().len()
    }

    /// The times that `setTimeout` was asked for.
    pub fn waits(&self) -> Vec<f64> {
        let waits = plain(&get(&self.log, "waits"));
        waits.as_array().into_iter().flatten().filter_map(Json::as_f64).collect()
    }

    /// Waits for so many requests.
    pub async fn sent(&self, count: usize) {
        self.until(&format!("(log) => log.requests.length >= {count}")).await;
    }

    /// Waits until somebody waits for so many milliseconds.
    pub async fn waiting(&self, ms: u32) {
        self.until(&format!("(log) => log.waits.includes({ms})")).await;
    }

    async fn until(&self, enough: &str) {
        let _ = JsFuture::from(until(&self.log, eval(enough).unchecked_ref())).await;
    }
}

impl Drop for FakeFetch {
    fn drop(&mut self) {
        restore();
        let unmatched = plain(&get(&self.log, "unmatched"));
        assert_eq!(unmatched, Json::Array(Vec::new()), "requests that the script has no answer for");
    }
}
