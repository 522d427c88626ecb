//! Reading answers in `answer.js`.

use wasm_bindgen::prelude::*;

/// What a member may be: the types of JSON data, and more.
pub(crate) mod types {
    pub(crate) const TEXT: u32 = 1;
    pub(crate) const FLAG: u32 = 2;
    pub(crate) const NUMBER: u32 = 4;
    pub(crate) const NULL: u32 = 8;
    pub(crate) const RECORD: u32 = 16;
    pub(crate) const LIST: u32 = 32;
    pub(crate) const ANY: u32 = 63;
    /// It may be left out.
    pub(crate) const OPTIONAL: u32 = 64;
    /// The object is known by it.
    pub(crate) const ID: u32 = 128;
    /// A list that cannot be read is another thing than none.
    pub(crate) const LOG: u32 = 256;
}

#[wasm_bindgen(module = "/src/host/answer.js")]
extern "C" {
    /// Reads what `JSON.parse` made, where it is. `shape` is JSON: a name, its types and the shape within, one after the other.
    /// What is thrown is the reason why it cannot be read, as a text.
    #[wasm_bindgen(catch, js_name = readAnswer)]
    pub fn read_answer(
        answer: JsValue,
        shape: &str,
        is_list: bool,
        created: bool,
        operation: &str,
        drift: &JsValue,
    ) -> Result<JsValue, JsValue>;
    /// Whether a list that `read_answer` gave has every item of the answer: none was left out.
    #[wasm_bindgen(js_name = isWhole)]
    pub fn is_whole(list: &JsValue) -> bool;
    /// What tells a listener, which may be any function, of departures; `read_answer` takes it.
    pub fn drift(listener: &JsValue) -> JsValue;
}
