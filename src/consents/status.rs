//! Where a person stands: `GET /api/v1/external/consents/user-status`.

use crate::request::address::Route;
use crate::request::attempts::Endpoint;
use crate::schema::shape::{Answer, Kind, Shape};

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

/// A person's status.
pub static OF_USER: Endpoint = Endpoint::new("GET", Route::ConsentStatus, "userId", Answer::Record(STATUS));
