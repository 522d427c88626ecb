//! In whose turn a call is driven. The first step of a call is taken at once, while its caller waits for the promise: what
//! the `headers` function looks at is then still the caller's, and a write is on its way before the page can leave.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::error::Fault;

/// What a call of the client comes to.
pub(crate) type Outcome = Result<JsValue, Fault>;

/// Boxed, so that what drives it is compiled once, not for each call.
pub(crate) type Work = Pin<Box<dyn Future<Output = Outcome>>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// No call is being driven.
    Nobodys,
    /// The first step of a call.
    Callers,
    Later,
}

thread_local! {
    static TURN: Cell<Turn> = const { Cell::new(Turn::Nobodys) };
}

/// Whether this is the first step of a call.
pub(crate) fn is_callers() -> bool {
    TURN.get() == Turn::Callers
}

fn drive(work: &mut Work, turn: Turn, context: &mut Context<'_>) -> Poll<Outcome> {
    let before = TURN.replace(turn);
    let polled = work.as_mut().poll(context);
    TURN.set(before);
    polled
}

/// The promise of a call, whose failure is named after its method.
pub(crate) fn promise(operation: &'static str, call: impl Future<Output = Outcome> + 'static) -> Promise {
    let mut work: Work = Box::pin(call);
    let mut first = Poll::Pending;
    // A call out of a step of another one, which its `headers` function makes for instance, waits until that is through.
    if TURN.get() == Turn::Nobodys {
        first = drive(&mut work, Turn::Callers, &mut Context::from_waker(Waker::noop()));
    }
    future_to_promise(async move {
        let outcome = match first {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => std::future::poll_fn(|context| drive(&mut work, Turn::Later, context)).await,
        };
        outcome.map_err(|fault| fault.into_js(operation))
    })
}
