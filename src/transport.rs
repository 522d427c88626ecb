//! The only file that fetches: one call, its attempts, its time limits, and how each of them ends.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use gloo_net::http::Headers;
use js_sys::{Date, Function, Math, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::address::{self, Route};
use crate::error::{Code, Fault};
use crate::js;
use crate::options::{CallOptions, Header, Options, read_headers};
use crate::retry::{self, Failure, Repeat};

/// The longest text of the API that an error carries.
const LONGEST_SERVER_MESSAGE: usize = 500;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(then: &Function, ms: f64) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);

    type AbortController;
    #[wasm_bindgen(constructor)]
    fn new() -> AbortController;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &AbortController) -> JsValue;
    #[wasm_bindgen(method)]
    fn abort(this: &AbortController);

    /// The caller's signal, which may be anything that looks like one.
    type Signal;
    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;

    /// The answer to a fetch: `Response`, of whatever realm.
    type Answer;
    #[wasm_bindgen(method, catch)]
    fn text(this: &Answer) -> Result<JsValue, JsValue>;
    type AnswerHeaders;
    type Words;
    #[wasm_bindgen(method, js_name = replaceAll)]
    fn replace_all(this: &Words, pattern: &JsValue, replacement: &JsValue) -> JsValue;
    #[wasm_bindgen(method, catch)]
    fn get(this: &AnswerHeaders, name: &str) -> Result<JsValue, JsValue>;
}

/// What a feature asks of the API.
pub struct Call {
    /// Which one.
    pub route: Route,
    /// HTTP method.
    pub method: &'static str,
    /// The id in its address; empty where there is none.
    pub id: String,
    /// The person that its body names.
    pub person: Option<String>,
    /// JSON text.
    pub body: Option<String>,
    /// Whether it may be sent twice.
    pub repeat: Repeat,
    /// Makes the documented shape of a parsed answer, or says where it departs.
    pub read: fn(JsValue) -> Result<JsValue, Fault>,
    /// What a success without a body stands for, where that is one.
    pub empty: Option<fn() -> JsValue>,
}

impl Call {
    /// A read of a route whose id, where it has one, is checked before.
    pub fn get(route: Route, id: String, read: fn(JsValue) -> Result<JsValue, Fault>) -> Self {
        Self { route, method: "GET", id, person: None, body: None, repeat: Repeat::Safe, read, empty: None }
    }

    /// A write that may be sent twice, with its JSON body.
    pub fn write(
        method: &'static str,
        route: Route,
        id: String,
        body: JsValue,
        read: fn(JsValue) -> Result<JsValue, Fault>,
    ) -> Self {
        let names = ["userId", "client_user_id", "user_id"];
        let person = names.iter().find_map(|name| js::field(&body, name).ok()?.as_string());
        Self { method, person, body: js::stringify(&body), ..Self::get(route, id, read) }
    }
}

/// Checks an id that goes into an address.
pub fn id(value: &JsValue, name: &'static str) -> Result<String, Fault> {
    let Some(id) = js::text(value) else {
        return Err(Fault::input(name, "must be text"));
    };
    match address::id_fault(&id) {
        Some(predicate) => Err(Fault::input(name, predicate)),
        None => Ok(id),
    }
}

/// When a call that begins now must have ended.
pub fn deadline(client: &Options) -> f64 {
    now() + client.deadline_ms
}

/// Sends a call until it ends: its answer in the documented shape, or why there is none. A write whose end stays
/// unclear ends in `outcome_unknown`.
pub async fn send(client: Rc<Options>, call: Call, options: CallOptions) -> Result<JsValue, Fault> {
    let (is_write, operation) = (call.method != "GET", call.route.name());
    let deadline = deadline(&client);
    let sent = send_until(deadline, &client, &call, &options).await;
    sent.map_err(|fault| if is_write { fault.of_write(operation) } else { fault })
}

/// The same with a deadline of the caller's. The fault of a write says whether it may have been carried out.
pub async fn send_until(deadline: f64, client: &Options, call: &Call, options: &CallOptions) -> Result<JsValue, Fault> {
    let timeout = options.timeout_ms.unwrap_or(client.timeout_ms);
    let (mut attempts, mut repeats, mut unclear) = (0, 0, false);
    loop {
        let ended = |fault: Fault| fault.after(attempts, unclear);
        let mut limit = Limit::new(timeout.min(deadline - now()), options).map_err(ended)?;
        let mut sent = false;
        let outcome = attempt(client, call, &mut limit, &mut sent).await;
        drop(limit);
        attempts += u32::from(sent);
        let (fault, failure) = match outcome {
            Ok(answer) => return Ok(answer),
            Err(failed) => failed,
        };
        // What was deleted before its answer got lost cannot be found again.
        if let (true, Code::NotFound, Some(empty)) = (unclear, fault.code, call.empty) {
            return Ok(empty());
        }
        unclear = fault.leaves_unclear(failure, sent).unwrap_or(unclear);
        let fault = fault.after(attempts, unclear);
        let wait = retry::wait(call.repeat, failure, repeats, client.max_retries, Math::random());
        let left = deadline - now();
        let Some(wait) = wait.filter(|_| left > 0.0) else {
            return Err(fault);
        };
        let limit = Limit::new(wait.min(left), options);
        let over = match limit {
            Ok(mut limit) => limit.over().await,
            Err(aborted) => aborted,
        };
        // Timers may fire a little early: what the wait was cut to decides, not the clock.
        if over.code == Code::Aborted || wait >= left {
            return Err(fault.ended_waiting(over));
        }
        repeats += 1;
    }
}

