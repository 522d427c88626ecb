//! Faults on request, for tests, and only with `--faults`. Headers say what shall go wrong with their request, and the
//! test can ask afterwards what arrived.

mod hang_up;
mod kind;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{OriginalUri, Request, State},
    http::{HeaderMap, StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use serde_json::Value;

pub use self::hang_up::hang_up;
use self::kind::Fault;
use crate::{
    body::{self, Id},
    db::Db,
    error::{ApiError, ApiResult},
};

/// The limit for bodies, which are read here for their request id.
const LARGEST: usize = 1024 * 1024;

#[derive(Clone)]
pub struct Faults {
    db: Db,
    /// What arrived under each key.
    keys: Arc<Mutex<HashMap<String, Vec<Seen>>>>,
}

#[derive(Clone, Serialize)]
struct Seen {
    method: String,
    path: String,
    faulty: bool,
    request_id: Option<String>,
}

impl Faults {
    pub fn new(db: Db) -> Self {
        Self { db, keys: Arc::default() }
    }

    /// Notes one request, and answers whether its fault shall happen.
    fn note(&self, key: Option<&str>, mut seen: Seen, times: Option<usize>) -> bool {
        let Some(key) = key else { return seen.faulty };
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let earlier = keys.entry(key.to_owned()).or_default();
        let happened = earlier.iter().filter(|seen| seen.faulty).count();
        seen.faulty &= times.is_none_or(|times| happened < times);
        let faulty = seen.faulty;
        earlier.push(seen);
        faulty
    }
}

/// Wraps every call of the API.
pub async fn apply(State(faults): State<Faults>, uri: OriginalUri, request: Request, next: Next) -> Response {
    match asked(&faults, &uri, request).await {
        Ok((request, Some(fault))) => fault.happen(uri.path(), request, next).await,
        Ok((request, None)) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn asked(faults: &Faults, uri: &OriginalUri, request: Request) -> ApiResult<(Request, Option<Fault>)> {
    let (parts, body) = request.into_parts();
    let too_large = |_| ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "The request body is larger than 64 KB");
    let body = to_bytes(body, LARGEST).await.map_err(too_large)?;
    let sent: Value = serde_json::from_slice(&body).unwrap_or_default();

    let fault = text(&parts.headers, "x-fault").map(Fault::read).transpose()?;
    let times = text(&parts.headers, "x-fault-times").map(str::parse).transpose();
    let times = times.map_err(|_| ApiError::bad_request("X-Fault-Times must be a number"))?;
    let seen = Seen {
        method: parts.method.to_string(),
        path: uri.path().to_owned(),
        // `X-Fault-Path`: only where the address contains it.
        faulty: fault.is_some() && text(&parts.headers, "x-fault-path").is_none_or(|part| uri.path().contains(part)),
        request_id: sent.get("requestId").and_then(Value::as_str).map(str::to_owned),
    };
    let happens = faults.note(text(&parts.headers, "x-fault-key"), seen, times);
    Ok((Request::from_parts(parts, Body::from(body)), fault.filter(|_| happens)))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// `/faults`: what a test can ask.
pub fn router(faults: Faults) -> Router {
    Router::new().route("/rows", get(rows)).route("/{key}", get(seen)).with_state(faults)
}

/// `GET /faults/{key}`: the requests that carried this key, preflights not among them.
async fn seen(State(faults): State<Faults>, Id(key): Id) -> Json<Value> {
    let keys = faults.keys.lock().unwrap_or_else(PoisonError::into_inner);
    let requests = keys.get(&key).map_or(&[][..], Vec::as_slice);
    Json(serde_json::json!({ "requests": requests, "count": requests.len() }))
}

/// `GET /faults/rows?user_id=`: what the database holds for one data principal.
async fn rows(State(faults): State<Faults>, parts: Parts) -> ApiResult<Json<Value>> {
    let user_id = body::query(&parts, "user_id").ok_or_else(|| ApiError::bad_request("user_id is required"))?;
    let rows = faults.db.read(move |tx| {
        let count = |sql| tx.query_row(sql, [&user_id], |row| row.get::<_, i64>(0));
        Ok(Json(serde_json::json!({
            "grievances": count("SELECT count(*) FROM grievances WHERE client_user_id = ?")?,
            "nominees": count("SELECT count(*) FROM nominees WHERE client_user_id = ?")?,
            "consents": count("SELECT count(*) FROM consent_log WHERE user_id = ?")?,
        })))
    });
    rows.await
}
