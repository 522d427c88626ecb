//! A call from its first attempt to its end.

use std::future::Future;
use std::rc::Rc;
use std::task::Poll;

use js_sys::Math;
use wasm_bindgen::prelude::*;

use crate::address::{self, Route};
use crate::error::{Code, Fault};
use crate::js;
use crate::limit::Limit;
use crate::options::{CallOptions, Options};
use crate::retry::{self, Repeat};
use crate::transport::attempt;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
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
