//! The only file that fetches: one attempt of a call, and what its answer means.

use std::cell::Cell;

use gloo_net::http::Headers;
use js_sys::{Array, Date};
use wasm_bindgen::prelude::*;

use crate::error::{Code, Fault};
use crate::host;
use crate::host::text::{cut, cut_last, has, number};
use crate::request::clock;
use crate::request::endpoint::{Call, Endpoint};
use crate::request::headers::Header;
use crate::request::headers_function::ask;
use crate::request::limit::Limit;
use crate::request::missing::names_a_record;
use crate::request::options::{CallOptions, Options};
use crate::request::retry::AttemptFailure;
use crate::schema::read::read_answer;

/// Why an attempt failed, and what that means for another.
pub(crate) type Failed = (Fault, AttemptFailure);

fn last(fault: Fault) -> Failed {
    (fault, AttemptFailure::Final)
}

/// Bodies that may outlive the page: browsers take 65,536 bytes of them at a time, from all of the page.
const OUTLIVING_BYTES: usize = 60_000;

thread_local! {
    /// How much of that is under way.
    static OUTLIVING: Cell<usize> = const { Cell::new(0) };
}

/// A share of it, until the answer is there.
struct Outliving(usize);

impl Outliving {
    fn take(bytes: usize) -> Option<Self> {
        let taken = OUTLIVING.get() + bytes;
        (taken <= OUTLIVING_BYTES).then(|| {
            OUTLIVING.set(taken);
            Self(bytes)
        })
    }
}

impl Drop for Outliving {
    fn drop(&mut self) {
        OUTLIVING.set(OUTLIVING.get() - self.0);
    }
}

/// One request and its answer. `outlives_page` is whether a write may.
pub(crate) async fn attempt(
    client: &Options,
    call: &Call,
    options: &CallOptions,
    limit: &mut Limit,
    outlives_page: bool,
) -> Result<JsValue, Failed> {
    let made = ask(client, options, limit).await.map_err(last)?;
    let init = init(client, call, &made.headers);
    host::set(&init, "signal", &limit.signal());
    let bytes = call.body.as_ref().map_or(0, String::len);
    let may_outlive = outlives_page && !call.is_read() && !made.awaited;
    let outliving = if may_outlive { Outliving::take(bytes) } else { None };
    if outliving.is_some() {
        host::set(&init, "keepalive", &JsValue::TRUE);
    }
    call.attempts.update(|attempts| attempts + 1);
    call.unclear.set(true);
    let url = client.url(call.endpoint, &call.id);
    let answer = match &client.fetch {
        Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &JsValue::from_str(&url), &init),
        None => host::fetch(&url, &init),
    };
    // Some engines' errors hold the address, and with it the person's id.
    let discreet = |mut fault: Fault| {
        if fault.code == Code::Network && host::tells(&fault.cause, &url) {
            fault.cause = JsValue::UNDEFINED;
        }
        fault
    };
    let answer = limit.run(answer, Code::Network).await.map_err(|fault| passing(discreet(fault)))?;
    let property = |name| host::field(&answer, name).unwrap_or_default();
    let headers = property("headers");
    client.clock.see(&headers);
    // A redirect is never followed: it would carry the key to wherever it points.
    let status = property("status").as_f64().map_or(0, |status| status as u16);
    // Browsers hide what a redirect says; Node does not. A `fetch` of the caller may have followed one.
    let is_redirect = property("type") == "opaqueredirect"
        || property("redirected").is_truthy()
        || matches!(status, 301..=303 | 307 | 308);
    if is_redirect {
        return Err((Fault::unexpected("a redirect"), AttemptFailure::Redirect));
    }
    // `Response.error()`, or no `Response` at all: nothing tells what became of the request.
    if !(200..600).contains(&status) {
        let mut fault = Fault::new(Code::Network);
        fault.detail = Some("what fetch gave is no HTTP answer".into());
        return Err(passing(fault));
    }
    let text = match limit.run(host::body_text(&answer).map(Into::into), Code::Network).await {
        Ok(text) => text,
        // A refusal stands, even if its body breaks off.
        Err(fault) if fault.code != Code::Aborted && status >= 300 => JsValue::UNDEFINED,
        Err(fault) => return Err(passing(discreet(fault).with_status(status))),
    };
    let body = host::parse(&text).unwrap_or_default();
    if status < 300 {
        if body.is_undefined() {
            return match call.endpoint.empty_answer() {
                Some(answer) if text == "" => Ok(answer),
                // WebKit takes a body that breaks off for a whole one.
                _ if host::is_cut_off(&text) => Err(passing(Fault::new(Code::Network).with_status(status))),
                _ => Err(last(Fault::unexpected("the body is not JSON").with_status(status))),
            };
        }
        let Endpoint { answer, operation, .. } = *call.endpoint;
        return read_answer(body, answer, operation, &client.drift).map_err(|fault| last(fault.with_status(status)));
    }
    let retry_after_ms = retry_after(&headers);
    let fault = refusal(status, &body, retry_after_ms, &secrets(client, call, &made.headers));
    Err((fault, AttemptFailure::Status(status, retry_after_ms)))
}

