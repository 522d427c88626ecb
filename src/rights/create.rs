//! Making a record that must not be made twice: after an unclear end the person's records are looked through.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Date};
use wasm_bindgen::prelude::*;

use super::form::Field;
use crate::error::{Code, Fault};
use crate::host;
use crate::request::address::Route;
use crate::request::attempts::{Call, Endpoint, deadline, pause, send_until};
use crate::request::options::{CallOptions, Options};
use crate::schema::shape::Shape;
use crate::schema::time;

/// How far the API's clock may be behind ours.
const CLOCKS_MS: f64 = 120_000.0;

/// How often a look asks whether the client's other creations are through.
const TURN_MS: f64 = 50.0;

/// The calls that list such records.
pub const LISTS: [Route; 2] = [Route::ListGrievances, Route::ListNominees];

/// A kind of record that a person can file.
pub struct Kind {
    /// The call that files it.
    pub create: &'static Endpoint,
    /// The call that lists a person's.
    pub list: &'static Endpoint,
    /// The field of the input that names the person.
    pub person: &'static str,
    /// The fields that make its content.
    pub content: &'static [&'static Field],
    /// The shape of a record.
    pub shape: &'static Shape,
    /// Its status when it is new.
    pub status: &'static str,
}

/// Records that this client has returned: none of them is what an unclear call made. Those of long ago are forgotten,
/// for a look-up takes none that was made before its call.
#[derive(Default)]
pub struct Seen {
    ids: RefCell<host::Positions>,
    earlier: RefCell<host::Positions>,
    /// When the earlier ones were put away.
    turned: Cell<f64>,
    /// Creations that wait for their answer.
    under_way: Cell<u32>,
    /// Creations that ever began.
    begun: Cell<u32>,
}

impl Seen {
    /// Remembers a record, or each of a list.
    pub fn add(&self, records: &JsValue, client: &Options) {
        let now = Date::now();
        if now - self.turned.get() > client.deadline_ms + CLOCKS_MS {
            self.turned.set(now);
            self.earlier.replace(self.ids.take());
        }
        let list = host::list(records).ok().flatten().unwrap_or_else(|| Array::of1(records));
        for record in list.iter() {
            let id = host::field(&record, "id").unwrap_or_default();
            if id.is_string() {
                self.ids.borrow().set(&id, 1);
            }
        }
    }

    fn has(&self, record: &JsValue) -> bool {
        let has = |ids: &RefCell<host::Positions>, id: &JsValue| ids.borrow().get(id).is_some();
        host::field(record, "id").is_ok_and(|id| has(&self.ids, &id) || has(&self.earlier, &id))
    }
}

/// Files a record. The body is checked before.
pub async fn create(
    kind: &'static Kind,
    client: Rc<Options>,
    seen: Rc<Seen>,
    body: JsValue,
    options: CallOptions,
) -> Result<JsValue, Fault> {
    let (began, deadline) = (Date::now(), deadline(&client));
    let call = Call::write(kind.create, String::new(), &body);
    seen.begun.update(|count| count + 1);
    seen.under_way.update(|count| count + 1);
    let sent = send_until(deadline, &client, &call, &options).await;
    seen.under_way.update(|count| count - 1);
    client.flights.forget();
    let record = match sent {
        Ok(record) => filled(kind, record, &body),
        Err(fault) if !fault.unclear || fault.code == Code::Aborted => return Err(fault),
        Err(fault) => match look(kind, &client, &seen, &body, &options, (began, deadline)).await {
            Ok(Some(record)) => record,
            Err(aborted) if aborted.code == Code::Aborted => {
                let attempts = fault.attempts + aborted.attempts;
                return Err(aborted.after(attempts, true));
            }
            _ => return Err(fault.of_write(kind.create.route.name())),
        },
    };
    seen.add(&record, &client);
    Ok(record)
}

/// The record that an unclear creation made, if it is to be found.
async fn look(
    kind: &Kind,
    client: &Options,
    seen: &Seen,
    body: &JsValue,
    options: &CallOptions,
    (began, deadline): (f64, f64),
) -> Result<Option<JsValue>, Fault> {
    let list = Call::new(kind.list, &host::field(body, kind.person).unwrap_or_default())?;
    loop {
        // A record of the same content may be what another creation of this client is about to return.
        while seen.under_way.get() > 0 {
            pause(TURN_MS, deadline, options).await?;
        }
        let begun = seen.begun.get();
        let listed = send_until(deadline, client, &list, options).await?;
        if begun == seen.begun.get() {
            let is_it =
                |record: &JsValue| is_same(kind, record, body) && made_since(record, began) && !seen.has(record);
            return Ok(Array::from(&listed).iter().find(is_it));
        }
    }
}

/// Fills a partial answer up from what was sent.
fn filled(kind: &Kind, record: JsValue, body: &JsValue) -> JsValue {
    let null = JsValue::NULL;
    let is_absent = |name: &str| host::field(&record, name).is_ok_and(|value| value.is_undefined() || value.is_null());
    let fill = |name: &str, value: &JsValue| {
        if is_absent(name) {
            host::set(&record, name, if value.is_undefined() { &null } else { value });
        }
    };
    fill("client_user_id", &host::field(body, kind.person).unwrap_or_default());
    for field in kind.content {
        fill(field.name, &host::field(body, field.name).unwrap_or_default());
    }
    fill("status", &kind.status.into());
    for (name, _) in kind.shape {
        fill(name, &JsValue::NULL);
    }
    record
}

fn is_same(kind: &Kind, record: &JsValue, body: &JsValue) -> bool {
    let content = |of: &JsValue, name: &str| host::field(of, name).unwrap_or_default().as_string();
    kind.content.iter().all(|field| content(record, field.name) == content(body, field.name))
}

fn made_since(record: &JsValue, began: f64) -> bool {
    let made = host::field(record, "created_at").unwrap_or_default().as_string();
    // Whole seconds are cut off by the API: a record of this call may bear the second in which it began.
    made.and_then(|made| time::micros(&made)).is_some_and(|made| made as f64 / 1_000.0 >= began - CLOCKS_MS)
}
