//! Where a person stands: `GET /api/v1/external/consents/user-status`.

use wasm_bindgen::JsValue;

use crate::address::Route;
use crate::call::{self, Call};
use crate::drift::{Kind, Shape, read_record};
use crate::error::Fault;

const STATUS: &Shape = &[
    ("user_id", Kind::Text),
    ("total_consents", Kind::Number),
    ("collection_points", Kind::List(ENTRY)),
    ("timestamp", Kind::TextOrNull),
];

const ENTRY: &Shape =
    &[("collection_point", Kind::Record(COLLECTION_POINT)), ("latest_consent", Kind::RecordOrNull(LATEST))];

const COLLECTION_POINT: &Shape = &[
    ("id", Kind::Text),
    ("display_id", Kind::TextOrNull),
    ("name", Kind::TextOrNull),
    ("description", Kind::TextOrNull),
    ("consent_type", Kind::TextOrNull),
];

const LATEST: &Shape = &[
    ("id", Kind::TextOrNull),
    ("action", Kind::TextOrNull),
    ("purpose_consents", Kind::ListOrNone(PURPOSE_CONSENT)),
    ("timestamp", Kind::TextOrNull),
    ("status", Kind::TextOrNull),
    ("request_id", Kind::TextOrNull),
];

/// A purpose's part of a log entry.
pub const PURPOSE_CONSENT: &Shape = &[
    ("purpose_id", Kind::Text),
    ("purpose_name", Kind::TextOrNull),
    ("status", Kind::Word),
    ("is_mandatory", Kind::FlagOrNull),
    ("purpose_type", Kind::TextOrNull),
    ("purpose_version", Kind::Any),
];

/// A person's latest record at each collection point.
pub fn of_user(user_id: &JsValue) -> Result<Call, Fault> {
    let id = call::id(user_id, "userId")?;
    Ok(Call::get(Route::ConsentStatus, id, |answer| read_record(answer, STATUS)))
}
