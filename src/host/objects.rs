//! Reading and making objects and lists.

use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

/// The longest list that is read: a sparse array may claim to have four thousand million items.
pub(crate) const LONGEST_LIST: u32 = 1_000_000;

// Written by hand, for js-sys has these without `catch`: a proxy throws whatever it wants, and a revoked one does so
// even when it is asked whether it is an array.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    pub fn entries(target: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn array_from(value: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch, js_name = structuredClone)]
    pub fn structured_clone(value: &JsValue) -> Result<JsValue, JsValue>;
}

// Written by hand, for js-sys wants the text in Rust: a response is parsed where it is.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_namespace = JSON, js_name = parse)]
    static PARSE: Function;
}

// Written by hand, for js-sys has these with `catch`, which takes a merge a fifth more time.
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
    /// `Map` of positions.
    pub type Positions;
    #[wasm_bindgen(constructor, js_class = "Map")]
    pub fn new() -> Positions;
    #[wasm_bindgen(method)]
    pub fn get(this: &Positions, key: &JsValue) -> Option<i32>;
    #[wasm_bindgen(method)]
    pub fn set(this: &Positions, key: &JsValue, position: i32);
}

impl Default for Positions {
    fn default() -> Self {
        Self::new()
    }
}

thread_local! {
    static LENGTH: JsValue = JsValue::from_str("length");
}

/// Reads a property by a name that is a JavaScript string already.
pub(crate) fn get(target: &JsValue, key: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(target, key)
}

/// Reads a property of an object; undefined where the value is not one.
pub(crate) fn field(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if !value.is_object() && !value.is_function() {
        return Ok(JsValue::UNDEFINED);
    }
    get(value, &JsValue::from_str(name))
}

/// Sets a property of an object that this module made, which cannot fail.
pub(crate) fn set(target: &JsValue, name: &str, value: &JsValue) {
    put(target, &JsValue::from_str(name), value);
}

/// A new object.
pub(crate) fn object() -> JsValue {
    Object::new().into()
}

/// A new object with these properties.
pub(crate) fn record(fields: &[(&str, &JsValue)]) -> JsValue {
    let record = object();
    for (name, value) in fields {
        set(&record, name, value);
    }
    record
}

/// Copies the properties of one object that this module made to another.
pub(crate) fn overlay(target: &JsValue, source: &JsValue) {
    Object::assign(target.unchecked_ref::<Object>(), source.unchecked_ref());
}

/// Sets a property that does not show when the object is listed or copied.
pub(crate) fn hide(target: &JsValue, name: &str, value: &JsValue) {
    let descriptor = record(&[("value", value), ("configurable", &JsValue::TRUE), ("writable", &JsValue::TRUE)]);
    Object::define_property(target.unchecked_ref::<Object>(), &JsValue::from_str(name), descriptor.unchecked_ref());
}

/// JSON text of an object that this module made.
pub(crate) fn stringify(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

/// A function that makes new plain data of a JSON text at each call: `JSON.parse` bound to it, without a closure of ours.
pub(crate) fn parser_of(json: &str) -> JsValue {
    PARSE.with(|parse| parse.bind1(&JsValue::NULL, &json.into())).into()
}

/// Rust data as JavaScript data.
pub(crate) fn from_serde(value: &impl serde::Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}

/// A copy of a list as a plain array; None where the value is not an array.
pub(crate) fn list(value: &JsValue) -> Result<Option<Array>, JsValue> {
    if !is_array(value)? {
        return Ok(None);
    }
    let length = LENGTH.with(|length| get(value, length))?.as_f64();
    if !length.is_some_and(|length| length <= f64::from(LONGEST_LIST)) {
        return Ok(None);
    }
    array_from(value).map(Some)
}

/// A property that is text with a character in it.
pub(crate) fn filled(value: &JsValue, name: &str) -> Option<JsValue> {
    field(value, name).ok().filter(|text| text.is_string() && *text != "")
}

/// Whether a value is an object but not an array: what JSON calls an object.
pub(crate) fn is_record(value: &JsValue) -> bool {
    value.is_object() && !is_array(value).unwrap_or(true)
}

/// Whether it is such an object whose fields are its data: a `Map` or `Headers` has none.
pub(crate) fn is_dictionary(value: &JsValue) -> bool {
    is_record(value) && !field(value, "entries").is_ok_and(|entries| entries.is_function())
}
