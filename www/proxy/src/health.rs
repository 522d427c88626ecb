//! What a balancer asks: whether this program lives, and whether it can do its work.

use std::sync::{Arc, atomic::Ordering};

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde_json::{Value, json};

use crate::proxy::Proxy;

pub fn router() -> Router<Arc<Proxy>> {
    Router::new().route("/healthz", get(async || Json(json!({ "alive": true })))).route("/readyz", get(ready))
}

/// The deployment is not asked: where it is away, all instances would go, and nobody would say why.
async fn ready(State(proxy): State<Arc<Proxy>>) -> (StatusCode, Json<Value>) {
    let (store, keys) = tokio::join!(proxy.store.is_there(), proxy.tokens.are_readable());
    let ending = proxy.is_ending.load(Ordering::Relaxed);
    let missing: Vec<_> = [("redis", store), ("jwks", keys), ("ending", !ending)]
        .into_iter()
        .filter_map(|(name, is_there)| (!is_there).then_some(name))
        .collect();
    let status = if missing.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "ready": missing.is_empty(), "missing": missing })))
}
