//! Deployments drift: camelCase keys, wrapped lists, members that are missing, null or of another type. Reading an answer
//! by its shape gives what the documents have, and keeps every further member. One odd record never hides the others:
//! refused is only what has nothing documented in it.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::schema::shape::{Answer, Shape};

/// Makes the documented shape of a parsed answer. `drift` is told where the answer departs from it.
pub(crate) fn read_answer(
    answer: JsValue,
    documented: Answer,
    operation: &str,
    drift: &JsValue,
) -> Result<JsValue, Fault> {
    let (shape, is_list, created) = match documented {
        Answer::List(shape) => (shape, true, false),
        Answer::Record(shape) => (shape, false, false),
        Answer::Created(shape) => (shape, false, true),
    };
    host::read_answer(answer, &listed(shape), is_list, created, operation, drift)
        .map_err(|why| Fault::unexpected(&["it ", &why.as_string().unwrap_or_default()].concat()))
}

/// A shape as JavaScript reads it. Made anew for each answer, which costs less than the answer's way here.
fn listed(shape: &Shape) -> Array {
    let list = Array::new();
    for (name, kind) in shape {
        list.push(&JsValue::from_str(name));
        list.push(&kind.types().into());
        list.push(&kind.shape().map_or(JsValue::UNDEFINED, |shape| listed(shape).into()));
    }
    list
}
