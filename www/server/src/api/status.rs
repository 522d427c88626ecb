//! A data principal's consent status: the enforcement view, for admin keys.

use axum::{Json, Router, extract::State, http::request::Parts, routing::get};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    consent_log::{self, Entry, PurposeConsent},
    points,
};
use crate::{
    auth::Caller,
    body, clock,
    db::Db,
    error::{ApiError, ApiResult},
};

pub fn router() -> Router<Db> {
    Router::new().route("/api/v1/external/consents/user-status", get(of_user))
}

#[derive(Serialize)]
struct Status {
    user_id: String,
    total_consents: i64,
    collection_points: Vec<PointStatus>,
    timestamp: String,
}

#[derive(Serialize)]
struct PointStatus {
    collection_point: PointMeta,
    latest_consent: Option<Latest>,
}

#[derive(Serialize)]
struct PointMeta {
    id: String,
    display_id: String,
    name: String,
    description: Option<String>,
    consent_type: Option<String>,
}

#[derive(Serialize)]
struct Latest {
    id: String,
    action: String,
    purpose_consents: Vec<PurposeConsent>,
    timestamp: String,
    status: String,
    request_id: String,
    #[serde(flatten)]
    context: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Value>,
}

impl From<Entry> for Latest {
    fn from(entry: Entry) -> Self {
        let Entry { id, action, purpose_consents, timestamp, status, request_id, context, metadata, .. } = entry;
        Self { id, action, purpose_consents, timestamp, status, request_id, context, metadata }
    }
}

/// `GET /api/v1/external/consents/user-status?userId=`
async fn of_user(State(db): State<Db>, caller: Caller, parts: Parts) -> ApiResult<Json<Status>> {
    let organization = parts.headers.get("x-org-id").map(|value| value.as_bytes());
    // In a session the server adds its own organization.
    if !caller.is_session() && organization != Some(caller.organization.as_bytes()) {
        return Err(ApiError::bad_request("X-Org-Id could not be resolved"));
    }
    if !caller.admin {
        return Err(ApiError::forbidden("API key lacks the admin scope"));
    }
    let user_id = body::query(&parts, "userId").filter(|id| !id.is_empty());
    let user_id = user_id.ok_or_else(|| ApiError::bad_request("userId query parameter is missing"))?;
    caller.may_act_for(&user_id)?;

    let status = db.read(move |tx| {
        let mut entries = consent_log::latest(tx, &user_id)?;
        let mut seen = tx.prepare("SELECT 1 FROM interactions WHERE user_id = ? AND collection_point_id = ?")?;
        let mut collection_points = Vec::new();
        for point in points::all(tx)? {
            let latest_consent = entries.remove(&point.id).map(Latest::from);
            if latest_consent.is_some() || seen.exists([&user_id, &point.id])? {
                let points::Point { id, display_id, title: name, description, consent_type, .. } = point;
                let collection_point = PointMeta { id, display_id, name, description, consent_type };
                collection_points.push(PointStatus { collection_point, latest_consent });
            }
        }
        if collection_points.is_empty() {
            return Err(ApiError::not_found("The user has no consent records in the system"));
        }
        let count = "SELECT count(*) FROM consent_log WHERE user_id = ?";
        let total_consents = tx.query_row(count, [&user_id], |row| row.get(0))?;
        Ok(Status { user_id, total_consents, collection_points, timestamp: format!("{}Z", clock::micros()) })
    });
    status.await.map(Json)
}
