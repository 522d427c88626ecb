//! The one place where the modules' routers come together: which path goes where, and what every answer carries.

use std::time::Duration;

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{from_fn, from_fn_with_state},
};
use tokio::net::TcpListener;
use tower::util::MapResult;
use tower_http::{
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

use crate::{
    api,
    body::{self, Deadline},
    db::Db,
    error::{unknown_path, wrong_method},
    faults::{self, Faults},
    files,
    limit::Limiter,
    log,
    options::Options,
    page,
    people::{self, People},
    seed,
    serve::accept,
    sessions::{self, Sessions},
    site,
};

/// The whole server. Opens the database, and fills it when it is empty.
///
/// # Errors
/// A sentence for the person at the terminal.
pub fn router(options: &Options) -> Result<Router, String> {
    let db = Db::open(options.db.as_deref(), &seed::CONTENTS)?;
    let sessions = Sessions::new(db.clone());
    let people = People::new(db.clone(), sessions.clone());
    let faults = options.faults.then(|| Faults::new(db.clone()));
    let access = api::Access::new(db.clone(), sessions.clone(), Limiter::new(options.rate_limit));
    let api = documented(db, access, faults.clone());
    let session = sessions::router().with_state(sessions.clone()).merge(people::router(people.clone()));
    let header = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    let no_store = || header(header::CACHE_CONTROL, "no-store");
    let session = session.method_not_allowed_fallback(wrong_method).fallback(unknown_path);
    let server = Router::new()
        .nest("/api", api.layer(no_store()))
        .nest("/session", session.layer(no_store()))
        .merge(page::router(&options.root, sessions, people))
        .merge(files::router(&options.root, &options.pkg));
    let server = match faults {
        Some(faults) => server
            .nest("/faults", faults::router(faults).layer(cors(true)).layer(no_store()))
            // Browsers silently repeat a request when a reused connection breaks: tests must see every request.
            .layer(header(header::CONNECTION, "close")),
        None => server,
    };
    Ok(server
        .layer(DefaultBodyLimit::max(body::LIMIT))
        .layer(Extension(Deadline(options.request_timeout)))
        .layer(from_fn(site::known_host))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(from_fn(log::line)))
}

/// The documented calls.
fn documented(db: Db, access: api::Access, faults: Option<Faults>) -> Router {
    // An unknown path is answered without asking who the caller is.
    let api = api::router()
        .with_state(db)
        .method_not_allowed_fallback(wrong_method)
        .route_layer(from_fn_with_state(access, api::identify))
        .fallback(unknown_path);
    let cors = cors(faults.is_some());
    let api = match faults {
        Some(faults) => api.layer(from_fn_with_state(faults, faults::apply)),
        None => api,
    };
    api.layer(cors)
}

/// Other origins may call with a key. Never with cookies: a session belongs to this server's own pages.
fn cors(faults: bool) -> CorsLayer {
    let header = HeaderName::from_static;
    let mut headers = vec![header::CONTENT_TYPE, header::AUTHORIZATION, header("x-api-key"), header("x-org-id")];
    if faults {
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

/// Serves until `stop` is ready. With faults a connection can be closed without an answer.
pub async fn serve(listener: TcpListener, router: Router, options: Options, stop: impl Future<Output = ()>) {
    let Options { faults, request_timeout, .. } = options;
    if faults {
        accept(listener, MapResult::new(router, faults::hang_up), request_timeout, stop).await;
    } else {
        accept(listener, router, request_timeout, stop).await;
    }
}
