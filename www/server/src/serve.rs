//! The accept loop. Our own, because a fault may close a connection without an answer.

use std::{convert::Infallible, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{net::TcpListener, time};
use tower::ServiceExt;

/// How long running requests may take when the server stops.
const PATIENCE: Duration = Duration::from_secs(3);

/// Marks an answer that must never be sent: the connection is closed instead.
#[derive(Clone)]
pub struct Hangup;

#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("closed without an answer")
    }
}

impl std::error::Error for HungUp {}

impl From<Infallible> for HungUp {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Serves until `stop` is ready, then lets running requests end. A connection that waits longer than `request_timeout`
/// for a request's head is closed.
pub async fn serve(listener: TcpListener, router: Router, request_timeout: Duration, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(cause) => {
                // Out of file handles, most likely: wait for some to be free.
                tracing::warn!(%cause, "accept");
                time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Without it small answers wait for the kernel to fill a packet; a failure costs only time.
        stream.set_nodelay(true).ok();
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let router = router.clone();
            async move {
                let response = router.oneshot(request.map(Body::new)).await?;
                match response.extensions().get::<Hangup>() {
                    Some(_) => Err(HungUp),
                    None => Ok(response),
                }
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(request_timeout)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        // A connection that breaks concerns its client only.
        tokio::spawn(async move { connection.await.ok() });
    }
    drop(listener);
    time::timeout(PATIENCE, graceful.shutdown()).await.ok();
}
