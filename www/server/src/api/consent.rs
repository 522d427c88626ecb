//! Recording a decision.

use std::collections::HashMap;

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
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
}

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
            metadata: read_metadata(fields.0.get("metadata"))?,
        };
        if let Some(first) = consent_log::by_request(tx, &entry.request_id)? {
            return repeated(first, &entry);
        }
        consent_log::append(tx, &entry)?;
        Ok(entry)
    });
    let Entry { id, action, collection_point_id, purpose_consents, timestamp, status, request_id, .. } =
        recorded.await?;
    let recorded = Recorded { id, action, collection_point_id, purpose_consents, timestamp, status, request_id };
    Ok((StatusCode::CREATED, Json(recorded)))
}

/// The same request again is answered with the first record; another one under its id is a mistake.
fn repeated(first: Entry, again: &Entry) -> ApiResult<Entry> {
    let same = first.user_id == again.user_id
        && first.collection_point_id == again.collection_point_id
        && first.action == again.action
        && first.purpose_consents == again.purpose_consents
        && first.metadata == again.metadata;
    if same {
        return Ok(first);
    }
    Err(ApiError::new(StatusCode::CONFLICT, "requestId was used for another decision"))
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
            Some(word @ ("approved" | "declined")) => word,
            _ => return Err(ApiError::bad_request("purposes: consented must be \"approved\" or \"declined\"")),
        };
        if !point.purposes.iter().any(|p| p.id == id) {
            return Err(ApiError::bad_request("purposes: an id does not belong to this collection point"));
        }
        if decided.insert(id, word).is_some() {
            return Err(ApiError::bad_request("purposes: an id is there twice"));
        }
    }
    let consents = point
        .purposes
        .iter()
        .filter_map(|purpose| Some(PurposeConsent::of(purpose, decided.get(purpose.id.as_str())?)));
    Ok(consents.collect())
}

/// The action and the purposes must tell the same story.
fn agree(action: &str, consents: &[PurposeConsent], point: &Point) -> ApiResult<()> {
    let approved = consents.iter().filter(|c| c.status == "approved").count();
    let story = match action {
        "approved" if approved < consents.len() => Some("approved means that every purpose is accepted"),
        "declined" if approved > 0 => Some("declined means that no purpose is accepted"),
        "revoked" if approved > 0 => Some("revoked means that no purpose is accepted"),
        "partial_consent" if approved == 0 || approved == point.purposes.len() => {
            Some("partial_consent means that some purposes are accepted, and not all")
        }
        "no_action" if !consents.is_empty() => Some("no_action means that no purpose is decided"),
        "approved" | "declined" | "revoked" | "partial_consent" | "no_action" => None,
        _ => Some("it must be approved, declined, partial_consent, revoked or no_action"),
    };
    if let Some(story) = story {
        return Err(ApiError::bad_request(format!("action: {story}")));
    }
    if approved > 0 && consents.iter().any(|c| c.is_mandatory && c.status == "declined") {
        return Err(ApiError::bad_request(
            "purposes: a mandatory purpose cannot be declined while another is approved",
        ));
    }
    Ok(())
}

fn read_metadata(sent: Option<&Value>) -> ApiResult<Option<Value>> {
    match sent {
        None | Some(Value::Null) => Ok(None),
        Some(metadata @ Value::Object(_)) => Ok(Some(metadata.clone())),
        Some(_) => Err(ApiError::bad_request("metadata must be an object")),
    }
}
