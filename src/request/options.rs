//! What a client and a call are made with, checked once.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::host::text;
use crate::request::address::{self, Route};
use crate::request::share::Flights;

/// `setTimeout` takes no more.
pub const LONGEST_TIME_MS: f64 = 2_147_483_647.0;

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
    routes: Vec<(Route, String)>,
    /// Reads under way.
    pub flights: Flights,
}

/// A header's name and value, checked.
pub type Header = (String, String);

impl Options {
    /// Reads what the constructor was given.
    pub fn read(value: &JsValue) -> Result<Self, Fault> {
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
            flights: Flights::default(),
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
        options.routes = routes(&option(value, "routes")?)?;
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
    pub fn url(&self, route: Route, id: &str) -> String {
        let replaced = self.routes.iter().find(|(replaced, _)| *replaced == route);
        let template = replaced.map_or(route.template(), |(_, template)| template);
        let other_host = self.consents_base_url.as_ref().filter(|_| route == Route::ConsentStatus);
        [other_host.unwrap_or(&self.base_url), &*address::fill(template, id)].concat()
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

/// Reads a property; a getter that throws is a bad option.
fn option(value: &JsValue, name: &'static str) -> Result<JsValue, Fault> {
    host::field(value, name).map_err(|thrown| Fault::option(name, "cannot be read").caused_by(thrown))
}

fn text_option(value: &JsValue, name: &'static str) -> Result<Option<String>, Fault> {
    let given = option(value, name)?;
    if given.is_undefined() {
        return Ok(None);
    }
    host::text(&given).map(Some).ok_or_else(|| Fault::option(name, "must be text"))
}

fn base(value: &JsValue, name: &'static str) -> Result<Option<String>, Fault> {
    let checked = text_option(value, name)?.map(|text| address::base_url(&text));
    checked.transpose().map_err(|predicate| Fault::option(name, predicate))
}

fn time(value: &JsValue, name: &'static str) -> Result<Option<f64>, Fault> {
    let given = option(value, name)?;
    if given.is_undefined() {
        return Ok(None);
    }
    match given.as_f64() {
        Some(ms) if ms.is_finite() && ms >= 0.0 => Ok(Some(ms.min(LONGEST_TIME_MS))),
        _ => Err(Fault::option(name, "must be a number of milliseconds, 0 or more")),
    }
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

fn routes(given: &JsValue) -> Result<Vec<(Route, String)>, Fault> {
    let mut routes = Vec::new();
    for (name, value) in text_entries(given, "routes")? {
        let Some(route) = Route::ALL.into_iter().find(|route| route.name() == name) else {
            return Err(Fault::option("routes", "names a call that does not exist"));
        };
        let field = ["routes.", route.name()].concat();
        routes.push((route, address::template(route, &value).map_err(|predicate| Fault::option(&field, predicate))?));
    }
    Ok(routes)
}

/// Reads a record of headers, from the option or from its function.
pub fn read_headers(given: &JsValue) -> Result<Vec<Header>, Fault> {
    let headers = text_entries(given, "headers")?;
    if headers.iter().any(|(name, _)| !is_header_name(name)) {
        return Err(Fault::option("headers", "has a name that a page cannot send"));
    }
    if headers.iter().any(|(_, value)| !is_header_value(value)) {
        return Err(Fault::option("headers", "has a value that a header cannot carry"));
    }
    Ok(headers)
}

fn text_entries(given: &JsValue, name: &'static str) -> Result<Vec<(String, String)>, Fault> {
    if given.is_undefined() {
        return Ok(Vec::new());
    }
    if !host::is_dictionary(given) {
        return Err(Fault::option(name, "must be an object of texts"));
    }
    let unreadable = |thrown| Fault::option(name, "cannot be read").caused_by(thrown);
    let mut entries = Vec::new();
    for entry in host::entries(given).map_err(unreadable)?.iter() {
        let pair: js_sys::Array = entry.unchecked_into();
        match (host::text(&pair.get(0)), host::text(&pair.get(1))) {
            (Some(key), Some(value)) => entries.push((key, value)),
            _ => return Err(Fault::option(name, "must be an object of texts")),
        }
    }
    Ok(entries)
}

/// Whether a page can send this header: a token that browsers do not keep for themselves.
fn is_header_name(name: &str) -> bool {
    let token =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '(' | ')' | ',' | '/' | ':'..='@' | '['..=']' | '{' | '}');
    !name.is_empty()
        && name.chars().all(token)
        && !["proxy-", "sec-", "access-control-"].iter().any(|kept| text::begins(name, kept))
        && !text::parts(KEPT_BY_BROWSERS, b' ').any(|kept| kept.eq_ignore_ascii_case(name))
}

const KEPT_BY_BROWSERS: &str = "accept-charset accept-encoding connection content-length cookie cookie2 date dnt \
    expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via";

/// Whether a header can carry this value: Latin-1 without control characters but the tab.
fn is_header_value(value: &str) -> bool {
    value.chars().all(|c| c == '\t' || (!c.is_ascii_control() && u32::from(c) <= 0xff))
}

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
