//! Nominees: `GET /nominee/user/{user_id}`, `POST /nominee`, `PUT` and `DELETE /nominee/{nominee_id}`.

use wasm_bindgen::JsValue;

use super::create;
use super::input::Fields;
use super::validate::{Field, Form, Mode};
use crate::address::Route;
use crate::call::{self, Call};
use crate::drift::{Kind, Shape, read_list, read_partial, read_record};
use crate::error::Fault;
use crate::js;

const NOMINEE: &Shape = &[
    ("id", Kind::Text),
    ("client_user_id", Kind::Text),
    ("nominee_name", Kind::Text),
    ("nominee_email", Kind::Text),
    ("nominee_mobile", Kind::Text),
    ("relationship", Kind::Text),
    ("purpose_of_appointment", Kind::TextOrNull),
    ("status", Kind::Text),
    ("verified_at", Kind::TextOrNull),
    ("created_at", Kind::TextOrNull),
    ("updated_at", Kind::TextOrNull),
];

const fn field(name: &'static str, form: Form) -> Field {
    Field { name, form, required: true, nullable: false }
}

const PERSON: Field = field("user_id", Form::Id);
const NAME: Field = field("nominee_name", Form::AtMost(200));
const EMAIL: Field = field("nominee_email", Form::Email);
const MOBILE: Field = field("nominee_mobile", Form::Mobile);
const RELATIONSHIP: Field = field("relationship", Form::Open);
const STATUS: Field = field("status", Form::Open);
const PURPOSE: Field = Field { name: "purpose_of_appointment", form: Form::Open, required: false, nullable: true };

/// The rules for inputs.
pub const FIELDS: Fields = Fields {
    create: &[&PERSON, &NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE],
    update: &[&NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE, &STATUS],
};

/// How a nominee is registered.
pub const CREATE: create::Kind = create::Kind {
    create: Route::RegisterNominee,
    list,
    person: "user_id",
    content: &[&NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE],
    read: |answer| read_partial(answer, NOMINEE, Some(&["id"])),
    shape: NOMINEE,
    status: "pending",
};

/// A person's nominees.
pub fn list(user_id: &JsValue) -> Result<Call, Fault> {
    let id = call::id(user_id, "userId")?;
    Ok(Call::get(Route::ListNominees, id, |answer| read_list(answer, NOMINEE)))
}

/// A change of a nominee.
pub fn update(nominee_id: &JsValue, changes: &JsValue) -> Result<Call, Fault> {
    let id = call::id(nominee_id, "nomineeId")?;
    let body = FIELDS.body(changes, Mode::Update)?;
    Ok(Call::write("PUT", Route::UpdateNominee, id, body, |answer| read_record(answer, NOMINEE)))
}

/// The removal of a nominee.
pub fn delete(nominee_id: &JsValue) -> Result<Call, Fault> {
    let id = call::id(nominee_id, "nomineeId")?;
    let read = |answer| read_record(answer, &[("message", Kind::Text)]);
    let call = Call { method: "DELETE", ..Call::get(Route::DeleteNominee, id, read) };
    Ok(Call { empty: Some(|| js::record(&[("message", &"Nominee deleted successfully".into())])), ..call })
}
