//! What a client knows of the records that it has returned, and of those it is making.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Date, Set};
use wasm_bindgen::prelude::*;

use crate::host;

/// How far the API's clock may be behind ours.
pub(crate) const CLOCKS_MS: f64 = 120_000.0;

/// Records that this client has returned: none of them is what an unclear call made. Those of long ago are forgotten,
/// for a look-up takes none that was made before its call.
#[derive(Default)]
pub(crate) struct KnownRecords {
    ids: RefCell<Set>,
    earlier: RefCell<Set>,
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
        if now - self.turned.get() > deadline_ms + CLOCKS_MS {
            self.turned.set(now);
            self.earlier.replace(self.ids.take());
        }
        let list = host::list(records).ok().flatten().unwrap_or_else(|| Array::of1(records));
        for record in list.iter() {
            let id = host::field(&record, "id").unwrap_or_default();
            if id.is_string() {
                self.ids.borrow().add(&id);
            }
        }
    }

    /// Whether this client has returned it.
    pub(crate) fn has_returned(&self, record: &JsValue) -> bool {
        let has = |ids: &RefCell<Set>, id: &JsValue| ids.borrow().has(id);
        host::field(record, "id").is_ok_and(|id| has(&self.ids, &id) || has(&self.earlier, &id))
    }
}
