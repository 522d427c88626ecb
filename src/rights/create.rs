//! Making a record that must not be made twice: after an unclear end the person's records are looked through.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::form::{Form, FormField, Mode};
use crate::error::Fault;
use crate::host;
use crate::request::attempts::{pause, send_until};
use crate::request::client::{Client, ConsentClient, promise};
use crate::request::clock::{ApiClock, Moment};
use crate::request::endpoint::{Call, Endpoint, checked_id};
use crate::request::options::CallOptions;
use crate::request::share::MakeWork;
use crate::request::turn::Outcome;
use crate::schema::api_time::micros_of;

/// How often a look asks whether the client's other creations are through.
const TURN_MS: f64 = 50.0;

/// How far a record's time may lie outside of its call.
const CLOCKS_MS: f64 = 10_000.0;

/// How a record of one kind is filed, and found again.
pub(crate) struct Filing {
    pub create: &'static Endpoint,
    pub list: &'static Endpoint,
    pub form: &'static Form,
    /// The field of the form that names the person.
    pub person: &'static str,
    /// The fields that make its content.
    pub content: &'static [&'static FormField],
    /// Its status when it is new.
    pub status: &'static str,
}

impl ConsentClient {
    pub(super) fn create(&self, filing: &'static Filing, input: &JsValue, options: &JsValue) -> Promise {
        let client = self.0.clone();
        // Read before anything is awaited: what the caller changes afterwards is not meant.
        let body =
            CallOptions::from_js(options).and_then(|options| Ok((filing.form.body(input, Mode::Create)?, options)));
        promise(filing.create.operation, async move {
            let (body, options) = body?;
            let call = Call::write(filing.create, String::new(), &body);
            let work: MakeWork = {
                let (client, call) = (client.clone(), call.clone());
                Box::new(move |options, deadline| Box::pin(file(filing, client, call, body, options, deadline)))
            };
            client.shared.send(&client.options, &call, &options, work).await
        })
    }

    pub(super) fn update(
        &self,
        endpoint: &'static Endpoint,
        form: &Form,
        id: &JsValue,
        changes: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let call = checked_id(id, endpoint.id)
            .and_then(|id| Ok(Call::write(endpoint, id, &form.body(changes, Mode::Update)?)));
        self.start(endpoint, call, options)
    }
}

/// A creation that waits for its answer. Dropped, whatever became of it, reads ask anew.
struct UnderWay<'a>(&'a Client);

impl<'a> UnderWay<'a> {
    fn new(client: &'a Client) -> Self {
        client.records.begun.update(|count| count + 1);
        client.records.under_way.update(|count| count + 1);
        Self(client)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.records.under_way.update(|count| count - 1);
        self.0.shared.forget_reads();
    }
}

/// Files a record. The body is checked before.
async fn file(
    filing: &'static Filing,
    client: Rc<Client>,
    call: Rc<Call>,
    body: JsValue,
    options: CallOptions,
    deadline: f64,
) -> Outcome {
    let began = Moment::now();
    let under_way = UnderWay::new(&client);
    let sent = send_until(deadline, &client.options, &call, &options).await;
    drop(under_way);
    let sent = sent.and_then(|record| {
        if !is_of_another(filing, &record, &body) {
            return Ok(record);
        }
        Err(Fault::unexpected("it names another person").with_status(201).after(call.attempts.get(), true))
    });
    let record = match sent {
        Ok(record) => filled(filing, record, &body),
        Err(fault) if !fault.unclear => return Err(fault),
        Err(fault) => match look(filing, &client, &call, &body, &options, (began, deadline)).await {
            Ok(Some(record)) => record,
            _ => return Err(fault.of_write(filing.create.operation)),
        },
    };
    client.records.add(&record, client.options.deadline_ms);
    Ok(record)
}

/// The record that an unclear creation made, if it is to be found, and known to be new.
async fn look(
    filing: &Filing,
    client: &Client,
    call: &Call,
    body: &JsValue,
    options: &CallOptions,
    (began, deadline): (Moment, f64),
) -> Result<Option<JsValue>, Fault> {
    let records = &client.records;
    let list = Call::looking(filing.list, &host::field(body, filing.person).unwrap_or_default(), call)?;
    loop {
        // A record of the same content may be what another creation of this client is about to return.
        while records.under_way.get() > 0 {
            pause(TURN_MS, deadline, options).await?;
        }
        let begun = records.begun.get();
        let listed = send_until(deadline, &client.options, &list, options).await?;
        if begun == records.begun.get() {
            let was_not_listed = records.has_listed(&list, began);
            let is_new = |record: &JsValue| was_not_listed || was_made_since(record, began, &client.options.clock);
            let is_it = |record: &JsValue| {
                is_same(filing, record, body)
                    && !is_of_another(filing, record, body)
                    && !records.has_returned(record)
                    && is_new(record)
            };
            return Ok(Array::from(&listed).iter().find(is_it));
        }
    }
}

/// Fills a partial answer up from what was sent. What is missing is null.
fn filled(filing: &Filing, record: JsValue, body: &JsValue) -> JsValue {
    let null = JsValue::NULL;
    let is_absent = |name: &str| host::field(&record, name).is_ok_and(|value| value.is_undefined() || value.is_null());
    let fill = |name: &str, value: &JsValue| {
        if is_absent(name) {
            host::set(&record, name, if value.is_undefined() { &null } else { value });
        }
    };
    fill("client_user_id", &host::field(body, filing.person).unwrap_or_default());
    for field in filing.content {
        fill(field.name, &host::field(body, field.name).unwrap_or_default());
    }
    fill("status", &filing.status.into());
    record
}

fn is_same(filing: &Filing, record: &JsValue, body: &JsValue) -> bool {
    let content = |of: &JsValue, name: &str| host::field(of, name).unwrap_or_default().as_string();
    filing.content.iter().all(|field| content(record, field.name) == content(body, field.name))
}

/// Whether a record names somebody else than the input does. What names nobody may be of anybody.
fn is_of_another(filing: &Filing, record: &JsValue, body: &JsValue) -> bool {
    // The documented name counts, wherever it is there.
    let owner = host::filled(record, "client_user_id").or_else(|| host::filled(record, filing.person));
    owner.is_some() && owner != host::filled(body, filing.person)
}

/// Whether a record is known to be made since then, by the API's own clock. A little earlier will do: whole seconds are
/// cut off, and the clocks of one API's computers differ.
fn was_made_since(record: &JsValue, began: Moment, clock: &ApiClock) -> bool {
    let made = micros_of(&host::field(record, "created_at").unwrap_or_default());
    let (Some(made), Some(began), Some(now)) = (made, clock.at(began), clock.at(Moment::now())) else {
        return false;
    };
    (began - CLOCKS_MS..=now + CLOCKS_MS).contains(&(made as f64 / 1_000.0))
}
