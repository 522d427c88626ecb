//! A call from its first attempt to its end.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::task::Poll;

use js_sys::Math;
use wasm_bindgen::prelude::*;

use crate::error::{Code, Fault};
use crate::host;
use crate::request::address::{self, Route};
use crate::request::fetch::attempt;
use crate::request::limit::Limit;
use crate::request::options::{CallOptions, Options};
use crate::request::retry::{self, Repeat};
use crate::request::share;
use crate::schema::shape::Answer;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// A call as the API's documents have it.
pub struct Endpoint {
    /// Which one.
    pub route: Route,
    /// HTTP method.
    pub method: &'static str,
    /// The argument with the id in its address; empty where there is none.
    pub id: &'static str,
    /// Whether it may be sent twice.
    pub repeat: Repeat,
    /// What it answers.
    pub answer: Answer,
    /// What a success without a body says, where that is one.
    pub empty: Option<&'static str>,
}

impl Endpoint {
    /// A call that may be sent twice.
    pub const fn new(method: &'static str, route: Route, id: &'static str, answer: Answer) -> Self {
        Self { route, method, id, repeat: Repeat::Safe, answer, empty: None }
    }
}

/// What a feature asks of the API.
pub struct Call {
    /// Of which endpoint.
    pub endpoint: &'static Endpoint,
    /// The id in its address; empty where there is none.
    pub id: String,
    /// JSON text.
    pub body: Option<String>,
    /// Requests sent.
    pub attempts: Cell<u32>,
}

impl Call {
    /// A call whose id is checked here, where it has one.
    pub fn new(endpoint: &'static Endpoint, given: &JsValue) -> Result<Rc<Self>, Fault> {
        let id = if endpoint.id.is_empty() { String::new() } else { id(given, endpoint.id)? };
        Ok(Rc::new(Self { endpoint, id, body: None, attempts: Cell::new(0) }))
    }

    /// A call with its JSON body; the id is checked before.
    pub fn write(endpoint: &'static Endpoint, id: String, body: &JsValue) -> Rc<Self> {
        Rc::new(Self { endpoint, id, body: host::stringify(body), attempts: Cell::new(0) })
    }
}

/// Checks an id that goes into an address.
pub fn id(value: &JsValue, name: &'static str) -> Result<String, Fault> {
    let Some(id) = host::text(value) else {
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
pub async fn send(client: &Rc<Options>, call: &Rc<Call>, options: &CallOptions) -> Result<JsValue, Fault> {
    if call.endpoint.method == "GET" {
        return share::read(client, call, options).await;
    }
    let sent = send_until(deadline(client), client, call, options).await;
    client.flights.forget();
    sent.map_err(|fault| fault.of_write(call.endpoint.route.name()))
}

/// The same with a deadline of the caller's. The fault of a write says whether it may have been carried out.
pub async fn send_until(deadline: f64, client: &Options, call: &Call, options: &CallOptions) -> Result<JsValue, Fault> {
    let timeout = options.timeout_ms.unwrap_or(client.timeout_ms);
    let (mut repeats, mut unclear) = (0, false);
    loop {
        let ended = |fault: Fault| fault.after(call.attempts.get(), unclear);
        let mut limit = Limit::new(timeout.min(deadline - now()), options).map_err(ended)?;
        let before = call.attempts.get();
        let outcome = attempt(client, call, &mut limit).await;
        drop(limit);
        let (fault, failure) = match outcome {
            Ok(answer) => return Ok(answer),
            Err(failed) => failed,
        };
        // What was deleted before its answer got lost cannot be found again.
        if let (true, Code::NotFound, Some(empty)) = (unclear, fault.code, call.endpoint.empty) {
            return Ok(message(empty));
        }
        unclear = fault.leaves_unclear(failure, call.attempts.get() > before).unwrap_or(unclear);
        let fault = fault.after(call.attempts.get(), unclear);
        let wait = retry::wait(call.endpoint.repeat, failure, repeats, client.max_retries, Math::random());
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

/// The answer to a success without a body.
pub fn message(text: &str) -> JsValue {
    host::record(&[("message", &text.into())])
}

/// Lets time pass, unless the call is over before.
pub async fn pause(ms: f64, deadline: f64, options: &CallOptions) -> Result<(), Fault> {
    let over = Limit::new(ms, options)?.over().await;
    if over.code == Code::Aborted || now() >= deadline { Err(over) } else { Ok(()) }
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
