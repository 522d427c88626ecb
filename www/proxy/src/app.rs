//! Where everything comes together: what a request goes through.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::time;

use crate::{forward::forward, health, log, proxy::Proxy, refusal::Refusal, session};

/// How often what nobody asks for any more is forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// What pages and balancers ask.
pub fn router(proxy: &Arc<Proxy>) -> Router {
    let tidying = Arc::downgrade(proxy);
    tokio::spawn(async move {
        loop {
            time::sleep(TIDY).await;
            let Some(proxy) = tidying.upgrade() else { break };
            proxy.store.tidy();
        }
    });
    Router::new()
        .merge(session::router())
        .merge(health::router())
        .method_not_allowed_fallback(async || UNKNOWN)
        .fallback(forward)
        .layer(from_fn(one_host))
        .layer(from_fn_with_state(proxy.clone(), log::line))
        .with_state(proxy.clone())
}

const UNKNOWN: Refusal = Refusal::new(StatusCode::NOT_FOUND, "Not found");
const HOSTS: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "A request names one host");

/// With two names, this server and a balancer could each believe another one.
async fn one_host(request: Request, next: Next) -> Response {
    if request.headers().get_all(header::HOST).iter().count() > 1 {
        return HOSTS.into_response();
    }
    next.run(request).await
}

/// What an operator's Prometheus asks, on an address of its own.
pub fn metrics(proxy: &Arc<Proxy>) -> Router {
    let proxy = proxy.clone();
    let kind = (header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8");
    Router::new().route("/metrics", get(async move || ([kind], proxy.metrics.text())))
}
