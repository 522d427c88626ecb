//! Who is responsible: `GET /dpo`.

use crate::address::Route;
use crate::call::Call;
use crate::drift::{Kind, Shape, read_record};
use crate::error::Fault;

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
pub fn get() -> Result<Call, Fault> {
    Ok(Call::get(Route::Dpo, String::new(), |answer| read_record(answer, DPO)))
}
