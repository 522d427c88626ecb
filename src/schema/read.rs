//! Deployments drift: camelCase keys, wrapped lists, members that are missing, null or of another type. Reading an answer
//! by its shape gives what the documents have, and keeps every further member. One odd record never hides the others:
//! refused is only what has nothing documented in it.

use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::schema::shape::Answer;

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
    host::read_answer(answer, shape, is_list, created, operation, drift)
        .map_err(|why| Fault::unexpected(&["it ", &why.as_string().unwrap_or_default()].concat()))
}
