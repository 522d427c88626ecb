//! Recording a decision.

use std::collections::HashMap;

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    action::Action,
    consent_log::{self, Entry, PurposeConsent},
    points::{self, Point},
};
use crate::{
    auth::Caller,
    body::{Fields, Id},
    clock,
    db::Db,
    error::{ApiError, ApiResult},
};

pub fn router() -> Router<Db> {
    Router::new().route("/consent/{collection_point_id}/consent", post(record))
}

#[derive(Serialize)]
struct Recorded {
    id: String,
    action: String,
    collection_point_id: String,
    purpose_consents: Vec<PurposeConsent>,
    timestamp: String,
    status: String,
    request_id: String,
    #[serde(flatten)]
    context: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Value>,
}

/// What clients send beside the documented members, and the names under which it is answered.
const CONTEXT: [(&str, &str); 6] = [
    ("language", "language"),
    ("consentLanguage", "consent_language"),
    ("collectionPointVersion", "collection_point_version"),
    ("consentTimestamp", "consent_timestamp"),
    ("assetId", "asset_id"),
    ("source", "source"),
];

/// `POST /consent/{collection_point_id}/consent`
async fn record(
    State(db): State<Db>,
    caller: Caller,
    Id(point): Id,
    fields: Fields,
) -> ApiResult<(StatusCode, Json<Recorded>)> {
    let user_id = fields.required("userId")?;
    caller.may_act_for(&user_id)?;
    let request_id = fields.nullable("requestId")?.flatten();
    let recorded = db.run(move |tx| {
        if let Some(first) = request_id.as_deref().map(|id| consent_log::by_request(tx, id)).transpose()?.flatten() {
            return repeated(first, &user_id);
        }
        let points = points::all(tx)?;
        let point = points.into_iter().find(|p| p.id == point || p.display_id == point);
        let point = point.ok_or_else(|| ApiError::not_found("Collection point not found"))?;
        let action = fields.required("action")?;
        let purpose_consents = read_purposes(fields.0.get("purposes"), &point)?;
        agree(&action, &purpose_consents, &point)?;
        let entry = Entry {
            id: Uuid::new_v4().to_string(),
            user_id,
            collection_point_id: point.id,
            action,
            purpose_consents,
            timestamp: clock::micros(),
            status: "pending".to_owned(),
            request_id: request_id.unwrap_or_else(|| Uuid::new_v4().to_string()),
            context: read_context(&fields)?,
            metadata: read_metadata(fields.0.get("metadata"))?,
        };
        consent_log::append(tx, &entry)?;
        Ok(entry)
    });
    Ok((StatusCode::CREATED, Json(recorded.await?.into())))
}

impl From<Entry> for Recorded {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            action: entry.action,
            collection_point_id: entry.collection_point_id,
            purpose_consents: entry.purpose_consents,
            timestamp: entry.timestamp,
            status: entry.status,
            request_id: entry.request_id,
            context: entry.context,
            metadata: entry.metadata,
        }
    }
}

/// The same request again is answered with the first record, whatever else is sent with it; but nobody is given another
/// person's.
fn repeated(first: Entry, user_id: &str) -> ApiResult<Entry> {
    if first.user_id == user_id {
        return Ok(first);
    }
    Err(ApiError::new(StatusCode::CONFLICT, "requestId was used for another person"))
}

