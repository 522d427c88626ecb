//! Grievances: `GET /grievance/user/{user_id}`, `POST /grievance`, `PUT /grievance/{ticket_id}`.

use super::create;
use super::form::{Field, Form};
use super::input::Fields;
use crate::request::address::Route;
use crate::request::attempts::Endpoint;
use crate::request::retry::Repeat;
use crate::schema::shape::{Answer, Kind, Shape};

const TICKET: &Shape = &[
    ("id", Kind::Text),
    ("ticket_id", Kind::Text),
    ("client_user_id", Kind::Text),
    ("user_id", Kind::TextOrNull),
    ("subject", Kind::Text),
    ("description", Kind::Text),
    ("category", Kind::Text),
    ("status", Kind::Text),
    ("attachment_url", Kind::TextOrNull),
    ("created_at", Kind::TextOrNull),
    ("updated_at", Kind::TextOrNull),
];

const PERSON: Field = Field::required("client_user_id", Form::Id);
const SUBJECT: Field = Field::required("subject", Form::AtMost(200));
const DESCRIPTION: Field = Field::required("description", Form::AtMost(5_000));
const CATEGORY: Field = Field::required("category", Form::Open);
const STATUS: Field = Field::required("status", Form::Open);
const ATTACHMENT: Field = Field { name: "attachment_url", form: Form::Link, required: false, nullable: true };

/// The rules for inputs.
pub const FIELDS: Fields =
    Fields { create: &[&PERSON, &SUBJECT, &DESCRIPTION, &CATEGORY, &ATTACHMENT], update: &[&STATUS, &ATTACHMENT] };

/// How a ticket is filed.
pub const CREATE: create::Kind = create::Kind {
    create: &Endpoint {
        repeat: Repeat::Create,
        ..Endpoint::new("POST", Route::CreateGrievance, "", Answer::Partial(TICKET, &["id", "ticket_id"]))
    },
    list: &LIST,
    person: "client_user_id",
    content: &[&SUBJECT, &DESCRIPTION, &CATEGORY, &ATTACHMENT],
    shape: TICKET,
    status: "open",
};

/// A person's tickets.
pub static LIST: Endpoint = Endpoint::new("GET", Route::ListGrievances, "userId", Answer::List(TICKET));

/// A change of a ticket.
pub static UPDATE: Endpoint = Endpoint::new("PUT", Route::UpdateGrievance, "ticketId", Answer::Record(TICKET));
