//! Clock and timers. Written by hand: web-sys has them as methods of `Window` and of `WorkerGlobalScope`, which would
//! have to be told apart first, and Node has neither.

use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds by a clock that is never set.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn now() -> f64;
    #[wasm_bindgen(js_name = setTimeout)]
    pub fn set_timeout(then: &Function, ms: f64) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub fn clear_timeout(timer: &JsValue);
    /// Milliseconds since 1970 of a `Date`, also of another realm; whatever is none throws.
    #[wasm_bindgen(catch, js_namespace = ["Date", "prototype", "getTime"], js_name = call)]
    pub fn time_of(date: &JsValue) -> Result<f64, JsValue>;
}