/// Sends calls at once. The first failure that is not tolerated ends them all: dropped, they abort their requests.
pub async fn all<F: Future<Output = Result<JsValue, Fault>>>(
    calls: impl Iterator<Item = F>,
    is_tolerated: impl Fn(usize, &Fault) -> bool,
) -> Result<Vec<Result<JsValue, Fault>>, Fault> {
    let mut calls: Vec<_> = calls.map(|call| (Box::pin(call), None)).collect();
    std::future::poll_fn(|context| {
        for (position, (call, ended)) in calls.iter_mut().enumerate() {
            if ended.is_some() {
                continue;
            }
            match call.as_mut().poll(context) {
                Poll::Ready(Err(fault)) if !is_tolerated(position, &fault) => return Poll::Ready(Err(fault)),
                Poll::Ready(result) => *ended = Some(result),
                Poll::Pending => {}
            }
        }
        if calls.iter().any(|(_, ended)| ended.is_none()) {
            return Poll::Pending;
        }
        Poll::Ready(Ok(calls.iter_mut().filter_map(|(_, ended)| ended.take()).collect()))
    })
    .await
}

type Failed = (Fault, Failure);

fn last(fault: Fault) -> Failed {
    (fault, Failure::Final)
}

/// One request and its answer.
async fn attempt(client: &Options, call: &Call, limit: &mut Limit, sent: &mut bool) -> Result<JsValue, Failed> {
    let made = match &client.make_headers {
        Some(make) => make_headers(make, limit).await.map_err(last)?,
        None => Vec::new(),
    };
    let init = init(client, call, &made);
    js::set(&init, "signal", &limit.controller.signal());
    *sent = true;
    let answer = fetch(&client.url(call.route, &call.id), &init);
    let answer = limit.run(answer, Code::Network).await.map_err(passing)?;
    let property = |name| js::field(&answer, name).unwrap_or_default();
    // A redirect is never followed: it would carry the key to wherever it points.
    let status = property("status").as_f64().filter(|status| (200.0..600.0).contains(status));
    let Some(status) = status.filter(|_| property("type") != "opaqueredirect") else {
        return Err(last(Fault::unexpected("a redirect, or no HTTP answer at all")));
    };
    let status = status as u16;
    let text = answer.unchecked_ref::<Answer>().text();
    let body = match limit.run(text, Code::Network).await {
        Ok(text) if status < 300 && call.empty.is_some() && text == "" => {
            return Ok(call.empty.map_or(text, |empty| empty()));
        }
        Ok(text) => js::parse(&text).unwrap_or_default(),
        Err(fault) if fault.code == Code::Network && status >= 300 => JsValue::UNDEFINED,
        Err(fault) => return Err(passing(fault.with_status(status))),
    };
    if status < 300 {
        if body.is_undefined() {
            return Err(last(Fault::unexpected("its body is not JSON").with_status(status)));
        }
        return (call.read)(body).map_err(|fault| last(fault.with_status(status)));
    }
    let retry_after_ms = retry_after(&property("headers"));
    let fault = refusal(status, &body, retry_after_ms, secrets(client, call, &made));
    Err((fault, Failure::Status(status, retry_after_ms)))
}

/// What an error answer means.
fn refusal(status: u16, body: &JsValue, retry_after_ms: Option<f64>, secrets: Vec<String>) -> Fault {
    let words = |name| js::field(body, name).ok().and_then(|value| value.as_string());
    let error = words("error");
    // Without the API's own error body, a 404 tells of a wrong address, not of a missing record.
    if status == 404 && error.is_none() {
        return Fault::unexpected("a 404 that is not the API's: check baseUrl and routes").with_status(404);
    }
    let message = error.or_else(|| words("message"));
    let mut fault = Fault::new(Code::of_status(status, message.as_deref())).with_status(status);
    fault.retry_after_ms = retry_after_ms;
    fault.server_message = message.map(|message| blank(&message, secrets));
    fault
}

/// What must not come back in the API's words: the keys, the person, and the id as it is and as the address has it.
fn secrets(client: &Options, call: &Call, made: &[Header]) -> Vec<String> {
    let headers = client.headers.iter().chain(made).map(|(_, value)| value.as_str());
    // In "Bearer …" the key comes last.
    let keys = headers.flat_map(|value| [value, value.rsplit(' ').next().unwrap_or_default()]).map(String::from);
    let ids = [call.id.clone(), address::fill("{}", &call.id)];
    keys.chain(ids).chain(call.person.clone()).filter(|secret| !secret.is_empty()).collect()
}

