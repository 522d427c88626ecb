//! What `data.js` answers: mostly for each step across the module's border costs more than the answer.

use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/data.js")]
extern "C" {
    /// A string of a length that can be handled, without lone surrogates; undefined for anything else.
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(value: &JsValue) -> JsValue;
    /// A text with each of these texts blanked out, at most 500 characters of it.
    pub fn blank(text: &JsValue, secrets: &Array) -> JsValue;
    /// Whether what others threw tells an address, or its last part.
    pub fn tells(thrown: &JsValue, address: &str) -> bool;
    /// Whether a text is JSON that broke off.
    #[wasm_bindgen(js_name = isCutOff)]
    pub fn is_cut_off(text: &JsValue) -> bool;
}

/// A string that can be passed on as it is; None for anything else.
pub(crate) fn text(value: &JsValue) -> Option<String> {
    text_of(value).as_string()
}
