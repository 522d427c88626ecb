//! Nominees: `GET /nominee/user/{user_id}`, `POST /nominee`, `PUT` and `DELETE /nominee/{nominee_id}`.

use super::create;
use super::form::{Field, Form};
use super::input::Fields;
use crate::request::address::Route;
use crate::request::attempts::Endpoint;
use crate::request::retry::Repeat;
use crate::schema::shape::{Answer, Kind, Shape};

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

const PERSON: Field = Field::required("user_id", Form::Id);
const NAME: Field = Field::required("nominee_name", Form::AtMost(200));
const EMAIL: Field = Field::required("nominee_email", Form::Email);
const MOBILE: Field = Field::required("nominee_mobile", Form::Mobile);
const RELATIONSHIP: Field = Field::required("relationship", Form::Open);
const STATUS: Field = Field::required("status", Form::Open);
const PURPOSE: Field = Field { name: "purpose_of_appointment", form: Form::Open, required: false, nullable: true };

/// The rules for inputs.
pub const FIELDS: Fields = Fields {
    create: &[&PERSON, &NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE],
    update: &[&NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE, &STATUS],
};

/// How a nominee is registered.
pub const CREATE: create::Kind = create::Kind {
    create: &Endpoint {
        repeat: Repeat::Create,
        ..Endpoint::new("POST", Route::RegisterNominee, "", Answer::Partial(NOMINEE, &["id"]))
    },
    list: &LIST,
    person: "user_id",
    content: &[&NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE],
    shape: NOMINEE,
    status: "pending",
};

/// A person's nominees.
pub static LIST: Endpoint = Endpoint::new("GET", Route::ListNominees, "userId", Answer::List(NOMINEE));

/// A change of a nominee.
pub static UPDATE: Endpoint = Endpoint::new("PUT", Route::UpdateNominee, "nomineeId", Answer::Record(NOMINEE));

/// Its removal.
pub static DELETE: Endpoint = Endpoint {
    empty: Some("Nominee deleted successfully"),
    ..Endpoint::new("DELETE", Route::DeleteNominee, "nomineeId", Answer::Record(&[("message", Kind::Text)]))
};
