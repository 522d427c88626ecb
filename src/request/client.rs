//! The client: what it was made with, and how an exported method of it calls.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::error::Fault;
use crate::request::attempts::{self, Call, Endpoint};
use crate::request::known::{KnownRecords, LISTS};
use crate::request::options::{CallOptions, Options};

/// Calls the truConsent API, for whichever person each call names.
///
/// Every method of a client takes {@link RequestOptions} last and never throws: it returns a promise, which rejects with
/// a {@link ConsentError} only. Besides the codes that a method lists, any may reject with `invalid_options`,
/// `unauthenticated`, `forbidden`, `origin_not_allowed`, `rate_limited`, `server_error`, `http_error`, `network`,
/// `timeout`, `aborted` and `unexpected_response`. Reads are repeated on passing failures; identical ones under way at the
/// same moment share one request and the deadline of the first, each with its own answer and its own abort. A client that
/// nothing refers to any more goes by itself.
///
/// @example
/// ```js
/// import init, { ConsentClient } from "truconsent-wasm";
/// await init();
/// const client = new ConsentClient({ baseUrl: "/api" });
/// const consents = await client.currentConsents("usr_asha");
/// ```
#[wasm_bindgen]
pub struct ConsentClient {
    options: Rc<Options>,
    known: Rc<KnownRecords>,
}

impl ConsentClient {
    pub(crate) fn with(options: Options) -> Self {
        Self { options: Rc::new(options), known: Rc::default() }
    }

    pub(crate) fn options(&self) -> Rc<Options> {
        self.options.clone()
    }

    pub(crate) fn known(&self) -> Rc<KnownRecords> {
        self.known.clone()
    }

    /// Sends a call without a body.
    pub(crate) fn call(&self, endpoint: &'static Endpoint, id: &JsValue, options: &JsValue) -> Promise {
        self.send(endpoint, Call::new(endpoint, id), options)
    }

    /// Sends a call that was made before, and has its own failure where it could not be made.
    pub(crate) fn send(
        &self,
        endpoint: &'static Endpoint,
        call: Result<Rc<Call>, Fault>,
        options: &JsValue,
    ) -> Promise {
        let (client, known) = (self.options(), self.known());
        let call = CallOptions::read(options).and_then(|options| Ok((call?, options)));
        promise(endpoint.route.name(), async move {
            let (call, options) = call?;
            let answer = attempts::send(&client, &call, &options).await?;
            if LISTS.contains(&endpoint.route) {
                known.add(&answer, &client);
            }
            Ok(answer)
        })
    }
}

/// The promise of a call, whose failure is named after its method.
pub(crate) fn promise(
    operation: &'static str,
    call: impl Future<Output = Result<JsValue, Fault>> + 'static,
) -> Promise {
    // Boxed, so that what makes a promise of it is compiled once, not for each call.
    let call: Pin<Box<dyn Future<Output = Result<JsValue, Fault>>>> = Box::pin(call);
    future_to_promise(async move { call.await.map_err(|fault| fault.into_js(operation)) })
}
