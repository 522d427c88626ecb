//! Grievances: `GET /grievance/user/{user_id}`, `POST /grievance`, `PUT /grievance/{ticket_id}`.

use wasm_bindgen::JsValue;

use super::create;
use super::input::Fields;
use super::validate::{Field, Form, Mode};
use crate::address::Route;
use crate::call::{self, Call};
use crate::drift::{Kind, Shape, read_list, read_partial, read_record};
use crate::error::Fault;

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

const fn field(name: &'static str, form: Form) -> Field {
    Field { name, form, required: true, nullable: false }
}

const PERSON: Field = field("client_user_id", Form::Id);
const SUBJECT: Field = field("subject", Form::AtMost(200));
const DESCRIPTION: Field = field("description", Form::AtMost(5_000));
const CATEGORY: Field = field("category", Form::Open);
const STATUS: Field = field("status", Form::Open);
const ATTACHMENT: Field = Field { name: "attachment_url", form: Form::Link, required: false, nullable: true };

/// The rules for inputs.
pub const FIELDS: Fields =
    Fields { create: &[&PERSON, &SUBJECT, &DESCRIPTION, &CATEGORY, &ATTACHMENT], update: &[&STATUS, &ATTACHMENT] };

/// How a ticket is filed.
pub const CREATE: create::Kind = create::Kind {
    create: Route::CreateGrievance,
    list,
    person: "client_user_id",
    content: &[&SUBJECT, &DESCRIPTION, &CATEGORY, &ATTACHMENT],
    read: |answer| read_partial(answer, TICKET, Some(&["id", "ticket_id"])),
    shape: TICKET,
    status: "open",
};

/// A person's tickets.
pub fn list(user_id: &JsValue) -> Result<Call, Fault> {
    let id = call::id(user_id, "userId")?;
    Ok(Call::get(Route::ListGrievances, id, |answer| read_list(answer, TICKET)))
}

/// A change of a ticket.
pub fn update(ticket_id: &JsValue, changes: &JsValue) -> Result<Call, Fault> {
    let id = call::id(ticket_id, "ticketId")?;
    let body = FIELDS.body(changes, Mode::Update)?;
    Ok(Call::write("PUT", Route::UpdateGrievance, id, body, |answer| read_record(answer, TICKET)))
}
