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
    site::{self, Site},
    upstream::{self, Forwarding, UpstreamOptions},
};

/// What the embedded API and the proxy before an upstream do differently.
struct Parts {
    api: Router,
    session: Router,
    page: Router,
    faults: Option<Faults>,
}

/// The whole server. Opens the database, and fills it when it is empty.
///
/// # Errors
/// A sentence for the person at the terminal.
pub fn router(options: &Options) -> Result<Router, String> {
    let site = Site::new(options.origin.as_deref())?;
    let Parts { api, session, page, faults } = match &options.upstream {
        None => embedded(options, &site)?,
        Some(upstream) => proxy(options, upstream, &site)?,
    };
    let header = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    let no_store = || header(header::CACHE_CONTROL, "no-store");
    let session = session.method_not_allowed_fallback(wrong_method).fallback(unknown_path);
    let server = Router::new()
        .nest("/api", api.layer(no_store()))
        .nest("/session", session.layer(no_store()))
        .merge(page)
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
        .layer(from_fn_with_state(site, site::known_host))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(from_fn(log::line)))
}

/// The documented calls on a database of its own, and the demo's people.
fn embedded(options: &Options, site: &Site) -> Result<Parts, String> {
    let db = Db::open(options.db.as_deref(), &seed::CONTENTS)?;
    let sessions = Sessions::new(db.clone(), site.clone());
    let people = People::new(db.clone(), sessions.clone());
    let access = api::Access::new(db.clone(), sessions.clone(), site.clone(), Limiter::new(options.rate_limit));
    let faults = options.faults.then(|| Faults::new(db.clone()));
    // An unknown path is answered without asking who the caller is.
    let api = api::router()
        .with_state(db)
        .method_not_allowed_fallback(wrong_method)
        .route_layer(from_fn_with_state(access, api::identify))
        .fallback(unknown_path);
    let api = match &faults {
        Some(faults) => api.layer(from_fn_with_state(faults.clone(), faults::apply)),
        None => api,
    };
    Ok(Parts {
        api: api.layer(cors(options.faults)),
        session: sessions::router().with_state(sessions.clone()).merge(people::router(people.clone())),
        page: page::router(&options.root, sessions, Some(people)),
        faults,
    })
}

/// The same calls, forwarded to an upstream. Without keys to call with there is nothing for other origins, hence no CORS.
fn proxy(options: &Options, upstream: &UpstreamOptions, site: &Site) -> Result<Parts, String> {
    let gateway = upstream::gateway(upstream)?;
    let client = upstream::Client::new(upstream.timeout)?;
    let signer = upstream::Signer::new(&upstream.session_secret)?;
    let db = Db::open(options.db.as_deref(), &upstream::CONTENTS)?;
    let sessions = Sessions::new(db.clone(), site.clone());
    let (site, limiter) = (site.clone(), Limiter::new(options.rate_limit));
    Ok(Parts {
        api: upstream::router(Forwarding { gateway, client, sessions: sessions.clone(), site, limiter }),
        session: sessions::router().with_state(sessions.clone()).merge(upstream::sign_in(sessions.clone(), signer)),
        page: page::router(&options.root, sessions, None),
        faults: None,
    })
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
