//! What a client knows of the records that it has returned, and of those it is making.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Date, Map};
use wasm_bindgen::prelude::*;

use crate::host;
use crate::request::clock::Moment;
use crate::request::endpoint::Call;

/// For how long a list of a person's records tells which record is new.
const LISTED_MS: f64 = 600_000.0;

/// Records that this client has returned: none of them is what an unclear call made. And whose records it has listed.
/// What was long ago is forgotten, for it decides nothing any more.
#[derive(Default)]
pub(crate) struct KnownRecords {
    /// Ids of records; and lists, with the moment of each.
    recent: RefCell<Map>,
    earlier: RefCell<Map>,
    /// When the earlier ones were put away.
    turned: Cell<f64>,
    /// Creations that wait for their answer.
    pub under_way: Cell<u32>,
    /// Creations that ever began.
    pub begun: Cell<u32>,
}

impl KnownRecords {
    /// Remembers a record, or each of a list. A call of the client takes at most `deadline_ms`.
    pub(crate) fn add(&self, records: &JsValue, deadline_ms: f64) {
        let now = Date::now();
        if now - self.turned.get() > deadline_ms + 2.0 * LISTED_MS {
            self.turned.set(now);
            self.earlier.replace(self.recent.take());
        }
        let list = host::list(records).ok().flatten().unwrap_or_else(|| Array::of1(records));
        for record in list.iter() {
            for id in ids(&record).iter().flatten() {
                self.recent.borrow().set(id, &JsValue::TRUE);
            }
        }
    }

    /// Remembers that a person's records were listed, and which they are. After a list that lacks some of them, for they
    /// have no id, nothing tells which record is new.
    pub(crate) fn add_list(&self, call: &Call, records: &JsValue, deadline_ms: f64) {
        self.add(records, deadline_ms);
        let moment = Moment::now();
        let told = Array::of2(&moment.steady.into(), &moment.wall.into());
        let told = if host::is_whole(records) { told.into() } else { JsValue::NULL };
        self.recent.borrow().set(&key(call), &told);
    }

    /// Whether this client has returned it, or cannot know.
    pub(crate) fn has_returned(&self, record: &JsValue) -> bool {
        let ids = ids(record);
        ids.iter().all(Option::is_none) || ids.iter().flatten().any(|id| !self.get(id).is_undefined())
    }

    /// Whether the client has told the person's records, as this call lists them, shortly before a moment.
    pub(crate) fn has_listed(&self, call: &Call, before: Moment) -> bool {
        let told = self.get(&key(call));
        let Some(told) = told.dyn_ref::<Array>() else {
            return false;
        };
        let clock = |position| told.get(position).as_f64().unwrap_or_default();
        before.since(Moment { steady: clock(0), wall: clock(1) }) <= LISTED_MS
    }

    fn get(&self, key: &JsValue) -> JsValue {
        let found = self.recent.borrow().get(key);
        if found.is_undefined() { self.earlier.borrow().get(key) } else { found }
    }
}

/// No id looks like this.
fn key(call: &Call) -> JsValue {
    JsValue::from(["\n", call.endpoint.operation, "\n", &call.id].concat())
}

/// What a record is known by: one answer may have both ids of a ticket, and another one of them only.
fn ids(record: &JsValue) -> [Option<JsValue>; 2] {
    ["id", "ticket_id"].map(|name| host::filled(record, name))
}
