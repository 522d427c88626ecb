//! One line per request, with the call's template and never its values: ids are personal data. Lines are written by a thread of
//! their own, which nobody waits for: where they are not taken, the newest are lost.

use std::{
    io::{IsTerminal, stderr},
    sync::Arc,
    time::Instant,
};

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};

use crate::proxy::Proxy;

/// What waits to be written at most.
const LINES: usize = 8 * 1024;

/// The methods that are told by name: a client can make one up.
static METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

/// What the log knows of an answer, beside its status.
#[derive(Clone, Copy)]
pub struct Logged {
    pub path: &'static str,
    pub report: Option<&'static str>,
}

/// Writes to standard error from now on, until what is returned is dropped.
pub fn start(json: bool) -> WorkerGuard {
    let (writer, guard) = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(LINES).finish(stderr());
    let lines = tracing_subscriber::fmt().with_writer(writer).with_target(false);
    if json {
        lines.json().flatten_event(true).init()
    } else {
        lines.with_ansi(stderr().is_terminal()).init()
    }
    guard
}

pub async fn line(State(proxy): State<Arc<Proxy>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = METHODS.iter().find(|known| *known == request.method()).map_or("OTHER", Method::as_str);
    let own = ["/session", "/healthz", "/readyz"].into_iter().find(|own| *own == request.uri().path());
    let response = next.run(request).await;
    let told = response.extensions().get().copied();
    let Logged { path, report } = told.unwrap_or(Logged { path: own.unwrap_or("(none)"), report: None });
    let (status, seconds) = (response.status().as_u16(), started.elapsed().as_secs_f64());
    proxy.metrics.answered(method, path, status, seconds);
    let ms = (seconds * 10_000.0).round() / 10.0;
    // A balancer asks every few seconds.
    if !matches!(path, "/healthz" | "/readyz") {
        tracing::info!(method, path, status, ms, report, "request");
    }
    response
}
