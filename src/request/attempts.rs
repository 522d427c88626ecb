//! A call from its first attempt to its end.

use std::future::Future;
use std::task::Poll;

use js_sys::Math;
use wasm_bindgen::prelude::*;

use crate::error::{Code, Fault};
use crate::host::now;
use crate::request::endpoint::Call;
use crate::request::fetch::attempt;
use crate::request::limit::Limit;
use crate::request::options::{CallOptions, Options};
use crate::request::retry::{self, AttemptFailure};

/// When a call that begins now must have ended.
pub(crate) fn deadline(client: &Options) -> f64 {
    now() + client.deadline_ms
}

/// Sends a call until it ends: its answer in the documented shape, or why there is none. The failure of a write says
/// whether it may have been carried out.
pub(crate) async fn send_until(
    deadline: f64,
    client: &Options,
    call: &Call,
    options: &CallOptions,
) -> Result<JsValue, Fault> {
    let signal = options.signal.as_ref();
    let timeout = options.timeout_ms.unwrap_or(client.timeout_ms);
    let (mut repeats, mut unclear, mut outlives_page) = (0, false, true);
    loop {
        let ended = |fault: Fault| fault.after(call.attempts.get(), unclear);
        let mut limit = Limit::new(timeout.min(deadline - now()), signal).map_err(ended)?;
        let before = call.attempts.get();
        let outcome = attempt(client, call, options, &mut limit, outlives_page).await;
        drop(limit);
        let (fault, failure) = match outcome {
            Ok(answer) => return Ok(answer),
            Err(failed) => failed,
        };
        // A record that was deleted by an attempt whose answer got lost cannot be found again.
        if let (true, Code::NotFound, Some(answer)) = (unclear, fault.code, call.endpoint.empty_answer()) {
            return Ok(answer);
        }
        let sent = call.attempts.get() > before;
        unclear = retry::leaves_unclear(call.endpoint.repeat, &fault, failure, sent).unwrap_or(unclear);
        call.unclear.set(unclear);
        // Where the page has used up what may outlive it, that is all a browser says.
        outlives_page &= failure != AttemptFailure::NoAnswer;
        let fault = fault.after(call.attempts.get(), unclear);
        let wait = retry::wait(call.endpoint.repeat, failure, repeats, client.max_retries, Math::random());
        let left = deadline - now();
        let Some(wait) = wait.filter(|_| left > 0.0) else {
            return Err(fault);
        };
        let limit = Limit::new(wait.min(left), signal);
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
pub(crate) async fn pause(ms: f64, deadline: f64, options: &CallOptions) -> Result<(), Fault> {
    let over = Limit::new(ms, options.signal.as_ref())?.over().await;
    if over.code == Code::Aborted || now() >= deadline { Err(over) } else { Ok(()) }
}

/// Runs calls at the same time. The first failure that is not tolerated ends them all: dropped, they abort their requests.
pub(crate) async fn all<F: Future<Output = Result<JsValue, Fault>>>(
    calls: impl Iterator<Item = F>,
    is_tolerated: impl Fn(usize, &Fault) -> bool,
) -> Result<Vec<Result<JsValue, Fault>>, Fault> {
    let mut under_way = Vec::new();
    for call in calls {
        under_way.push((Box::pin(call), None));
    }
    std::future::poll_fn(|context| {
        let mut is_pending = false;
        for (position, (call, ended)) in under_way.iter_mut().enumerate() {
            if ended.is_some() {
                continue;
            }
            match call.as_mut().poll(context) {
                Poll::Ready(Err(fault)) if !is_tolerated(position, &fault) => return Poll::Ready(Err(fault)),
                Poll::Ready(result) => *ended = Some(result),
                Poll::Pending => is_pending = true,
            }
        }
        if is_pending {
            return Poll::Pending;
        }
        let mut results = Vec::new();
        for (_, ended) in &mut under_way {
            results.extend(ended.take());
        }
        Poll::Ready(Ok(results))
    })
    .await
}