/// The decided purposes in the collection point's order and under its names, whatever the caller calls them.
fn read_purposes(sent: Option<&Value>, point: &Point) -> ApiResult<Vec<PurposeConsent>> {
    let sent = match sent {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(sent)) => sent,
        Some(_) => return Err(ApiError::bad_request("purposes must be a list")),
    };
    let mut decided = HashMap::new();
    for purpose in sent {
        let Value::Object(purpose) = purpose else {
            return Err(ApiError::bad_request("purposes must hold objects"));
        };
        let Some(id) = purpose.get("id").and_then(Value::as_str) else {
            return Err(ApiError::bad_request("purposes: every id must be a string"));
        };
        if purpose.get("is_mandatory").is_some_and(|value| !value.is_boolean()) {
            return Err(ApiError::bad_request("purposes: is_mandatory must be true or false"));
        }
        if ["name", "purpose_type"].iter().any(|n| purpose.get(*n).is_some_and(|v| !v.is_string() && !v.is_null())) {
            return Err(ApiError::bad_request("purposes: name and purpose_type must be strings"));
        }
        let word = match purpose.get("consented").and_then(Value::as_str) {
            Some(word @ ("approved" | "accepted" | "declined" | "shown")) => word,
            _ => {
                return Err(ApiError::bad_request(
                    "purposes: consented must be \"approved\", \"accepted\", \"declined\" or \"shown\"",
                ));
            }
        };
        if !point.purposes.iter().any(|p| p.id == id) {
            return Err(ApiError::bad_request("purposes: an id does not belong to this collection point"));
        }
        if decided.insert(id, (word, purpose.get("purpose_type").and_then(Value::as_str))).is_some() {
            return Err(ApiError::bad_request("purposes: an id is there twice"));
        }
    }
    let consents = point.purposes.iter().filter_map(|purpose| {
        let (word, purpose_type) = decided.get(purpose.id.as_str())?;
        Some(PurposeConsent::of(purpose, word, *purpose_type))
    });
    Ok(consents.collect())
}

/// The action and the purposes must not contradict each other. Purposes that nobody is asked for do not count.
fn agree(action: &str, consents: &[PurposeConsent], point: &Point) -> ApiResult<()> {
    let asked: Vec<_> = point.purposes.iter().filter(|purpose| !purpose.is_notice()).map(|p| p.id.as_str()).collect();
    let decided: Vec<_> = consents.iter().filter(|c| asked.contains(&c.purpose_id.as_str())).collect();
    let accepted = decided.iter().filter(|c| matches!(c.status.as_str(), "approved" | "accepted")).count();
    let declined = decided.iter().filter(|c| c.status == "declined").count();
    let problem = match Action::read(action) {
        Some(Action::Approved) if accepted < decided.len() => Some("approved means that every purpose is accepted"),
        Some(Action::Declined) if accepted > 0 => Some("declined means that no purpose is accepted"),
        Some(Action::Revoked) if accepted > 0 && declined == 0 => Some("revoked means that a purpose is declined"),
        Some(Action::PartialConsent) if accepted == 0 || accepted == asked.len() => {
            Some("partial_consent means that some purposes are accepted, and not all")
        }
        Some(Action::Dismissed | Action::NoticeShown) if accepted > 0 => {
            Some("no_action means that no purpose is accepted")
        }
        Some(_) => None,
        None => Some("it must be approved, declined, partial_consent, revoked, no_action or notice_shown"),
    };
    if let Some(problem) = problem {
        return Err(ApiError::bad_request(format!("action: {problem}")));
    }
    if accepted > 0 && decided.iter().any(|c| c.is_mandatory && c.status == "declined") {
        return Err(ApiError::bad_request(
            "purposes: a mandatory purpose cannot be declined while another is approved",
        ));
    }
    Ok(())
}

fn read_context(fields: &Fields) -> ApiResult<Map<String, Value>> {
    let mut context = Map::new();
    for (sent, answered) in CONTEXT {
        match fields.0.get(sent) {
            None | Some(Value::Null) => {}
            Some(value @ (Value::String(_) | Value::Number(_))) => {
                context.insert(answered.to_owned(), value.clone());
            }
            Some(_) => return Err(ApiError::bad_request(format!("{sent} must be a string or a number"))),
        }
    }
    Ok(context)
}

fn read_metadata(sent: Option<&Value>) -> ApiResult<Option<Value>> {
    match sent {
        None | Some(Value::Null) => Ok(None),
        Some(metadata @ Value::Object(_)) => Ok(Some(metadata.clone())),
        Some(_) => Err(ApiError::bad_request("metadata must be an object")),
    }
}
