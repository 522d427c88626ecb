//! Banners and a status as numbers, and their copies with what was decided of them: src/host/merge.js.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/merge.js")]
extern "C" {
    /// Thrown where an input is not what it must be.
    pub type Misshapen;
    #[wasm_bindgen(method, getter)]
    pub fn field(this: &Misshapen) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn predicate(this: &Misshapen) -> String;

    pub type Reading;
    #[wasm_bindgen(catch, js_name = readConsents)]
    pub fn read_consents(banners: &JsValue, status: &JsValue, terms: &JsValue) -> Result<Reading, JsValue>;
    #[wasm_bindgen(catch, js_name = readDecided)]
    pub fn read_decided(banner: &JsValue, record: &JsValue, terms: &JsValue) -> Result<Reading, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub fn numbers(this: &Reading) -> Vec<u32>;
    #[wasm_bindgen(method)]
    pub fn timestamp(this: &Reading, entry: usize) -> Option<String>;
    #[wasm_bindgen(method)]
    pub fn merged(this: &Reading, outcomes: &[u32]) -> JsValue;
}
