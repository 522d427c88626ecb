//! Deployments drift: camelCase keys, wrapped lists, missing nulls. A shape says what the documents have; reading an
//! answer by it gives that, keeps every further field, or says where the answer departs.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::{Fault, item};
use crate::js;

/// What a documented field holds.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Text, always.
    Text,
    /// Text or null; absent is null.
    TextOrNull,
    /// true or false, always.
    Flag,
    /// true, false or null; absent is null.
    FlagOrNull,
    /// A number, always.
    Number,
    /// A consent word: text, true, false or null; all else means nothing and is null.
    Word,
    /// An object whose keys are data: never renamed. Absent is empty.
    Data,
    /// Anything, kept as it is.
    Any,
    /// An object of its own shape.
    Record(&'static Shape),
    /// Such an object, or null; absent is null.
    RecordOrNull(&'static Shape),
    /// A list of such objects.
    List(&'static Shape),
    /// Such a list; null or absent is empty.
    ListOrNone(&'static Shape),
    /// Read where it is there, left out where it is not.
    Optional(&'static Kind),
}

/// The documented fields of an object.
pub type Shape = [(&'static str, Kind)];

/// What an endpoint answers.
#[derive(Clone, Copy)]
pub enum Answer {
    /// A list, also one wrapped in `data` or `items`.
    List(&'static Shape),
    /// An object, also one wrapped in `data`.
    Record(&'static Shape),
    /// An object that may leave out (or have as null) all fields but some.
    Partial(&'static Shape, &'static [&'static str]),
}

/// Makes the documented shape of a parsed answer, or says where it departs.
pub fn read(answer: JsValue, documented: Answer) -> Result<JsValue, Fault> {
    let (shape, needed) = match documented {
        Answer::List(shape) => {
            let list = unwrapped(answer);
            items(&list, shape).map_err(departure)?;
            return Ok(list);
        }
        Answer::Record(shape) => (shape, None),
        Answer::Partial(shape, needed) => (shape, Some(needed)),
    };
    let is_bare = |(name, _): &(&str, Kind)| has(&answer, name) || has(&answer, &camel(name));
    let record = if js::is_record(&answer) && !shape.iter().any(is_bare) { unwrapped(answer) } else { answer };
    fields(&record, shape, needed).map_err(departure)?;
    Ok(record)
}

fn has(record: &JsValue, name: &str) -> bool {
    js::has_own(record, &JsValue::from_str(name)).unwrap_or(false)
}

fn unwrapped(answer: JsValue) -> JsValue {
    if !js::is_record(&answer) {
        return answer;
    }
    let wrapped = ["data", "items"].into_iter().find(|name| has(&answer, name));
    wrapped.and_then(|name| js::field(&answer, name).ok()).unwrap_or(answer)
}

/// Where an answer departs from its shape: the path to it, and what it is not.
struct Departure {
    path: String,
    predicate: &'static str,
}

fn departure(departure: Departure) -> Fault {
    let path = departure.path.strip_prefix(".").unwrap_or(&departure.path);
    Fault::unexpected(&[if path.is_empty() { "it" } else { path }, " ", departure.predicate].concat())
}

impl Departure {
    fn here(predicate: &'static str) -> Self {
        Self { path: String::new(), predicate }
    }

    fn under(self, step: &str) -> Self {
        Self { path: [step, &self.path].concat(), ..self }
    }
}

fn items(list: &JsValue, shape: &'static Shape) -> Result<(), Departure> {
    let Some(list) = list.dyn_ref::<Array>() else {
        return Err(Departure::here("is no list"));
    };
    for (position, value) in list.iter().enumerate() {
        fields(&value, shape, None).map_err(|departure| departure.under(&item("", position)))?;
    }
    Ok(())
}

/// `needed` are the fields that must be there, where not all must.
fn fields(record: &JsValue, shape: &'static Shape, needed: Option<&[&str]>) -> Result<(), Departure> {
    if !js::is_record(record) {
        return Err(Departure::here("is no object"));
    }
    Keys::with(shape, |keys| {
        for ((name, kind), keys) in shape.iter().zip(keys) {
            let value = renamed(record, keys);
            let may_lack = needed.is_some_and(|needed| !needed.contains(name));
            if may_lack && (value.is_undefined() || value.is_null()) {
                continue;
            }
            match check(&value, *kind) {
                Ok(None) => {}
                Ok(Some(read)) => js::put(record, &keys.name, &read),
                Err(departure) => return Err(departure.under(&[".", name].concat())),
            }
        }
        Ok(())
    })
}

/// The field's value; a camelCase key is renamed on the way.
fn renamed(record: &JsValue, keys: &Keys) -> JsValue {
    let value = js::own(record, &keys.name);
    let Some(camel) = keys.camel.as_ref().filter(|_| value.is_undefined()) else {
        return value;
    };
    let value = js::own(record, camel);
    if !value.is_undefined() {
        js::delete(record, camel);
        js::put(record, &keys.name, &value);
    }
    value
}

/// Checks a value; Some is what has to stand in its place.
fn check(value: &JsValue, kind: Kind) -> Result<Option<JsValue>, Departure> {
    let none = value.is_undefined() || value.is_null();
    let fits = match kind {
        Kind::Any => true,
        Kind::Optional(kind) => return if value.is_undefined() { Ok(None) } else { check(value, *kind) },
        Kind::Text => value.is_string(),
        Kind::Flag => is_flag(value),
        Kind::Number => value.as_f64().is_some(),
        Kind::Record(shape) => return fields(value, shape, None).map(|()| None),
        Kind::List(shape) => return items(value, shape).map(|()| None),
        Kind::TextOrNull | Kind::FlagOrNull | Kind::RecordOrNull(_) if none => return Ok(absent(value, JsValue::NULL)),
        Kind::TextOrNull => value.is_string(),
        Kind::FlagOrNull => is_flag(value),
        Kind::RecordOrNull(shape) => return fields(value, shape, None).map(|()| None),
        Kind::Word if value.is_string() || is_flag(value) => true,
        Kind::Word => return Ok(Some(JsValue::NULL)),
        Kind::Data | Kind::ListOrNone(_) if none => {
            let empty = if matches!(kind, Kind::Data) { js::object() } else { Array::new().into() };
            return Ok(Some(empty));
        }
        Kind::Data => js::is_record(value),
        Kind::ListOrNone(shape) => return items(value, shape).map(|()| None),
    };
    if fits { Ok(None) } else { Err(Departure::here("has another type than documented")) }
}

fn absent(value: &JsValue, instead: JsValue) -> Option<JsValue> {
    value.is_undefined().then_some(instead)
}

fn is_flag(value: &JsValue) -> bool {
    value.as_bool().is_some()
}

/// A field's name as JavaScript strings, made once: making them again for each object would be most of the cost.
struct Keys {
    name: JsValue,
    camel: Option<JsValue>,
}

type KnownKeys = Vec<(*const Shape, Rc<[Keys]>)>;

thread_local! {
    static KEYS: RefCell<KnownKeys> = const { RefCell::new(Vec::new()) };
}

impl Keys {
    fn with<R>(shape: &'static Shape, then: impl FnOnce(&[Keys]) -> R) -> R {
        let known =
            KEYS.with_borrow(|all| all.iter().find(|(of, _)| std::ptr::eq(*of, shape)).map(|(_, keys)| keys.clone()));
        let keys = known.unwrap_or_else(|| {
            let keys: Rc<[Keys]> = shape.iter().map(|(name, _)| Keys::new(name)).collect();
            KEYS.with_borrow_mut(|all| all.push((shape, keys.clone())));
            keys
        });
        then(&keys)
    }

    fn new(name: &str) -> Self {
        let camel = camel(name);
        Self { name: JsValue::from_str(name), camel: (camel != name).then(|| JsValue::from_str(&camel)) }
    }
}

/// `is_mandatory` → `isMandatory`
fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut begins_word = false;
    for c in name.chars() {
        if c != '_' {
            camel.push(if begins_word { c.to_ascii_uppercase() } else { c });
        }
        begins_word = c == '_';
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::camel;

    #[test]
    fn spells_documented_names_in_camel_case() {
        assert_eq!(camel("id"), "id");
        assert_eq!(camel("is_mandatory"), "isMandatory");
        assert_eq!(camel("purpose_consents"), "purposeConsents");
    }
}
