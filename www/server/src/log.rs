//! One line per request, with the route's template and never its values: ids are personal data.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};

/// The methods that are logged by name: a client can make one up.
static METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

pub async fn line(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = METHODS.iter().find(|known| *known == request.method()).map_or("OTHER", Method::as_str);
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    tracing::info!(
        "{method} {route} {} {:.1} ms",
        response.status().as_u16(),
        started.elapsed().as_secs_f64() * 1000.0
    );
    response
}
