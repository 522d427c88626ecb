//! The router: which path goes where, and what every answer carries.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use tower_http::{
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

use crate::{App, api, auth, body, error::ApiError, faults, files, log, session, site, upstream};

/// The whole server as a router.
pub fn router(app: Arc<App>) -> Router {
    let no_store = || SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let nosniff =
        SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));

    let calls = if app.upstream.is_some() { upstream::routes() } else { api::routes() };
    let api = calls
        .method_not_allowed_fallback(wrong_method)
        .route_layer(from_fn_with_state(app.clone(), auth::identify))
        .fallback(unknown)
        .layer(DefaultBodyLimit::max(body::LIMIT));
    let api = if app.faults.is_some() { api.layer(from_fn_with_state(app.clone(), faults::apply)) } else { api };
    // Before an upstream there are no keys to call with, and a session belongs to this server's own pages.
    let api = if app.upstream.is_some() { api } else { api.layer(cors(&app)) };
    let api = api.layer(no_store());

    let session = Router::new()
        .route("/", get(session::current).post(session::sign_in).delete(session::sign_out))
        .route("/people", get(session::people))
        .method_not_allowed_fallback(wrong_method)
        .fallback(unknown)
        .layer(DefaultBodyLimit::max(body::LIMIT))
        .layer(no_store());

    let server = Router::new()
        .nest("/api", api)
        .nest("/session", session)
        .route("/", get(files::index))
        .route("/index.html", get(files::index))
        .fallback(files::file);
    let server = if app.faults.is_some() {
        // Browsers silently repeat a request when a reused connection breaks: tests must see every request.
        let close = SetResponseHeaderLayer::overriding(header::CONNECTION, HeaderValue::from_static("close"));
        server.nest("/faults", faults::routes().layer(cors(&app)).layer(no_store())).layer(close)
    } else {
        server
    };
    let known_host = from_fn_with_state(app.clone(), site::known_host);
    server.layer(known_host).layer(nosniff).layer(from_fn(log::line)).with_state(app)
}

/// Other origins may call with a key. Never with cookies: a session belongs to this server's own pages.
fn cors(app: &App) -> CorsLayer {
    let header = HeaderName::from_static;
    let mut headers = vec![header::CONTENT_TYPE, header::AUTHORIZATION, header("x-api-key"), header("x-org-id")];
    if app.faults.is_some() {
        headers.extend(["x-fault", "x-fault-key", "x-fault-times", "x-fault-path"].map(header));
    }
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers(headers)
        .expose_headers([
            header::RETRY_AFTER,
            header("x-ratelimit-limit"),
            header("x-ratelimit-remaining"),
            header("x-ratelimit-window"),
        ])
        .max_age(Duration::from_secs(600))
}

async fn unknown() -> ApiError {
    ApiError::not_found("Not found")
}

pub async fn wrong_method() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
}
