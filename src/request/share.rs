//! Reads under way: identical ones at the same moment share one request, and each caller can still leave by itself.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::request::attempts::{deadline, send_until};
use crate::request::endpoint::Call;
use crate::request::limit::Limit;
use crate::request::option_values::LONGEST_TIME_MS;
use crate::request::options::{CallOptions, Options};

type Outcome = Result<JsValue, Fault>;

/// A client's reads under way.
#[derive(Default)]
pub(crate) struct SharedReads(RefCell<Vec<Weak<SharedRead>>>);

/// A read under way. Whoever waits for it drives it; when nobody does any more it is dropped, and aborts its request.
struct SharedRead {
    call: Rc<Call>,
    timeout_ms: Option<f64>,
    work: RefCell<Pin<Box<dyn Future<Output = Outcome>>>>,
    outcome: RefCell<Option<Outcome>>,
    waiting: RefCell<Vec<Waker>>,
}

impl SharedReads {
    /// What begins from now on asks anew: after a write, an answer on its way may already be outdated.
    pub(crate) fn forget(&self) {
        self.0.borrow_mut().clear();
    }

    /// Sends a read, or waits for an identical one that is under way.
    pub(crate) async fn send(&self, client: &Rc<Options>, call: &Rc<Call>, options: &CallOptions) -> Outcome {
        // The time limit is the shared read's; this is for the caller's signal.
        let mut limit = Limit::new(LONGEST_TIME_MS, options.signal.as_ref())?;
        let mut waiter = self.join(client, call, options.timeout_ms);
        let outcome = limit.first(&mut waiter).await;
        call.attempts.set(waiter.0.call.attempts.get());
        outcome.unwrap_or_else(|aborted| Err(aborted.after(call.attempts.get(), false)))
    }

    fn join(&self, client: &Rc<Options>, call: &Rc<Call>, timeout_ms: Option<f64>) -> Waiter {
        let mut reads = self.0.borrow_mut();
        reads.retain(|read| read.upgrade().is_some_and(|read| read.outcome.borrow().is_none()));
        let is_same = |read: &Rc<SharedRead>| {
            std::ptr::eq(read.call.endpoint, call.endpoint)
                && (&read.call.id, read.timeout_ms) == (&call.id, timeout_ms)
        };
        let read = reads.iter().filter_map(Weak::upgrade).find(is_same).unwrap_or_else(|| {
            let (client, sent) = (client.clone(), call.clone());
            let options = CallOptions { timeout_ms, ..CallOptions::default() };
            let work = async move { send_until(deadline(&client), &client, &sent, &options).await };
            let read = Rc::new(SharedRead {
                call: call.clone(),
                timeout_ms,
                work: RefCell::new(Box::pin(work)),
                outcome: RefCell::default(),
                waiting: RefCell::default(),
            });
            reads.push(Rc::downgrade(&read));
            read
        });
        Waiter(read)
    }
}

impl SharedRead {
    fn wake(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// One caller's wait for a read.
struct Waiter(Rc<SharedRead>);

impl Future for Waiter {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let read = &self.0;
        let known = read.outcome.borrow().clone();
        let outcome = match known {
            Some(outcome) => outcome,
            None => {
                let Poll::Ready(outcome) = read.work.borrow_mut().as_mut().poll(context) else {
                    read.waiting.borrow_mut().push(context.waker().clone());
                    return Poll::Pending;
                };
                read.outcome.replace(Some(outcome.clone()));
                read.wake();
                outcome
            }
        };
        // The answer is an object that a caller may change: each gets its own, the last one the first of all.
        if Rc::strong_count(read) == 1 {
            return Poll::Ready(outcome);
        }
        let copied = |answer| {
            host::structured_clone(&answer)
                .map_err(|thrown| Fault::unexpected("the answer cannot be copied").caused_by(thrown))
        };
        Poll::Ready(outcome.and_then(copied))
    }
}

impl Drop for Waiter {
    /// What the read awaits would wake this caller: another one has to take over.
    fn drop(&mut self) {
        self.0.wake();
    }
}
