//! Time as the API has it, by the `Date` of its answers: the clock of a person's device may be hours off.

use std::cell::Cell;

use js_sys::Date;
use wasm_bindgen::prelude::*;

use crate::host;

/// A moment by both clocks: one that is never set, but may stand still while the device sleeps, and one that may be set.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub steady: f64,
    pub wall: f64,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self { steady: host::now(), wall: Date::now() }
    }

    /// Milliseconds since another moment, rather too many than too few.
    pub(crate) fn since(self, other: Self) -> f64 {
        (self.steady - other.steady).max(self.wall - other.wall)
    }
}

/// What the latest answer said of the time.
#[derive(Default)]
pub(crate) struct ApiClock(Cell<Option<(f64, Moment)>>);

impl ApiClock {
    pub(crate) fn see(&self, headers: &JsValue) {
        if let Some(date) = date(headers) {
            self.0.set(Some((date, Moment::now())));
        }
    }

    /// A moment in milliseconds since 1970, rather too late than too early. None where no answer said what time it was.
    pub(crate) fn at(&self, moment: Moment) -> Option<f64> {
        self.0.get().map(|(date, seen)| date + moment.since(seen))
    }
}

/// The `Date` of an answer in milliseconds since 1970. Other origins see it only where it is exposed.
pub(crate) fn date(headers: &JsValue) -> Option<f64> {
    host::header(headers, "Date").map(|text| Date::parse(&text)).filter(|date| !date.is_nan())
}
