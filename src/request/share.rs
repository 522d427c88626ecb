//! Reads under way: identical ones at the same moment share one request, and each caller can still leave by itself.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::request::attempts::{Call, deadline, send_until};
use crate::request::limit::Limit;
use crate::request::options::{CallOptions, LONGEST_TIME_MS, Options};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = structuredClone)]
    fn structured_clone(value: &JsValue) -> Result<JsValue, JsValue>;
}

type Outcome = Result<JsValue, Fault>;

/// A client's reads under way.
#[derive(Default)]
pub struct Flights(RefCell<Vec<Weak<Flight>>>);

/// A read under way. Whoever waits for it drives it; when nobody does any more it is dropped, and aborts its request.
struct Flight {
    call: Rc<Call>,
    timeout_ms: Option<f64>,
    work: RefCell<Pin<Box<dyn Future<Output = Outcome>>>>,
    outcome: RefCell<Option<Outcome>>,
    waiting: RefCell<Vec<Waker>>,
}

impl Flights {
    /// What begins from now on asks anew: after a write, an answer on its way may already be outdated.
    pub fn forget(&self) {
        self.0.borrow_mut().clear();
    }

    fn join(&self, client: &Rc<Options>, call: &Rc<Call>, timeout_ms: Option<f64>) -> Waiter {
        let mut flights = self.0.borrow_mut();
        flights.retain(|flight| flight.upgrade().is_some_and(|flight| flight.outcome.borrow().is_none()));
        let is_same = |flight: &Rc<Flight>| {
            let other = &flight.call;
            (other.endpoint.route, &other.id, flight.timeout_ms) == (call.endpoint.route, &call.id, timeout_ms)
        };
        let flight = flights.iter().filter_map(Weak::upgrade).find(is_same).unwrap_or_else(|| {
            let (client, sent) = (client.clone(), call.clone());
            let options = CallOptions { timeout_ms, ..CallOptions::default() };
            let work = async move { send_until(deadline(&client), &client, &sent, &options).await };
            let flight = Rc::new(Flight {
                call: call.clone(),
                timeout_ms,
                work: RefCell::new(Box::pin(work)),
                outcome: RefCell::default(),
                waiting: RefCell::default(),
            });
            flights.push(Rc::downgrade(&flight));
            flight
        });
        Waiter(flight)
    }
}

impl Flight {
    fn wake(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// One caller's wait for a flight.
struct Waiter(Rc<Flight>);

impl Future for Waiter {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let flight = &self.0;
        let known = flight.outcome.borrow().clone();
        let outcome = match known {
            Some(outcome) => outcome,
            None => {
                let Poll::Ready(outcome) = flight.work.borrow_mut().as_mut().poll(context) else {
                    flight.waiting.borrow_mut().push(context.waker().clone());
                    return Poll::Pending;
                };
                flight.outcome.replace(Some(outcome.clone()));
                flight.wake();
                outcome
            }
        };
        // The answer is an object that a caller may change: each gets its own, the last one the first of all.
        if Rc::strong_count(flight) == 1 {
            return Poll::Ready(outcome);
        }
        let copied = |answer| {
            structured_clone(&answer).map_err(|thrown| Fault::unexpected("it cannot be copied").caused_by(thrown))
        };
        Poll::Ready(outcome.and_then(copied))
    }
}

impl Drop for Waiter {
    /// What the flight awaits would wake this caller: another one has to take over.
    fn drop(&mut self) {
        self.0.wake();
    }
}

/// Sends a read, or waits for an identical one that this client has under way.
pub async fn read(client: &Rc<Options>, call: &Rc<Call>, options: &CallOptions) -> Outcome {
    // Its time is the flight's; this is for the caller's signal.
    let mut limit = Limit::new(LONGEST_TIME_MS, options)?;
    let mut waiter = client.flights.join(client, call, options.timeout_ms);
    let outcome = limit.first(&mut waiter).await;
    call.attempts.set(waiter.0.call.attempts.get());
    outcome.unwrap_or_else(|aborted| Err(aborted.after(call.attempts.get(), false)))
}