/// What an error answer means.
fn refusal(status: u16, body: &JsValue, retry_after_ms: Option<f64>, secrets: &Array) -> Fault {
    let words = |name| host::field(body, name).ok().filter(JsValue::is_string);
    let mut said = ["error", "message", "detail"].into_iter().filter_map(words);
    let message = if status == 404 {
        // An API that misses a record says which; else a 404 tells of a wrong address.
        let names_a_record = |words: &JsValue| host::text(words).is_some_and(|words| names_a_record(&words));
        let Some(message) = said.find(names_a_record) else {
            let detail = "a 404 that did not come from the API: check baseUrl and routes";
            return Fault::unexpected(detail).with_status(404);
        };
        Some(message)
    } else {
        said.next()
    };
    let message = message.and_then(|words| host::blank(&words, secrets).as_string());
    let mut fault = Fault::new(Code::of_status(status, message.as_deref())).with_status(status);
    fault.retry_after_ms = retry_after_ms;
    fault.server_message = message;
    fault
}

/// What must not come back in `serverMessage`: the keys, the id, and what was sent.
fn secrets(client: &Options, call: &Call, made: &[Header]) -> Array {
    let secrets = Array::of1(&JsValue::from_str(&call.id));
    for (_, value) in client.headers.iter().chain(made) {
        // Browsers trim blanks, and a header has no other white space. In "Bearer …" the key comes last.
        let value = value.trim_ascii();
        for text in [value, cut_last(value, b' ').map_or("", |(_, key)| key)] {
            secrets.push(&JsValue::from_str(text));
        }
    }
    let body = call.body.as_ref().and_then(|body| host::parse(&JsValue::from_str(body)).ok());
    for field in body.and_then(|body| host::entries(&body).ok()).unwrap_or_default().iter() {
        secrets.push(&field.unchecked_into::<Array>().get(1));
    }
    secrets
}

fn passing(fault: Fault) -> Failed {
    let failure = if fault.code == Code::Aborted { AttemptFailure::Final } else { AttemptFailure::NoAnswer };
    (fault, failure)
}

fn init(client: &Options, call: &Call, made: &[Header]) -> JsValue {
    let init = host::record(&[
        ("method", &call.endpoint.method.into()),
        ("credentials", &client.credentials.into()),
        ("cache", &"no-store".into()),
        ("redirect", &"manual".into()),
        ("referrerPolicy", &"no-referrer".into()),
    ]);
    if let Some(body) = &call.body {
        host::set(&init, "body", &JsValue::from_str(body));
    }
    // Names and values were checked before: gloo's `Headers` panics on a bad one.
    let headers = Headers::new();
    headers.set("Accept", "application/json");
    if call.body.is_some() {
        headers.set("Content-Type", "application/json");
    }
    for (name, value) in client.headers.iter().chain(made) {
        headers.set(name, value);
    }
    host::set(&init, "headers", &headers.into_raw().into());
    init
}

/// `Retry-After` in milliseconds, from seconds or from a date, which counts from when the answer was given.
fn retry_after(headers: &JsValue) -> Option<f64> {
    let text = host::header(headers, "Retry-After")?;
    // Proxies join repeated headers with a comma. Fifteen digits are as good as more.
    let first = cut(&text, b',').map_or(&*text, |(first, _)| first);
    let ms = match number(first.get(..first.len().min(15)).unwrap_or_default()) {
        Some(seconds) => seconds as f64 * 1_000.0,
        // A date has a time of day; browsers read much else as a date too, "-1" for instance.
        None if has(&text, ":") => Date::parse(&text) - clock::date(headers).unwrap_or_else(Date::now),
        None => return None,
    };
    (!ms.is_nan()).then_some(ms.max(0.0))
}
