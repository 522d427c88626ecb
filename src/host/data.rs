//! What `data.js` answers: mostly for each step across the module's border costs more than the answer.

use js_sys::Array;
use wasm_bindgen::prelude::*;

/// The types of JSON data, as `type_of` and `fits` say them.
pub(crate) mod types {
    pub(crate) const NONE: u32 = 0;
    pub(crate) const TEXT: u32 = 1;
    pub(crate) const FLAG: u32 = 2;
    pub(crate) const NUMBER: u32 = 4;
    pub(crate) const NULL: u32 = 8;
    pub(crate) const RECORD: u32 = 16;
    pub(crate) const LIST: u32 = 32;
}

#[wasm_bindgen(module = "/src/host/data.js")]
extern "C" {
    /// The type of a value that `JSON.parse` made; 0 is undefined.
    #[wasm_bindgen(js_name = typeOf)]
    pub fn type_of(value: &JsValue) -> u32;
    /// Whether such a value has each of the named fields, of one of the types given for it.
    pub fn fits(record: &JsValue, names: &Array, types: &Array) -> bool;
    /// A string of a length that can be handled, without lone surrogates; undefined for anything else.
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(value: &JsValue) -> JsValue;
    /// A text with each of these texts blanked out, at most 500 characters of it.
    pub fn blank(text: &JsValue, secrets: &Array) -> JsValue;
    /// A version 4 UUID.
    pub fn uuid() -> JsValue;
}

/// A string that can be passed on as it is; None for anything else.
pub(crate) fn text(value: &JsValue) -> Option<String> {
    text_of(value).as_string()
}
