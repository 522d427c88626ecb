//! Calls under way: equal reads at the same moment share one request, and so do equal creations. Each caller still leaves
//! by itself.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use crate::error::Fault;
use crate::host;
use crate::request::attempts::deadline;
use crate::request::endpoint::Call;
use crate::request::headers::{Header, Kept, Made};
use crate::request::headers_function::ask;
use crate::request::limit::Limit;
use crate::request::option_values::LONGEST_TIME_MS;
use crate::request::options::{CallOptions, Options};
use crate::request::turn::{Outcome, Work};

/// A client's shared calls under way.
#[derive(Default)]
pub(crate) struct SharedCalls(RefCell<Vec<Weak<SharedCall>>>);

/// A call under way. Whoever waits for it drives it; when nobody does any more it is dropped, and aborts its request.
struct SharedCall {
    call: Rc<Call>,
    /// What the `headers` function made for its first attempt.
    headers: Vec<Header>,
    timeout_ms: f64,
    work: RefCell<Work>,
    outcome: RefCell<Option<Outcome>>,
    waiting: RefCell<Vec<Waker>>,
}

/// Makes the work of a call out of what its callers have in common, and the deadline of the first of them.
pub(crate) type MakeWork = Box<dyn FnOnce(CallOptions, f64) -> Work>;

impl SharedCalls {
    /// Reads that begin from now on ask anew: after a write, an answer on its way may already be outdated.
    pub(crate) fn forget_reads(&self) {
        self.0.borrow_mut().retain(|shared| shared.upgrade().is_some_and(|shared| !shared.call.is_read()));
    }

    /// Begins a call, or waits for an equal one that is under way: one whose every header is equal too, for it is by them
    /// that the API tells one person from another. A creation with another time limit is sent no second time for that.
    pub(crate) async fn send(
        &self,
        client: &Options,
        call: &Rc<Call>,
        options: &CallOptions,
        work: MakeWork,
    ) -> Outcome {
        let (signal, deadline) = (options.signal.as_ref(), deadline(client));
        let timeout = options.timeout_ms.unwrap_or(client.timeout_ms);
        let mut made = Made::default();
        if client.make_headers.is_some() {
            let mut limit = Limit::new(timeout.min(client.deadline_ms), signal)?;
            made = ask(client, options, &mut limit).await?;
        }
        // The time limit is the shared call's; this is for the caller's signal.
        let mut limit = Limit::new(LONGEST_TIME_MS, signal)?;
        let mut waiter = self.join(call, options, timeout, made, |options| work(options, deadline));
        let outcome = limit.first(&mut waiter).await;
        let sent = &waiter.0.call;
        call.attempts.set(sent.attempts.get());
        outcome.unwrap_or_else(|aborted| Err(aborted.after(sent.attempts.get(), !sent.is_read() && sent.unclear.get())))
    }

    fn join(
        &self,
        call: &Rc<Call>,
        options: &CallOptions,
        timeout_ms: f64,
        made: Made,
        work: impl FnOnce(CallOptions) -> Work,
    ) -> Waiter {
        let mut calls = self.0.borrow_mut();
        calls.retain(|shared| shared.upgrade().is_some_and(|shared| shared.outcome.borrow().is_none()));
        let is_same = |shared: &Rc<SharedCall>| {
            let other = &shared.call;
            std::ptr::eq(other.endpoint, call.endpoint)
                && (&other.id, &other.body) == (&call.id, &call.body)
                && shared.headers == made.headers
                && (shared.timeout_ms == timeout_ms || !other.is_read())
        };
        let found = calls.iter().filter_map(Weak::upgrade).find(is_same);
        Waiter(found.unwrap_or_else(|| {
            let headers = made.headers.clone();
            let kept = Kept { again: options.kept.again.clone(), first: RefCell::new(Some(made)) };
            let options = CallOptions { signal: None, kept: Rc::new(kept), ..options.clone() };
            let shared = Rc::new(SharedCall {
                call: call.clone(),
                headers,
                timeout_ms,
                work: RefCell::new(work(options)),
                outcome: RefCell::default(),
                waiting: RefCell::default(),
            });
            calls.push(Rc::downgrade(&shared));
            shared
        }))
    }
}

impl SharedCall {
    fn wake(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// One caller's wait for a shared call.
struct Waiter(Rc<SharedCall>);

impl Future for Waiter {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let shared = &self.0;
        let known = shared.outcome.borrow().clone();
        let outcome = match known {
            Some(outcome) => outcome,
            None => {
                let Poll::Ready(outcome) = shared.work.borrow_mut().as_mut().poll(context) else {
                    shared.waiting.borrow_mut().push(context.waker().clone());
                    return Poll::Pending;
                };
                shared.outcome.replace(Some(outcome.clone()));
                shared.wake();
                outcome
            }
        };
        // The answer is an object that a caller may change: each gets its own, the last one the first of all.
        if Rc::strong_count(shared) == 1 {
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
    /// What the call awaits would wake this caller: another one has to take over.
    fn drop(&mut self) {
        self.0.wake();
    }
}
