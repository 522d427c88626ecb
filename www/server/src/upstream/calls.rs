//! The documented calls: which key each needs, where it names the person, and what of its body is passed on.

use axum::http::Method;

use crate::{auth::Caller, body::Fields, error::ApiResult, staff};

#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    Consent,
    Admin,
}

/// Where a call names the person.
pub enum Place {
    Nowhere,
    Path,
    Query(&'static str),
    Body(&'static str),
    /// In the record that the path names.
    Record(&'static Records),
}

/// Records that belong to a person, and can be changed.
pub struct Records {
    /// The call that lists a person's.
    pub list: &'static str,
    /// The names of the member that the path means.
    pub id: [&'static str; 2],
    /// What a session may change.
    pub may_update: fn(&Caller, &Fields) -> ApiResult<()>,
}

pub struct Call {
    pub method: Method,
    pub path: &'static str,
    pub key: Key,
    pub place: Place,
    /// The documented members of the body: what else a browser sends goes no further.
    pub fields: &'static [&'static str],
}

const fn call(method: Method, path: &'static str, place: Place, fields: &'static [&'static str]) -> Call {
    Call { method, path, key: Key::Consent, place, fields }
}

static TICKETS: Records =
    Records { list: "/grievance/user/{user_id}", id: ["ticket_id", "ticketId"], may_update: staff::may_update_ticket };
static NOMINEES: Records =
    Records { list: "/nominee/user/{user_id}", id: ["id", "id"], may_update: staff::may_update_nominee };

pub static CALLS: [Call; 13] = [
    call(Method::GET, "/banners", Place::Nowhere, &[]),
    call(Method::GET, "/banners/{display_id}", Place::Nowhere, &[]),
    call(Method::GET, "/banners/user/{user_id}", Place::Path, &[]),
    Call {
        method: Method::GET,
        path: "/api/v1/external/consents/user-status",
        key: Key::Admin,
        place: Place::Query("userId"),
        fields: &[],
    },
    call(
        Method::POST,
        "/consent/{collection_point_id}/consent",
        Place::Body("userId"),
        &["userId", "action", "purposes", "requestId", "metadata"],
    ),
    call(Method::GET, "/grievance/user/{user_id}", Place::Path, &[]),
    call(
        Method::POST,
        "/grievance",
        Place::Body("client_user_id"),
        &["client_user_id", "subject", "description", "category", "attachment_url"],
    ),
    call(Method::PUT, "/grievance/{ticket_id}", Place::Record(&TICKETS), &["status", "attachment_url"]),
    call(Method::GET, "/nominee/user/{user_id}", Place::Path, &[]),
    call(
        Method::POST,
        "/nominee",
        Place::Body("user_id"),
        &["user_id", "nominee_name", "nominee_email", "nominee_mobile", "relationship", "purpose_of_appointment"],
    ),
    call(
        Method::PUT,
        "/nominee/{nominee_id}",
        Place::Record(&NOMINEES),
        &["nominee_name", "nominee_email", "nominee_mobile", "relationship", "purpose_of_appointment", "status"],
    ),
    call(Method::DELETE, "/nominee/{nominee_id}", Place::Record(&NOMINEES), &[]),
    call(Method::GET, "/dpo", Place::Nowhere, &[]),
];
