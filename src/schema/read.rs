//! Deployments drift: camelCase keys, wrapped lists, missing nulls. Reading an answer by its shape gives what the
//! documents have, keeps every further field, or says where the answer departs.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::error::field::item;
use crate::host::{self, types};
use crate::schema::shape::{Answer, FieldKey, Kind, Shape, ShapeKeys, camel};

/// Makes the documented shape of a parsed answer, or says where it departs.
pub(crate) fn read_answer(answer: JsValue, documented: Answer) -> Result<JsValue, Fault> {
    let (shape, needed) = match documented {
        Answer::List(shape) => {
            let list = unwrapped(unwrapped(answer));
            check_list(&list, shape).map_err(departure)?;
            return Ok(list);
        }
        Answer::Record(shape) => (shape, None),
        Answer::Partial(shape, needed) => (shape, Some(needed)),
    };
    // `status` is a word of envelopes too.
    let is_bare = |(name, _): &(&str, Kind)| {
        *name != "status" && (host::has_own(&answer, name) || host::has_own(&answer, &camel(name)))
    };
    let record = if host::is_record(&answer) && !shape.iter().any(is_bare) { unwrapped(answer) } else { answer };
    check_record(&record, shape, needed).map_err(departure)?;
    Ok(record)
}

fn unwrapped(answer: JsValue) -> JsValue {
    if !host::is_record(&answer) {
        return answer;
    }
    let wrapped = ["data", "items"].into_iter().find(|name| host::has_own(&answer, name));
    wrapped.and_then(|name| host::field(&answer, name).ok()).unwrap_or(answer)
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

fn check_list(list: &JsValue, shape: &'static Shape) -> Result<(), Departure> {
    if host::type_of(list) != types::LIST {
        return Err(Departure::here("is not a list"));
    }
    for (position, value) in list.unchecked_ref::<Array>().iter().enumerate() {
        check_record(&value, shape, None).map_err(|departure| departure.under(&item("", position)))?;
    }
    Ok(())
}

/// `needed` are the fields that must be there, where not all must.
fn check_record(record: &JsValue, shape: &'static Shape, needed: Option<&[&str]>) -> Result<(), Departure> {
    let known = ShapeKeys::of(shape);
    // Most often all is as documented: one question, and no other but to what lies deeper.
    let fits = host::fits(record, &known.names, &known.types);
    if !fits && host::type_of(record) != types::RECORD {
        return Err(Departure::here("is not an object"));
    }
    for ((name, kind), keys) in shape.iter().zip(&known.keys) {
        if fits && kind.shape().is_none() {
            continue;
        }
        let value = renamed(record, keys);
        let may_lack = needed.is_some_and(|needed| !needed.contains(name));
        if may_lack && (value.is_undefined() || value.is_null()) {
            continue;
        }
        match check_value(&value, *kind) {
            Ok(None) => {}
            Ok(Some(read)) => host::put(record, &keys.name, &read),
            Err(departure) => return Err(departure.under(&[".", name].concat())),
        }
    }
    Ok(())
}

/// The field's value; a camelCase key is renamed on the way.
fn renamed(record: &JsValue, keys: &FieldKey) -> JsValue {
    let value = host::own(record, &keys.name);
    let Some(camel) = keys.camel.as_ref().filter(|_| value.is_undefined()) else {
        return value;
    };
    let value = host::own(record, camel);
    if !value.is_undefined() {
        host::delete(record, camel);
        host::put(record, &keys.name, &value);
    }
    value
}

/// Checks a value; Some is what has to stand in its place.
fn check_value(value: &JsValue, kind: Kind) -> Result<Option<JsValue>, Departure> {
    let found = host::type_of(value);
    if found & kind.types() != 0 {
        return match kind.shape() {
            Some(shape) if found == types::LIST => check_list(value, shape),
            Some(shape) if found == types::RECORD => check_record(value, shape, None),
            _ => Ok(()),
        }
        .map(|()| None);
    }
    let is_absent = found == types::NONE;
    let none = is_absent || found == types::NULL;
    match kind {
        Kind::Optional(_) | Kind::Any if is_absent => Ok(None),
        Kind::TextOrNull | Kind::FlagOrNull | Kind::RecordOrNull(_) if none => Ok(Some(JsValue::NULL)),
        Kind::Word => Ok(Some(JsValue::NULL)),
        Kind::Data if none => Ok(Some(host::object())),
        Kind::ListOrNone(_) if none => Ok(Some(Array::new().into())),
        Kind::Optional(kind) => check_value(value, *kind),
        Kind::Record(_) | Kind::RecordOrNull(_) => Err(Departure::here("is not an object")),
        Kind::List(_) | Kind::ListOrNone(_) => Err(Departure::here("is not a list")),
        _ => Err(Departure::here("has another type than documented")),
    }
}
