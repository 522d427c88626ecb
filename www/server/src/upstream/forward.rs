//! Forwarding a session's request: whose it is, what of it goes on, and what of the answer comes back.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{FromRequest, FromRequestParts, Query, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use rusqlite::OptionalExtension;
use serde_json::{Map, Value};
use tokio::time;

use super::{
    calls::{CALLS, Call, Key, Place, Records},
    client::{Answer, Client, Payload, bad_gateway, too_slow},
    names::{check_body, check_id, check_query},
};
use crate::{
    auth::Caller,
    body::{Fields, Id},
    db::Db,
    error::{ApiError, ApiResult, wrong_method},
    secret::hash,
};

#[derive(Clone)]
struct Forwarding {
    client: Arc<Client>,
    /// For the deletions that were made.
    db: Db,
}

/// The same paths as the embedded API. Methods are told apart here, because a route for GET takes HEAD too.
pub fn router(client: Client, db: Db) -> Router {
    let paths: BTreeSet<_> = CALLS.iter().map(|call| call.path).collect();
    let router = paths.into_iter().fold(Router::new(), |router, path| {
        let handler = async move |State(state): State<Forwarding>, caller: Caller, request: Request| {
            let calls = CALLS.iter().filter(|call| call.path == path);
            match calls.clone().find(|call| call.method == request.method()) {
                Some(call) => forward(state, caller, call, request).await.into_response(),
                None => {
                    let allowed: Vec<_> = calls.map(|call| call.method.as_str()).collect();
                    ([(header::ALLOW, allowed.join(", "))], wrong_method().await).into_response()
                }
            }
        };
        router.route(path, any(handler))
    });
    router.with_state(Forwarding { client: Arc::new(client), db })
}

async fn forward(state: Forwarding, caller: Caller, call: &'static Call, request: Request) -> ApiResult<Response> {
    let Forwarding { client, db } = state;
    let Some(person) = &caller.person else {
        return Err(ApiError::unauthorized("Nobody is signed in"));
    };
    let (mut parts, body) = request.into_parts();
    let mut id = String::new();
    if call.path.contains('{') {
        Id(id) = Id::from_request_parts(&mut parts, &()).await?;
        check_id(&id)?;
        if is_path(call, &id) {
            return Err(ApiError::not_found("Not found"));
        }
    }
    let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
    let Query(query) = query.map_err(|_| ApiError::bad_request("The query is not valid"))?;
    let mut fields = Fields(Map::new());
    if !call.fields.is_empty() {
        fields = Fields::from_request(Request::from_parts(parts, body), &()).await?;
    }

    if let Place::Body(name) = call.place {
        caller.may_act_for(&fields.required(name)?)?;
    }
    check_query(&caller, &query)?;
    check_body(&caller, &fields.0)?;
    fields.0.retain(|name, _| call.fields.contains(&name.as_str()));
    match &call.place {
        Place::Nowhere | Place::Body(_) => {}
        Place::Path => caller.may_act_for(&id)?,
        Place::Query(name) => {
            if !query.iter().any(|(key, _)| key == name) {
                return Err(ApiError::bad_request(format!("{name} query parameter is missing")));
            }
        }
        Place::Record(records) => (records.may_update)(&caller, &fields)?,
    }

    let payload = match &call.place {
        Place::Query(name) => Payload::Query(name, person),
        _ if call.fields.is_empty() => Payload::Nothing,
        _ => Payload::Json(&fields.0),
    };
    let whole = async {
        if let Place::Record(records) = &call.place
            && let Some(refusal) = own(&client, &db, records, person, &id, &call.method).await?
        {
            return Ok(refusal);
        }
        client.call(call.key, &call.method, call.path, &id, payload).await
    };
    pass(&client, time::timeout(client.timeout, whole).await.map_err(|_| too_slow())??)
}

/// Whether the upstream would take the id for a part of another call's path.
fn is_path(call: &Call, id: &str) -> bool {
    let before = call.path.split('{').next().unwrap_or_default();
    let mut others = CALLS.iter().filter_map(|other| other.path.strip_prefix(before));
    others.any(|rest| rest.split('/').next().is_some_and(|part| part.eq_ignore_ascii_case(id)))
}

/// Makes sure that the record is the person's own. `Some` is what the upstream answered instead of their records.
async fn own(
    client: &Client,
    db: &Db,
    records: &Records,
    person: &str,
    id: &str,
    method: &Method,
) -> ApiResult<Option<Answer>> {
    let listed = client.call(Key::Consent, &Method::GET, records.list, person, Payload::Nothing).await?;
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
    db.run(move |tx| {
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
fn pass(client: &Client, answer: Answer) -> ApiResult<Response> {
    let passed = |name: &HeaderName| {
        [header::CONTENT_TYPE, header::RETRY_AFTER].contains(name) || name.as_str().starts_with("x-ratelimit-")
    };
    let secret = |(name, value): (&HeaderName, &HeaderValue)| passed(name) && client.secrets.are_in(value.as_bytes());
    if client.secrets.are_in(&answer.body) || answer.headers.iter().any(secret) {
        return Err(bad_gateway("repeated a secret of this server"));
    }
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    headers.extend(answer.headers.into_iter().filter(|(name, _)| name.as_ref().is_some_and(passed)));
    // Whatever it is, it is no page of this origin.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}
