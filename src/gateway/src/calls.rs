//! The documented calls: which key each needs, where it names the person, and what of its body goes on.

/// Which of the keys a call needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Key {
    Consent,
    Admin,
}

/// Where a call names the person.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Nowhere,
    Path,
    Query(&'static str),
    Body(&'static str),
    /// In the record whose id is in the path.
    Record(&'static Records),
}

/// Records of a person that can be changed by their id.
#[derive(Debug)]
pub(crate) struct Records {
    /// The call that lists those of a person.
    pub list: &'static str,
    /// The member with the id in the path, in both casings.
    pub id: [&'static str; 2],
    /// What is said where the person has no such record.
    pub missing: &'static str,
}

#[derive(Debug)]
pub(crate) struct Call {
    pub method: &'static str,
    pub path: &'static str,
    pub key: Key,
    pub place: Place,
    /// The members of the body that go on. Whatever else a page sends is left out.
    pub fields: &'static [&'static str],
    /// The largest body, in bytes; 0 where none is read.
    pub body_limit: usize,
}

const SMALL: usize = 64 * 1024;
/// A decision names every purpose.
const LARGE: usize = 256 * 1024;

const fn call(method: &'static str, path: &'static str, place: Place, fields: &'static [&'static str]) -> Call {
    Call { method, path, key: Key::Consent, place, fields, body_limit: if fields.is_empty() { 0 } else { SMALL } }
}

static TICKETS: Records =
    Records { list: "/grievance/user/{user_id}", id: ["ticket_id", "ticketId"], missing: "Ticket not found" };
static NOMINEES: Records = Records { list: "/nominee/user/{user_id}", id: ["id", "id"], missing: "Nominee not found" };

/// In the order of the API's documents. Where two fit a path, the first one counts.
pub(crate) static CALLS: [Call; 13] = [
    call("GET", "/banners", Place::Nowhere, &[]),
    call("GET", "/banners/{display_id}", Place::Nowhere, &[]),
    call("GET", "/banners/user/{user_id}", Place::Path, &[]),
    Call { key: Key::Admin, ..call("GET", "/api/v1/external/consents/user-status", Place::Query("userId"), &[]) },
    Call {
        body_limit: LARGE,
        ..call(
            "POST",
            "/consent/{collection_point_id}/consent",
            Place::Body("userId"),
            // The documented ones, and what the vendor's own clients write beside them.
            &[
                "userId",
                "action",
                "purposes",
                "requestId",
                "metadata",
                "consentLanguage",
                "collectionPointVersion",
                "consentTimestamp",
                "assetId",
                "source",
            ],
        )
    },
    call("GET", "/grievance/user/{user_id}", Place::Path, &[]),
    call(
        "POST",
        "/grievance",
        Place::Body("client_user_id"),
        &["client_user_id", "subject", "description", "category", "attachment_url"],
    ),
    call("PUT", "/grievance/{ticket_id}", Place::Record(&TICKETS), &["status", "attachment_url"]),
    call("GET", "/nominee/user/{user_id}", Place::Path, &[]),
    call(
        "POST",
        "/nominee",
        Place::Body("user_id"),
        &["user_id", "nominee_name", "nominee_email", "nominee_mobile", "relationship", "purpose_of_appointment"],
    ),
    call(
        "PUT",
        "/nominee/{nominee_id}",
        Place::Record(&NOMINEES),
        &["nominee_name", "nominee_email", "nominee_mobile", "relationship", "purpose_of_appointment"],
    ),
    call("DELETE", "/nominee/{nominee_id}", Place::Record(&NOMINEES), &[]),
    call("GET", "/dpo", Place::Nowhere, &[]),
];

/// The calls as methods and templates of paths, for logs and metrics: no id of anybody is in them.
pub fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    CALLS.iter().map(|call| (call.method, call.path))
}
