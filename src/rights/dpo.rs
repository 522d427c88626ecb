//! Who is responsible: `GET /dpo`.

use crate::request::address::Route;
use crate::request::attempts::Endpoint;
use crate::schema::shape::{Answer, Kind, Shape};

const DPO: &Shape = &[
    ("id", Kind::TextOrNull),
    ("full_name", Kind::Text),
    ("email", Kind::Text),
    ("appointment_date", Kind::TextOrNull),
    ("qualifications", Kind::TextOrNull),
    ("responsibilities", Kind::TextOrNull),
    ("created_at", Kind::TextOrNull),
    ("updated_at", Kind::TextOrNull),
];

/// The data protection officer.
pub static GET: Endpoint = Endpoint::new("GET", Route::Dpo, "", Answer::Record(DPO));
