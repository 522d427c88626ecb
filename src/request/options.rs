//! The options of a client and of a call, checked once.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::request::address;
use crate::request::clock::ApiClock;
use crate::request::endpoint::Endpoint;
use crate::request::headers::{Header, Kept, is_header_value, read_headers};
use crate::request::option_values::{read_option, read_text, read_texts, read_time};

pub(crate) struct Options {
    pub base_url: String,
    consents_base_url: Option<String>,
    /// `X-API-Key`, `X-Org-Id` and the `headers` record, in this order: a later one replaces an earlier one.
    pub headers: Vec<Header>,
    /// The `headers` function.
    pub make_headers: Option<Function>,
    /// In place of the global one.
    pub fetch: Option<Function>,
    pub credentials: &'static str,
    /// For one attempt.
    pub timeout_ms: f64,
    /// For a whole call.
    pub deadline_ms: f64,
    pub max_retries: u32,
    /// What `onDrift` is told through; undefined where it is not given.
    pub drift: JsValue,
    routes: Vec<(&'static Endpoint, String)>,
    /// What the answers to this client say of the time.
    pub clock: ApiClock,
}

impl Options {
    /// Reads what the constructor was given. `features` are the calls whose routes can be replaced.
    pub(crate) fn from_js(value: &JsValue, features: &[&[&'static Endpoint]]) -> Result<Self, Fault> {
        if !host::is_record(value) {
            return Err(Fault::option("options", "must be an object with at least baseUrl"));
        }
        // Filled bit by bit: whatever is refused, one place lets go of what was read before.
        let mut options = Self {
            base_url: String::new(),
            consents_base_url: None,
            headers: Vec::new(),
            make_headers: None,
            fetch: None,
            credentials: "same-origin",
            timeout_ms: 15_000.0,
            deadline_ms: 45_000.0,
            max_retries: 2,
            drift: JsValue::UNDEFINED,
            routes: Vec::new(),
            clock: ApiClock::default(),
        };
        options.base_url = match base(value, "baseUrl")? {
            Some(base_url) => base_url,
            None => return Err(Fault::option("baseUrl", "is required")),
        };
        options.consents_base_url = base(value, "consentsBaseUrl")?;
        options.credentials = credentials(read_text(value, "credentials")?)?;
        options.timeout_ms = read_time(value, "timeoutMs")?.unwrap_or(options.timeout_ms);
        options.deadline_ms = read_time(value, "deadlineMs")?.unwrap_or(options.deadline_ms);
        options.max_retries = max_retries(&read_option(value, "maxRetries")?)?.unwrap_or(options.max_retries);
        options.routes = routes(&read_option(value, "routes")?, features)?;
        let on_drift = read_option(value, "onDrift")?;
        if on_drift.is_function() {
            options.drift = host::drift(&on_drift);
        } else if !on_drift.is_undefined() {
            return Err(Fault::option("onDrift", "must be a function"));
        }
        for (name, header) in [("apiKey", "X-API-Key"), ("orgId", "X-Org-Id")] {
            if let Some(text) = read_text(value, name)? {
                if text.chars().all(char::is_whitespace) || !is_header_value(&text) {
                    return Err(Fault::option(name, "must be text that a header can carry"));
                }
                options.headers.push((header.into(), text));
            }
        }
        let given = read_option(value, "headers")?;
        options.make_headers = given.dyn_ref::<Function>().cloned();
        if options.make_headers.is_none() && !given.is_undefined() {
            options.headers.append(&mut read_headers(&given)?);
        }
        let given = read_option(value, "fetch")?;
        options.fetch = given.dyn_ref::<Function>().cloned();
        if options.fetch.is_none() {
            if !given.is_undefined() {
                return Err(Fault::option("fetch", "must be a function"));
            }
            for (name, base) in
                [("baseUrl", Some(&options.base_url)), ("consentsBaseUrl", options.consents_base_url.as_ref())]
            {
                if base.is_some_and(|base| base.is_empty() || base.starts_with("/")) && !host::has_page() {
                    return Err(Fault::option(name, "must be a whole address, for there is no page to resolve it by")
                        .hinted("Outside of a page give baseUrl with its host, or a fetch option that takes a path."));
                }
            }
        }
        Ok(options)
    }

    /// The address of a call. The id is checked before.
    pub(crate) fn url(&self, endpoint: &'static Endpoint, id: &str) -> String {
        let replaced = self.routes.iter().find(|(replaced, _)| std::ptr::eq(*replaced, endpoint));
        let path = replaced.map_or(endpoint.path, |(_, path)| path);
        let other_host = self.consents_base_url.as_ref().filter(|_| endpoint.is_external);
        [other_host.unwrap_or(&self.base_url), &*address::fill(path, id)].concat()
    }
}

/// What each call takes last.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub signal: Option<JsValue>,
    /// For one attempt, in place of the client's.
    pub timeout_ms: Option<f64>,
    /// `include: "all"` of `currentConsents`.
    pub include_all: bool,
    pub kept: Rc<Kept>,
}

impl CallOptions {
    pub(crate) fn from_js(value: &JsValue) -> Result<Self, Fault> {
        if value.is_undefined() {
            return Ok(Self::default());
        }
        if !host::is_record(value) {
            return Err(Fault::option("options", "must be an object"));
        }
        let signal = read_option(value, "signal")?;
        let is_signal = host::field(&signal, "aborted").is_ok_and(|aborted| aborted.is_truthy() || aborted.is_falsy())
            && host::field(&signal, "addEventListener").is_ok_and(|listen| listen.is_function());
        // As for `fetch`, null is none.
        if !signal.is_undefined() && !signal.is_null() && !is_signal {
            return Err(Fault::option("signal", "must be an AbortSignal"));
        }
        Ok(Self {
            signal: Some(signal).filter(|_| is_signal),
            timeout_ms: read_time(value, "timeoutMs")?,
            include_all: match read_text(value, "include")?.as_deref() {
                None | Some("user") => false,
                Some("all") => true,
                Some(_) => return Err(Fault::option("include", "must be \"user\" or \"all\"")),
            },
            kept: Rc::default(),
        })
    }
}

fn base(value: &JsValue, name: &'static str) -> Result<Option<String>, Fault> {
    let checked = read_text(value, name)?.map(|text| address::base_url(&text));
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
    for (name, path) in read_texts(given, "routes")? {
        let of_name =
            |feature: &&[&'static Endpoint]| feature.iter().find(|endpoint| endpoint.operation == name).copied();
        let Some(endpoint) = features.iter().find_map(of_name) else {
            return Err(Fault::option("routes", "names a call that does not exist"));
        };
        let field = ["routes.", endpoint.operation].concat();
        let path = address::template(endpoint.path, &path).map_err(|predicate| Fault::option(&field, predicate))?;
        routes.push((endpoint, path));
    }
    Ok(routes)
}

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
