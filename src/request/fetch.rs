//! The only file that fetches: one attempt of a call, and what its answer means.

use gloo_net::http::Headers;
use js_sys::{Array, Date, Function};
use wasm_bindgen::prelude::*;

use crate::error::{Code, Fault};
use crate::host;
use crate::host::text::{cut, cut_last, has, number};
use crate::request::endpoint::{Call, Endpoint};
use crate::request::headers::{Header, read_headers};
use crate::request::limit::Limit;
use crate::request::missing::names_a_record;
use crate::request::options::Options;
use crate::request::retry::AttemptFailure;
use crate::schema::read::read_answer;

/// Why an attempt failed, and what that means for another.
pub(crate) type Failed = (Fault, AttemptFailure);

fn last(fault: Fault) -> Failed {
    (fault, AttemptFailure::Final)
}

/// One request and its answer.
pub(crate) async fn attempt(client: &Options, call: &Call, limit: &mut Limit) -> Result<JsValue, Failed> {
    let made = match &client.make_headers {
        Some(make) => make_headers(make, limit).await.map_err(last)?,
        None => Vec::new(),
    };
    let init = init(client, call, &made);
    host::set(&init, "signal", &limit.signal());
    call.attempts.update(|attempts| attempts + 1);
    let answer = host::fetch(&client.url(call.endpoint, &call.id), &init);
    let answer = limit.run(answer, Code::Network).await.map_err(passing)?;
    let property = |name| host::field(&answer, name).unwrap_or_default();
    // A redirect is never followed: it would carry the key to wherever it points.
    let status = property("status").as_f64().map_or(0, |status| status as u16);
    // Browsers hide what a redirect says; Node does not.
    let is_redirect = property("type") == "opaqueredirect" || matches!(status, 301..=303 | 307 | 308);
    if is_redirect || !(200..600).contains(&status) {
        return Err(last(Fault::unexpected("a redirect, or no HTTP answer at all")));
    }
    let text = host::body_text(&answer);
    let body = match limit.run(text.map(Into::into), Code::Network).await {
        Ok(text) => match call.endpoint.empty_answer() {
            Some(answer) if status < 300 && text == "" => return Ok(answer),
            _ => host::parse(&text).unwrap_or_default(),
        },
        // A refusal stands, even if its body breaks off.
        Err(fault) if fault.code != Code::Aborted && status >= 300 => JsValue::UNDEFINED,
        Err(fault) => return Err(passing(fault.with_status(status))),
    };
    if status < 300 {
        if body.is_undefined() {
            return Err(last(Fault::unexpected("the body is not JSON").with_status(status)));
        }
        let Endpoint { answer, operation, .. } = *call.endpoint;
        return read_answer(body, answer, operation, &client.drift).map_err(|fault| last(fault.with_status(status)));
    }
    let retry_after_ms = retry_after(&property("headers"));
    let fault = refusal(status, &body, retry_after_ms, &secrets(client, call, &made));
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

async fn make_headers(make: &Function, limit: &mut Limit) -> Result<Vec<Header>, Fault> {
    let made = limit.run(make.call0(&JsValue::UNDEFINED), Code::InvalidOptions).await;
    let failed = |fault: Fault| match fault.code {
        Code::InvalidOptions => Fault::option("headers", "is a function that failed").caused_by(fault.cause.clone()),
        _ => fault,
    };
    read_headers(&made.map_err(failed)?)
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

/// `Retry-After` in milliseconds, from seconds or from a date.
fn retry_after(headers: &JsValue) -> Option<f64> {
    let text = host::header(headers, "Retry-After")?;
    // Proxies join repeated headers with a comma. Fifteen digits are as good as more.
    let first = cut(&text, b',').map_or(&*text, |(first, _)| first);
    let ms = match number(first.get(..first.len().min(15)).unwrap_or_default()) {
        Some(seconds) => seconds as f64 * 1_000.0,
        // A date has a time of day; browsers read much else as a date too, "-1" for instance.
        None if has(&text, ":") => Date::parse(&text) - Date::now(),
        None => return None,
    };
    (!ms.is_nan()).then_some(ms.max(0.0))
}
