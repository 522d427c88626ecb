//! What a client and a call are made with, checked once.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::request::address;
use crate::request::endpoint::Endpoint;
use crate::request::headers::{Header, is_header_value, read_headers};
use crate::request::option_values::{option, text_entries, text_option, time};

/// A client's options.
pub struct Options {
    base_url: String,
    consents_base_url: Option<String>,
    /// `X-API-Key`, `X-Org-Id` and the `headers` record, in this order: a later one outranks.
    pub headers: Vec<Header>,
    /// The `headers` function.
    pub make_headers: Option<Function>,
    /// `RequestInit.credentials`
    pub credentials: &'static str,
    /// For each attempt.
    pub timeout_ms: f64,
    /// For a whole call.
    pub deadline_ms: f64,
    /// Repeats of a call that may be repeated.
    pub max_retries: u32,
    routes: Vec<(&'static Endpoint, String)>,
}

impl Options {
    /// Reads what the constructor was given. `features` are the calls whose routes can be replaced.
    pub fn read(value: &JsValue, features: &[&[&'static Endpoint]]) -> Result<Self, Fault> {
        if !host::is_record(value) {
            return Err(Fault::option("options", "must be an object with at least baseUrl"));
        }
        // Filled bit by bit: whatever is refused, one place lets go of what was read before.
        let mut options = Self {
            base_url: String::new(),
            consents_base_url: None,
            headers: Vec::new(),
            make_headers: None,
            credentials: "same-origin",
            timeout_ms: 15_000.0,
            deadline_ms: 45_000.0,
            max_retries: 2,
            routes: Vec::new(),
        };
        options.base_url = match base(value, "baseUrl")? {
            Some(base_url) => base_url,
            None => return Err(Fault::option("baseUrl", "is required")),
        };
        options.consents_base_url = base(value, "consentsBaseUrl")?;
        options.credentials = credentials(text_option(value, "credentials")?)?;
        options.timeout_ms = time(value, "timeoutMs")?.unwrap_or(options.timeout_ms);
        options.deadline_ms = time(value, "deadlineMs")?.unwrap_or(options.deadline_ms);
        options.max_retries = max_retries(&option(value, "maxRetries")?)?.unwrap_or(options.max_retries);
        options.routes = routes(&option(value, "routes")?, features)?;
        for (name, header) in [("apiKey", "X-API-Key"), ("orgId", "X-Org-Id")] {
            if let Some(text) = text_option(value, name)? {
                if text.chars().all(char::is_whitespace) || !is_header_value(&text) {
                    return Err(Fault::option(name, "must be text that a header can carry"));
                }
                options.headers.push((header.into(), text));
            }
        }
        let given = option(value, "headers")?;
        options.make_headers = given.dyn_ref::<Function>().cloned();
        if options.make_headers.is_none() && !given.is_undefined() {
            options.headers.extend(read_headers(&given)?);
        }
        Ok(options)
    }

    /// The address of a call. The id is checked before.
    pub fn url(&self, endpoint: &'static Endpoint, id: &str) -> String {
        let replaced = self.routes.iter().find(|(replaced, _)| std::ptr::eq(*replaced, endpoint));
        let path = replaced.map_or(endpoint.path, |(_, path)| path);
        let other_host = self.consents_base_url.as_ref().filter(|_| endpoint.is_external);
        [other_host.unwrap_or(&self.base_url), &*address::fill(path, id)].concat()
    }
}

/// What each call takes last.
#[derive(Clone, Default)]
pub struct CallOptions {
    /// The caller's `AbortSignal`.
    pub signal: Option<JsValue>,
    /// For each attempt, in place of the client's.
    pub timeout_ms: Option<f64>,
    /// `include: "all"` of `currentConsents`.
    pub include_all: bool,
}

impl CallOptions {
    /// Reads them; undefined is none.
    pub fn read(value: &JsValue) -> Result<Self, Fault> {
        if value.is_undefined() {
            return Ok(Self::default());
        }
        if !host::is_record(value) {
            return Err(Fault::option("options", "must be an object"));
        }
        let signal = option(value, "signal")?;
        let is_signal = host::field(&signal, "aborted").is_ok_and(|aborted| aborted.is_truthy() || aborted.is_falsy())
            && host::field(&signal, "addEventListener").is_ok_and(|listen| listen.is_function());
        if !signal.is_undefined() && !is_signal {
            return Err(Fault::option("signal", "must be an AbortSignal"));
        }
        Ok(Self {
            signal: Some(signal).filter(|_| is_signal),
            timeout_ms: time(value, "timeoutMs")?,
            include_all: match text_option(value, "include")?.as_deref() {
                None | Some("user") => false,
                Some("all") => true,
                Some(_) => return Err(Fault::option("include", "must be \"user\" or \"all\"")),
            },
        })
    }
}

fn base(value: &JsValue, name: &'static str) -> Result<Option<String>, Fault> {
    let checked = text_option(value, name)?.map(|text| address::base_url(&text));
    checked.transpose().map_err(|predicate| Fault::option(name, predicate))
}

fn max_retries(given: &JsValue) -> Result<Option<u32>, Fault> {
    if given.is_undefined() {
        return Ok(None);
    }
    match given.as_f64() {
        // Whatever is beyond u32 is as good as endless: the deadline ends it.
        Some(count) if count.is_finite() && count >= 0.0 && count.fract() == 0.0 => Ok(Some(count as u32)),
        _ => Err(Fault::option("maxRetries", "must be a whole number, 0 or more")),
    }
}

fn credentials(given: Option<String>) -> Result<&'static str, Fault> {
    match given.as_deref() {
        None | Some("same-origin") => Ok("same-origin"),
        Some("omit") => Ok("omit"),
        Some("include") => Ok("include"),
        Some(_) => Err(Fault::option("credentials", "must be omit, same-origin or include")),
    }
}

fn routes(given: &JsValue, features: &[&[&'static Endpoint]]) -> Result<Vec<(&'static Endpoint, String)>, Fault> {
    let mut routes = Vec::new();
    for (name, path) in text_entries(given, "routes")? {
        let Some(endpoint) = features.iter().copied().flatten().find(|endpoint| endpoint.operation == name) else {
            return Err(Fault::option("routes", "names a call that does not exist"));
        };
        let field = ["routes.", endpoint.operation].concat();
        let path = address::template(endpoint.path, &path).map_err(|predicate| Fault::option(&field, predicate))?;
        routes.push((*endpoint, path));
    }
    Ok(routes)
}

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
