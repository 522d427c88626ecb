//! Making a record that must not be made twice: after an unclear end the person's records are looked through.

use std::rc::Rc;

use js_sys::{Array, Date, Promise};
use wasm_bindgen::prelude::*;

use super::form::{Form, FormField, Mode};
use crate::error::{Code, Fault};
use crate::host;
use crate::request::attempts::{deadline, pause, send_until};
use crate::request::client::{Client, ConsentClient, promise};
use crate::request::endpoint::{Call, Endpoint, checked_id};
use crate::request::known::CLOCKS_MS;
use crate::request::options::CallOptions;
use crate::schema::api_time::micros_of;

/// How often a look asks whether the client's other creations are through.
const TURN_MS: f64 = 50.0;

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
            file(filing, client, body, options).await
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

/// Files a record. The body is checked before.
async fn file(
    filing: &'static Filing,
    client: Rc<Client>,
    body: JsValue,
    options: CallOptions,
) -> Result<JsValue, Fault> {
    let records = &client.records;
    let (began, deadline) = (Date::now(), deadline(&client.options));
    let call = Call::write(filing.create, String::new(), &body);
    records.begun.update(|count| count + 1);
    records.under_way.update(|count| count + 1);
    let sent = send_until(deadline, &client.options, &call, &options).await;
    records.under_way.update(|count| count - 1);
    client.reads.forget();
    let record = match sent {
        Ok(record) => filled(filing, record, &body),
        Err(fault) if !fault.unclear || fault.code == Code::Aborted => return Err(fault),
        Err(fault) => match look(filing, &client, &body, &options, (began, deadline)).await {
            Ok(Some(record)) => record,
            Err(aborted) if aborted.code == Code::Aborted => {
                let attempts = fault.attempts + aborted.attempts;
                return Err(aborted.after(attempts, true));
            }
            _ => return Err(fault.of_write(filing.create.operation)),
        },
    };
    records.add(&record, client.options.deadline_ms);
    Ok(record)
}

/// The record that an unclear creation made, if it is to be found.
async fn look(
    filing: &Filing,
    client: &Client,
    body: &JsValue,
    options: &CallOptions,
    (began, deadline): (f64, f64),
) -> Result<Option<JsValue>, Fault> {
    let records = &client.records;
    let list = Call::new(filing.list, &host::field(body, filing.person).unwrap_or_default())?;
    loop {
        // A record of the same content may be what another creation of this client is about to return.
        while records.under_way.get() > 0 {
            pause(TURN_MS, deadline, options).await?;
        }
        let begun = records.begun.get();
        let listed = send_until(deadline, &client.options, &list, options).await?;
        if begun == records.begun.get() {
            let is_it = |record: &JsValue| {
                is_same(filing, record, body) && made_since(record, began) && !records.has_returned(record)
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

fn made_since(record: &JsValue, began: f64) -> bool {
    let made = host::field(record, "created_at").unwrap_or_default();
    // Whole seconds are cut off by the API: a record of this call may bear the second in which it began.
    micros_of(&made).is_some_and(|made| made as f64 / 1_000.0 >= began - CLOCKS_MS)
}
