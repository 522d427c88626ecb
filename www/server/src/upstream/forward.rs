//! Forwarding a session's request: whose it is, what of it goes on, and what of the answer comes back.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{FromRequest, FromRequestParts, Query, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::Response,
    routing::{MethodFilter, on},
};
use rusqlite::OptionalExtension;
use serde_json::{Map, Value};
use tokio::time;

use super::{
    Answer, Payload, Upstream, bad_gateway,
    calls::{CALLS, Call, Key, Place, Records},
    check_id, too_slow,
};
use crate::{
    App,
    auth::Caller,
    body::{Fields, Id},
    db::hash,
    error::{ApiError, ApiResult},
};

/// Every name under which the API knows the person.
const NAMES: [&str; 3] = ["user_id", "userId", "client_user_id"];

/// The same paths as the embedded API.
pub fn routes() -> Router<Arc<App>> {
    CALLS.iter().fold(Router::new(), |router, call| {
        let Ok(filter) = MethodFilter::try_from(call.method.clone()) else { return router };
        let handler =
            move |State(app): State<Arc<App>>, caller: Caller, request: Request| forward(app, caller, call, request);
        router.route(call.path, on(filter, handler))
    })
}

async fn forward(app: Arc<App>, caller: Caller, call: &'static Call, request: Request) -> ApiResult<Response> {
    let (Some(upstream), Some(person)) = (&app.upstream, &caller.person) else {
        return Err(ApiError::unauthorized("Nobody is signed in"));
    };
    let (mut parts, body) = request.into_parts();
    let mut id = String::new();
    if call.path.contains('{') {
        Id(id) = Id::from_request_parts(&mut parts, &()).await?;
        check_id(&id)?;
    }
    let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
    let Query(query) = query.map_err(|_| ApiError::bad_request("The query is not valid"))?;
    let mut fields = Fields(Map::new());
    if !call.fields.is_empty() {
        fields = Fields::from_request(Request::from_parts(parts, body), &()).await?;
    }

    for name in NAMES {
        for (_, value) in query.iter().filter(|(key, _)| key == name) {
            caller.may_act_for(value)?;
        }
        if fields.0.get(name).is_some_and(|value| !value.is_null()) {
            caller.may_act_for(&fields.required(name)?)?;
        }
    }
    fields.0.retain(|name, _| call.fields.contains(&name.as_str()));
    match &call.place {
        Place::Nowhere => {}
        Place::Path => caller.may_act_for(&id)?,
        Place::Query(name) => {
            if !query.iter().any(|(key, _)| key == name) {
                return Err(ApiError::bad_request(format!("{name} query parameter is missing")));
            }
        }
        Place::Body(name) => caller.may_act_for(&fields.required(name)?)?,
        Place::Record(records) => (records.may_update)(&caller, &fields)?,
    }

    let payload = match &call.place {
        Place::Query(name) => Payload::Query(name, person),
        _ if call.fields.is_empty() => Payload::Nothing,
        _ => Payload::Json(&fields.0),
    };
    let whole = async {
        if let Place::Record(records) = &call.place
            && let Some(refusal) = own(&app, upstream, records, person, &id, &call.method).await?
        {
            return Ok(refusal);
        }
        upstream.call(call.key, &call.method, call.path, &id, payload).await
    };
    time::timeout(upstream.timeout, whole).await.map_err(|_| too_slow())?.map(pass)
}

/// Makes sure that the record is the person's own. `Some` is what the upstream answered instead of their records.
async fn own(
    app: &App,
    upstream: &Upstream,
    records: &Records,
    person: &str,
    id: &str,
    method: &Method,
) -> ApiResult<Option<Answer>> {
    let listed = upstream.call(Key::Consent, &Method::GET, records.list, person, Payload::Nothing).await?;
    let listing: Value = match listed.status {
        status if status.is_success() => {
            serde_json::from_slice(&listed.body).map_err(|_| bad_gateway("sent an answer that cannot be read"))?
        }
        StatusCode::NOT_FOUND => Value::Array(Vec::new()),
        _ => return Ok(Some(listed)),
    };
    let list =
        [Some(&listing), listing.get("data"), listing.get("items")].into_iter().flatten().find_map(Value::as_array);
    let list = list.ok_or_else(|| bad_gateway("sent an answer that cannot be read"))?;
    let found =
        list.iter().any(|record| records.id.iter().any(|name| record.get(name).is_some_and(|value| value == id)));
    if method != Method::DELETE {
        return if found { Ok(None) } else { Err(foreign()) };
    }
    // A deletion whose answer was lost is tried again. By then the record is on nobody's list.
    let mark = hash(&format!("{person}\n{id}"));
    app.db
        .run(move |tx| {
            if found {
                tx.execute("INSERT OR IGNORE INTO deletions (hash) VALUES (?)", [mark])?;
                return Ok(None);
            }
            let sql = "SELECT 1 FROM deletions WHERE hash = ?";
            let again: Option<i64> = tx.query_row(sql, [mark], |row| row.get(0)).optional()?;
            Err(if again.is_some() { ApiError::not_found("Nominee not found") } else { foreign() })
        })
        .await
}

fn foreign() -> ApiError {
    ApiError::forbidden("This session belongs to another person")
}

/// The answer without anything that is between the upstream and this server only.
fn pass(answer: Answer) -> Response {
    let passed = |name: &HeaderName| {
        [header::CONTENT_TYPE, header::RETRY_AFTER].contains(name) || name.as_str().starts_with("x-ratelimit-")
    };
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    headers.extend(answer.headers.into_iter().filter(|(name, _)| name.as_ref().is_some_and(passed)));
    // Whatever it is, it is no page of this origin.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}
