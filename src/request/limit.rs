//! How long a call waits for anything: a time limit, and the caller's signal.

use std::pin::Pin;
use std::task::Poll;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::{Code, Fault};
use crate::host::{self, AbortController};

/// A time limit and the caller's signal, over everything that is awaited under it. Dropped, it leaves nothing behind:
/// no timer, no listener, no request.
pub(crate) struct Limit {
    over: JsFuture,
    end: Function,
    timer: JsValue,
    signal: Option<JsValue>,
    /// Ours, for `fetch`: the caller's may be aborted with any reason, or only look like a signal.
    controller: AbortController,
}

impl Limit {
    pub(crate) fn new(ms: f64, signal: Option<&JsValue>) -> Result<Self, Fault> {
        if let Some(aborted) = signal.and_then(aborted) {
            return Err(aborted);
        }
        let controller = host::abort_controller().map_err(|thrown| Fault::new(Code::Network).caused_by(thrown))?;
        let mut end = None;
        // The timer and the signal both call `resolve` itself: no closure of ours has to outlive anything.
        let over = Promise::new(&mut |resolve: Function, _| end = Some(resolve));
        let end = end.unwrap_or_default();
        if let Some(signal) = signal {
            host::listen(signal, &end)
                .map_err(|thrown| Fault::option("signal", "cannot be listened to").caused_by(thrown))?;
        }
        let timer = host::set_timeout(&end, ms.max(0.0));
        Ok(Self { over: over.into(), end, timer, signal: signal.cloned(), controller })
    }

    /// For `fetch`.
    pub(crate) fn signal(&self) -> JsValue {
        self.controller.signal().into()
    }

    /// Awaits what JavaScript promised, or the end of the limit. `code` is for a rejection.
    pub(crate) async fn run(&mut self, promised: Result<JsValue, JsValue>, code: Code) -> Result<JsValue, Fault> {
        let rejected = |cause| Fault::new(code).caused_by(cause);
        let mut work = JsFuture::from(Promise::resolve(&promised.map_err(rejected)?));
        self.first(&mut work).await?.map_err(rejected)
    }

    /// Awaits work of ours, or the end of the limit.
    pub(crate) async fn first<F: Future + Unpin>(&mut self, work: &mut F) -> Result<F::Output, Fault> {
        let first = std::future::poll_fn(|context| {
            if let Poll::Ready(settled) = Pin::new(&mut *work).poll(context) {
                return Poll::Ready(Some(settled));
            }
            Pin::new(&mut self.over).poll(context).map(|_| None)
        });
        first.await.ok_or_else(|| self.ended())
    }

    /// Awaits the end of the limit.
    pub(crate) async fn over(&mut self) -> Fault {
        let _ = (&mut self.over).await;
        self.ended()
    }

    fn ended(&self) -> Fault {
        self.signal.as_ref().and_then(aborted).unwrap_or_else(|| Fault::new(Code::Timeout))
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        host::clear_timeout(&self.timer);
        if let Some(signal) = &self.signal {
            host::unlisten(signal, &self.end);
        }
        // Settles `over`: its callbacks would otherwise live as long as the page.
        let _ = self.end.call0(&JsValue::UNDEFINED);
        self.controller.abort();
    }
}

/// The failure that an aborted signal means.
fn aborted(signal: &JsValue) -> Option<Fault> {
    let aborted = host::field(signal, "aborted").is_ok_and(|aborted| aborted.is_truthy());
    aborted.then(|| Fault::new(Code::Aborted).caused_by(host::field(signal, "reason").unwrap_or_default()))
}
