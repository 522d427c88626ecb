//! Requests and their answers.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Response;

#[wasm_bindgen(module = "/src/package/early.js")]
extern "C" {
    /// `fetch`, or the answer to the same request that the page sent before the module was there.
    #[wasm_bindgen(catch, js_name = fetchOrTake)]
    pub fn fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    // Written by hand: web-sys takes for granted that the answer is text, and a stand-in for `fetch` may answer anything.
    type AnyHeaders;
    #[wasm_bindgen(method, catch)]
    fn get(this: &AnyHeaders, name: &str) -> Result<JsValue, JsValue>;
}

/// The text of an answer, which may be a `Response` of another realm, or look like one.
pub fn body_text(response: &JsValue) -> Result<Promise, JsValue> {
    response.unchecked_ref::<Response>().text()
}

/// A header of an answer.
pub fn header(headers: &JsValue, name: &str) -> Option<String> {
    if !headers.is_object() {
        return None;
    }
    headers.unchecked_ref::<AnyHeaders>().get(name).ok()?.as_string()
}
