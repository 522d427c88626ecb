//! The client: what it was made with, and how an exported method of it calls.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::request::attempts::{deadline, send_until};
use crate::request::endpoint::{Call, Endpoint};
use crate::request::known::KnownRecords;
use crate::request::options::{CallOptions, Options};
use crate::request::share::{MakeWork, SharedCalls};
pub(crate) use crate::request::turn::promise;

/// Calls the truConsent API, for whichever person each call names.
///
/// Every method of a client takes {@link RequestOptions} last and never throws: it returns a promise, which rejects with
/// a {@link ConsentError} only. Besides the codes that a method lists, any may reject with `invalid_options`,
/// `unauthenticated`, `forbidden`, `origin_not_allowed`, `rate_limited`, `server_error`, `http_error`, `network`,
/// `timeout`, `aborted` and `unexpected_response`. A method that was taken off its client (`const { dpo } = client`) rejects
/// with `invalid_options`. Reads are repeated on passing failures; those under way at the same moment share one request
/// where address, headers and time limit are equal, each with its own answer and its own abort. A client that is no longer
/// used needs no closing.
///
/// @example
/// ```js
/// import init, { ConsentClient } from "truconsent-wasm";
/// await init();
/// const client = new ConsentClient({ baseUrl: "/api" });
/// const consents = await client.currentConsents("usr_asha");
/// ```
#[wasm_bindgen]
pub struct ConsentClient(pub(crate) Rc<Client>);

/// What a client was made with, and what it remembers.
pub(crate) struct Client {
    pub options: Rc<Options>,
    pub shared: SharedCalls,
    pub records: KnownRecords,
}

impl ConsentClient {
    pub(crate) fn with(options: Options) -> Self {
        Self(Rc::new(Client {
            options: Rc::new(options),
            shared: SharedCalls::default(),
            records: KnownRecords::default(),
        }))
    }

    /// Calls without a body, for an exported method.
    pub(crate) fn call(&self, endpoint: &'static Endpoint, id: &JsValue, options: &JsValue) -> Promise {
        self.start(endpoint, Call::new(endpoint, id), options)
    }

    /// Sends a call for an exported method. What made the call may have failed.
    pub(crate) fn start(
        &self,
        endpoint: &'static Endpoint,
        call: Result<Rc<Call>, Fault>,
        options: &JsValue,
    ) -> Promise {
        let client = self.0.clone();
        let call = CallOptions::from_js(options).and_then(|options| Ok((call?, options)));
        promise(endpoint.operation, async move {
            let (call, options) = call?;
            client.send(&call, &options).await
        })
    }
}

impl Client {
    /// Sends a call until it ends: its answer in the documented shape, or why there is none. A write whose end stays
    /// unclear ends in `outcome_unknown`.
    pub(crate) async fn send(self: &Rc<Self>, call: &Rc<Call>, options: &CallOptions) -> Result<JsValue, Fault> {
        if call.is_read() {
            let (client, sent) = (self.clone(), call.clone());
            let work: MakeWork = Box::new(|options, deadline| {
                Box::pin(async move {
                    let answer = send_until(deadline, &client.options, &sent, &options).await?;
                    if sent.endpoint.lists_records {
                        client.records.add_list(&sent, &answer, client.options.deadline_ms);
                    }
                    Ok(answer)
                })
            });
            return self.shared.send(&self.options, call, options, work).await;
        }
        let sent = send_until(deadline(&self.options), &self.options, call, options).await;
        self.shared.forget_reads();
        sent.map_err(|fault| fault.of_write(call.endpoint.operation))
    }
}
