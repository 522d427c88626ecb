//! Inputs of the caller as numbers, and what is made of them: reading.js, merge.js, decision.js and needs.js.

use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/reading.js")]
extern "C" {
    pub type Reading;
    #[wasm_bindgen(method, getter)]
    pub fn numbers(this: &Reading) -> Vec<u32>;
    #[wasm_bindgen(method, getter)]
    pub fn undecided(this: &Reading) -> Option<String>;
}

#[wasm_bindgen(module = "/src/host/merge.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readConsents)]
    pub fn read_consents(banners: &JsValue, status: &JsValue, terms: &JsValue) -> Result<Reading, JsValue>;
    #[wasm_bindgen(catch, js_name = readApplied)]
    pub fn read_applied(banner: &JsValue, record: &JsValue, terms: &JsValue) -> Result<Reading, JsValue>;
    #[wasm_bindgen(js_name = timestampOf)]
    pub fn timestamp_of(read: &Reading, entry: usize) -> JsValue;
    pub fn merged(read: &Reading, outcomes: &[u32], times: &str) -> JsValue;
    #[wasm_bindgen(js_name = withOwn)]
    pub fn with_own(all: &JsValue, own: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/host/decision.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readChoices)]
    pub fn read_choices(
        banner: &JsValue,
        choices: &JsValue,
        options: &JsValue,
        terms: &JsValue,
    ) -> Result<Reading, JsValue>;
    #[wasm_bindgen(catch)]
    pub fn decision(read: &Reading, outcomes: &[u32]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = readDecision)]
    pub fn read_decision(decision: &JsValue, terms: &JsValue) -> Result<Reading, JsValue>;
    #[wasm_bindgen(catch, js_name = readRecord)]
    pub fn read_record(read: &Reading, record: &JsValue) -> Result<Reading, JsValue>;
    #[wasm_bindgen(js_name = textsOf)]
    pub fn texts_of(read: &Reading, ids: &[u32]) -> Array;
}

#[wasm_bindgen(module = "/src/host/needs.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readNeeds)]
    pub fn read_needs(banner: &JsValue, terms: &JsValue) -> Result<Reading, JsValue>;
    pub fn need(read: &Reading, reason: &str, ids: &[u32]) -> JsValue;
}

#[wasm_bindgen(module = "/src/host/decision.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readSeen)]
    pub fn read_seen(banner: &JsValue, point: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = bannerNow)]
    pub fn banner_now(seen: &JsValue, own: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isUnchanged)]
    pub fn is_unchanged(seen: &JsValue, merged: &JsValue, status: &JsValue, request_id: &JsValue) -> bool;
}