fn blank(message: &str, mut secrets: Vec<String>) -> String {
    let mut text = JsValue::from_str(message);
    // The longest first: one may be a part of another.
    while let Some((position, _)) = secrets.iter().enumerate().max_by_key(|(_, secret)| secret.len()) {
        let secret = JsValue::from_str(&secrets.swap_remove(position));
        text = text.unchecked_ref::<Words>().replace_all(&secret, &JsValue::from_str("…"));
    }
    text.as_string().unwrap_or_default().chars().take(LONGEST_SERVER_MESSAGE).collect()
}

fn passing(fault: Fault) -> Failed {
    let failure = if fault.code == Code::Aborted { Failure::Final } else { Failure::NoAnswer };
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
    let init = js::record(&[
        ("method", &call.method.into()),
        ("credentials", &client.credentials.into()),
        ("cache", &"no-store".into()),
        ("redirect", &"manual".into()),
        ("referrerPolicy", &"no-referrer".into()),
    ]);
    if let Some(body) = &call.body {
        js::set(&init, "body", &JsValue::from_str(body));
    }
    // Names and values are checked before: `Headers` of this crate would trap on a bad one.
    let headers = Headers::new();
    headers.set("Accept", "application/json");
    if call.body.is_some() {
        headers.set("Content-Type", "application/json");
    }
    for (name, value) in client.headers.iter().chain(made) {
        headers.set(name, value);
    }
    js::set(&init, "headers", &headers.into_raw().into());
    init
}

/// `Retry-After` in milliseconds, from seconds or from a date.
fn retry_after(headers: &JsValue) -> Option<f64> {
    if !headers.is_object() {
        return None;
    }
    let text = headers.unchecked_ref::<AnswerHeaders>().get("Retry-After").ok()?.as_string()?;
    let text = text.trim();
    let ms = match text.parse::<u64>() {
        Ok(seconds) => seconds as f64 * 1_000.0,
        // A date has a time of day. Browsers read much else as one too, "-1" for instance.
        Err(_) if text.contains(':') => Date::parse(text) - Date::now(),
        Err(_) => return None,
    };
    (!ms.is_nan()).then_some(ms.max(0.0))
}

/// A time limit and the caller's signal, over everything that is awaited under it. Dropped, it leaves nothing behind:
/// no timer, no listener, no request.
struct Limit {
    over: JsFuture,
    end: Function,
    timer: JsValue,
    signal: Option<JsValue>,
    /// Ours, for `fetch`: the caller's own signal may be aborted with anything, or be no real one.
    controller: AbortController,
}

impl Limit {
    fn new(ms: f64, options: &CallOptions) -> Result<Self, Fault> {
        let signal = options.signal.clone();
        if let Some(aborted) = signal.as_ref().and_then(aborted) {
            return Err(aborted);
        }
        let mut end = None;
        // The timer and the signal both call `resolve` itself: no closure of ours has to outlive anything.
        let over = Promise::new(&mut |resolve: Function, _| end = Some(resolve));
        let end = end.unwrap_or_default();
        if let Some(signal) = &signal {
            let listening = signal.unchecked_ref::<Signal>().add_event_listener("abort", &end);
            listening.map_err(|thrown| Fault::option("signal", "cannot be listened to").caused_by(thrown))?;
        }
        let timer = set_timeout(&end, ms.max(0.0));
        Ok(Self { over: over.into(), end, timer, signal, controller: AbortController::new() })
    }

    /// Awaits what JavaScript promised, or the end of the limit. `code` is for a rejection.
    async fn run(&mut self, promised: Result<JsValue, JsValue>, code: Code) -> Result<JsValue, Fault> {
        let rejected = |cause| Fault::new(code).caused_by(cause);
        let mut work = JsFuture::from(Promise::resolve(&promised.map_err(rejected)?));
        let first = std::future::poll_fn(|context| {
            if let Poll::Ready(settled) = Pin::new(&mut work).poll(context) {
                return Poll::Ready(Some(settled));
            }
            Pin::new(&mut self.over).poll(context).map(|_| None)
        });
        match first.await {
            Some(settled) => settled.map_err(rejected),
            None => Err(self.ended()),
        }
    }

    /// Awaits the end of the limit.
    async fn over(&mut self) -> Fault {
        let _ = (&mut self.over).await;
        self.ended()
    }

    fn ended(&self) -> Fault {
        self.signal.as_ref().and_then(aborted).unwrap_or_else(|| Fault::new(Code::Timeout))
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        if let Some(signal) = &self.signal {
            let _ = signal.unchecked_ref::<Signal>().remove_event_listener("abort", &self.end);
        }
        // Settles `over`, whose callbacks would otherwise live as long as the page.
        let _ = self.end.call0(&JsValue::UNDEFINED);
        self.controller.abort();
    }
}

/// The fault of an aborted signal.
fn aborted(signal: &JsValue) -> Option<Fault> {
    let aborted = js::field(signal, "aborted").is_ok_and(|aborted| aborted.is_truthy());
    aborted.then(|| Fault::new(Code::Aborted).caused_by(js::field(signal, "reason").unwrap_or_default()))
}
