//! The one error of this package: a real JavaScript `Error` named `ConsentError`.

pub(crate) mod code;
pub(crate) mod field;

use std::ops::{Deref, DerefMut};

use wasm_bindgen::prelude::*;

use crate::host;
pub(crate) use code::Code;
use field::FieldError;

/// A failure on its way to the caller. Boxed: results are moved often, failures are rare.
#[derive(Clone, Debug)]
pub(crate) struct Fault(Box<Details>);

#[derive(Clone, Debug)]
pub(crate) struct Details {
    pub code: Code,
    /// Of the last answer.
    pub status: Option<u16>,
    /// What the API said, secrets blanked out.
    pub server_message: Option<String>,
    /// What the API asked to wait.
    pub retry_after_ms: Option<f64>,
    pub attempts: u32,
    /// Whether one of them may have been carried out.
    pub unclear: bool,
    pub fields: Vec<FieldError>,
    /// More on what is wrong; never other people's words.
    pub detail: Option<String>,
    pub cause: JsValue,
}

impl Deref for Fault {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Fault {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Fault {
    pub(crate) fn new(code: Code) -> Self {
        Self(Box::new(Details {
            code,
            status: None,
            server_message: None,
            retry_after_ms: None,
            attempts: 0,
            unclear: false,
            fields: Vec::new(),
            detail: None,
            cause: JsValue::UNDEFINED,
        }))
    }

    pub(crate) fn option(name: &str, predicate: &str) -> Self {
        Self::fields(Code::InvalidOptions, vec![FieldError::new(name, "invalid", predicate)])
    }

    pub(crate) fn input(name: &str, predicate: &str) -> Self {
        Self::fields(Code::InvalidInput, vec![FieldError::new(name, "invalid", predicate)])
    }

    pub(crate) fn fields(code: Code, fields: Vec<FieldError>) -> Self {
        let mut fault = Self::new(code);
        fault.fields = fields;
        fault
    }

    /// An answer that is not the documented one; `detail` says where.
    pub(crate) fn unexpected(detail: &str) -> Self {
        let mut fault = Self::new(Code::UnexpectedResponse);
        fault.detail = Some(detail.into());
        fault
    }

    /// What was decided on is not what is recorded; `detail` says how.
    pub(crate) fn conflict(detail: &str) -> Self {
        let mut fault = Self::new(Code::Conflict);
        fault.detail = Some(detail.into());
        fault
    }

    /// The same of an option.
    pub(crate) fn of_option(mut self) -> Self {
        self.code = Code::InvalidOptions;
        self
    }

    pub(crate) fn caused_by(mut self, cause: JsValue) -> Self {
        self.cause = cause;
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds how many requests were sent, and whether one of them may have been carried out.
    pub(crate) fn after(mut self, attempts: u32, unclear: bool) -> Self {
        self.attempts = attempts;
        self.unclear = unclear;
        self
    }

    /// The same failure where the wait for another attempt was cut short: by the caller, or by the deadline.
    pub(crate) fn ended_waiting(mut self, over: Fault) -> Self {
        if over.code == Code::Aborted {
            self.cause = over.cause.clone();
        }
        self.code = over.code;
        self
    }

    /// The failure of a write: one that may have been carried out is `outcome_unknown`.
    pub(crate) fn of_write(self, operation: &str) -> Self {
        if !self.unclear || self.code == Code::Aborted {
            return self;
        }
        let mut fault = Fault::new(Code::OutcomeUnknown);
        (fault.status, fault.attempts) = (self.status, self.attempts);
        fault.caused_by(self.into_js(operation))
    }

    fn retryable(&self) -> bool {
        match self.code {
            Code::Network | Code::Timeout | Code::RateLimited => true,
            Code::ServerError | Code::HttpError => self.status.is_some_and(code::is_passing),
            _ => false,
        }
    }

    fn message(&self, operation: &str) -> String {
        let mut message = [operation, ": ", self.code.sentence()].concat();
        let mut joint = ": ";
        for detail in self.fields.iter().map(|field| &field.message).chain(&self.detail) {
            message += joint;
            message += detail;
            joint = "; ";
        }
        message
    }

    /// Makes the JavaScript error. `operation` is the method that failed.
    pub(crate) fn into_js(self, operation: &str) -> JsValue {
        let message = self.message(operation);
        let hint = match self.code {
            Code::Aborted if self.unclear => {
                Some("A request was under way: it is not known whether it was carried out.")
            }
            code => code.hint(),
        };
        let text = |text: Option<&str>| text.map_or(JsValue::NULL, JsValue::from_str);
        let number = |number: Option<f64>| number.map_or(JsValue::NULL, JsValue::from_f64);
        // The order here is the order of `toJSON()`.
        let plain = host::record(&[
            ("name", &"ConsentError".into()),
            ("message", &text(Some(&message))),
            ("code", &text(Some(self.code.name()))),
            ("operation", &text(Some(operation))),
            ("status", &number(self.status.map(f64::from))),
            ("serverMessage", &text(self.server_message.as_deref())),
            ("retryable", &self.retryable().into()),
            ("retryAfterMs", &number(self.retry_after_ms)),
            ("attempts", &self.attempts.into()),
            ("fields", &host::from_serde(&self.fields)),
            ("hint", &text(hint)),
        ]);
        let error = JsValue::from(js_sys::Error::new(&message));
        host::overlay(&error, &plain);
        let json = host::stringify(&plain).unwrap_or_default();
        host::hide(&error, "toJSON", &host::parser_of(&json));
        if !self.cause.is_undefined() {
            host::hide(&error, "cause", &self.cause);
        }
        error
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
