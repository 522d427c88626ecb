//! Typed handles on JavaScript values: response data stays where it is, Rust walks it.
//!
//! Functions marked `catch` may meet values of the caller (getters, proxies); the others are only used on objects that
//! this module or `JSON.parse` made.

pub mod text;

use js_sys::Array;
use wasm_bindgen::prelude::*;

/// The longest list that is read: a sparse array may claim to have four thousand million items.
pub const LONGEST_LIST: u32 = 1_000_000;

#[wasm_bindgen]
extern "C" {
    /// `Map` of positions.
    pub type Positions;
    #[wasm_bindgen(constructor, js_class = "Map")]
    pub fn new() -> Positions;
    #[wasm_bindgen(method)]
    pub fn get(this: &Positions, key: &JsValue) -> Option<i32>;
    #[wasm_bindgen(method)]
    pub fn set(this: &Positions, key: &JsValue, position: i32);

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    pub fn get(target: &JsValue, key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = set)]
    fn reflect_set(target: &JsValue, key: &JsValue, value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(js_namespace = Reflect, js_name = deleteProperty)]
    pub fn delete(target: &JsValue, key: &JsValue) -> bool;

    #[wasm_bindgen(js_name = Object)]
    pub fn object() -> JsValue;
    #[wasm_bindgen(js_namespace = Object, js_name = assign)]
    pub fn overlay(target: &JsValue, source: &JsValue);
    #[wasm_bindgen(catch, js_namespace = Object, js_name = hasOwn)]
    pub fn has_own(target: &JsValue, key: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    pub fn entries(target: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn array_from(value: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    fn json(value: &JsValue) -> Result<JsValue, JsValue>;
}

thread_local! {
    static LENGTH: JsValue = JsValue::from_str("length");
}

/// Reads a property of an object; undefined where the value is no object.
pub fn field(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if !value.is_object() && !value.is_function() {
        return Ok(JsValue::UNDEFINED);
    }
    get(value, &JsValue::from_str(name))
}

/// Sets a property of an object that this module made, which cannot fail.
pub fn set(target: &JsValue, name: &str, value: &JsValue) {
    let _ = reflect_set(target, &JsValue::from_str(name), value);
}

/// JSON text of an object that this module made.
pub fn stringify(value: &JsValue) -> Option<String> {
    json(value).ok()?.as_string()
}

/// A new object.
pub fn record(fields: &[(&str, &JsValue)]) -> JsValue {
    let record = object();
    for (name, value) in fields {
        set(&record, name, value);
    }
    record
}

/// Rust data as JavaScript data.
pub fn from_serde(value: &impl serde::Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}

/// A copy of a list as a plain array; None where the value is no array.
pub fn list(value: &JsValue) -> Result<Option<Array>, JsValue> {
    if !is_array(value)? {
        return Ok(None);
    }
    let length = LENGTH.with(|length| get(value, length))?.as_f64();
    if !length.is_some_and(|length| length <= f64::from(LONGEST_LIST)) {
        return Ok(None);
    }
    array_from(value).map(Some)
}

/// Whether a value is an object that is no array: what JSON calls an object.
pub fn is_record(value: &JsValue) -> bool {
    value.is_object() && !is_array(value).unwrap_or(true)
}

/// Whether it is such an object whose fields are its data: a `Map` or `Headers` has none.
pub fn is_dictionary(value: &JsValue) -> bool {
    is_record(value) && !field(value, "entries").is_ok_and(|entries| entries.is_function())
}

/// A string that can be passed on as it is; None for anything else.
pub fn text(value: &JsValue) -> Option<String> {
    text_of(value).as_string()
}

/// The types of JSON data, as `type_of` and `fits` say them.
pub mod types {
    #![allow(missing_docs, reason = "each is the type of its name")]
    pub const NONE: u32 = 0;
    pub const TEXT: u32 = 1;
    pub const FLAG: u32 = 2;
    pub const NUMBER: u32 = 4;
    pub const NULL: u32 = 8;
    pub const RECORD: u32 = 16;
    pub const LIST: u32 = 32;
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
    /// A shallow copy of an object, undefined where there is none.
    #[wasm_bindgen(catch)]
    pub fn copy(value: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Reads a property of data that this module or `JSON.parse` made.
    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    pub fn own(target: &JsValue, key: &JsValue) -> JsValue;
    /// Sets a property of such data.
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub fn put(target: &JsValue, key: &JsValue, value: &JsValue);
}

#[wasm_bindgen]
extern "C" {
    /// A copy of an answer, for another caller.
    #[wasm_bindgen(catch, js_name = structuredClone)]
    pub fn structured_clone(value: &JsValue) -> Result<JsValue, JsValue>;
}
