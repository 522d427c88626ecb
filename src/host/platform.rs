//! What only the platform itself knows.

use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/platform.js")]
extern "C" {
    /// Whether this platform sends such a header.
    #[wasm_bindgen(js_name = isSendable)]
    pub fn is_sendable(name: &str, value: &str) -> bool;
    /// Whether there is a page that a path is resolved by.
    #[wasm_bindgen(js_name = hasPage)]
    pub fn has_page() -> bool;
    /// A function that asks another one again, in what the platform keeps of this turn.
    pub fn repeatable(make: &Function) -> Function;
}

#[wasm_bindgen(module = "/src/host/typed.js")]
extern "C" {
    /// What a person typed as it is sent: null where nothing of it shows, undefined where it is not of the kind.
    pub fn typed(text: &str, kind: &str) -> JsValue;
}
