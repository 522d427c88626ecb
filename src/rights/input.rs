//! An input from JavaScript: checked by the rules, and made into what is sent.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::form::{Field, Form, Given, Mode, mobile, problems};
use crate::error::field::FieldError;
use crate::error::{Code, Fault};
use crate::host;

/// The fields of a kind of record.
pub struct Fields {
    /// Those of a new record.
    pub create: &'static [&'static Field],
    /// Those that can be changed.
    pub update: &'static [&'static Field],
}

impl Fields {
    fn of(&self, mode: Mode) -> &'static [&'static Field] {
        match mode {
            Mode::Create => self.create,
            Mode::Update => self.update,
        }
    }

    /// Every problem of an input.
    pub fn problems(&self, input: &JsValue, mode: Mode) -> Vec<FieldError> {
        match read(input, mode) {
            Ok(given) => problems(self.of(mode), mode, &given),
            Err(problem) => vec![problem],
        }
    }

    /// Every problem, as JavaScript has them. `mode` is undefined, "create" or "update".
    pub fn problems_for_js(&self, input: &JsValue, mode: &JsValue) -> Result<JsValue, Fault> {
        let mode = match host::text(mode).as_deref() {
            None if mode.is_undefined() => Mode::Create,
            Some("create") => Mode::Create,
            Some("update") => Mode::Update,
            _ => return Err(Fault::input("mode", "must be create or update")),
        };
        Ok(host::from_serde(&self.problems(input, mode)))
    }

    /// What is sent of an input without problems: its documented fields, cleaned.
    pub fn body(&self, input: &JsValue, mode: Mode) -> Result<JsValue, Fault> {
        let problems = self.problems(input, mode);
        if !problems.is_empty() {
            return Err(Fault::fields(Code::InvalidInput, problems));
        }
        let body = host::object();
        for field in self.of(mode) {
            let value = host::field(input, field.name).map_err(|_| Fault::input(field.name, "cannot be read"))?;
            let value = match (field.form, value.as_string()) {
                (Form::Mobile, Some(text)) => mobile(&text).into(),
                _ => value,
            };
            if !value.is_undefined() {
                host::set(&body, field.name, &value);
            }
        }
        // A getter may answer otherwise the second time.
        match self.problems(&body, mode) {
            problems if problems.is_empty() => Ok(body),
            problems => Err(Fault::fields(Code::InvalidInput, problems)),
        }
    }
}

fn read(input: &JsValue, mode: Mode) -> Result<Vec<(String, Given)>, FieldError> {
    let argument = if mode == Mode::Create { "input" } else { "changes" };
    let problem = |predicate| FieldError::new(argument, "type", predicate);
    if !host::is_record(input) {
        return Err(problem("must be an object"));
    }
    let entries = host::entries(input).map_err(|_| problem("cannot be read"))?;
    let given = |value: &JsValue| match host::text(value) {
        Some(text) => Given::Text(text),
        None if value.is_null() => Given::Null,
        None if value.is_undefined() => Given::Absent,
        None => Given::Other,
    };
    let pairs = entries.iter().map(|entry| entry.unchecked_into::<Array>());
    Ok(pairs.map(|pair| (pair.get(0).as_string().unwrap_or_default(), given(&pair.get(1)))).collect())
}
