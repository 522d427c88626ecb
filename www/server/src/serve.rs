//! The accept loop. `axum::serve` would do but for two limits: how long a request's head may take, and how long running
//! requests may after the server was told to stop.

use std::{error::Error, pin::pin, time::Duration};

use axum::{extract::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, time};
use tower::Service;

/// How long running requests may take when the server stops.
const PATIENCE: Duration = Duration::from_secs(3);

/// Serves until `stop` is ready, then lets running requests end. A connection that waits longer than `head_timeout` for a
/// request's head is closed, and so is one whose request the service fails.
pub async fn accept<S>(listener: TcpListener, service: S, head_timeout: Duration, stop: impl Future<Output = ()>)
where
    S: Service<Request<Incoming>, Response = Response, Future: Send, Error: Error + Send + Sync>
        + Clone
        + Send
        + 'static,
{
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
                // Most likely there are no file handles left: wait for some to be free.
                tracing::warn!(%cause, "accept");
                time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Without it small answers wait for the kernel to fill a packet; a failure costs only time.
        stream.set_nodelay(true).ok();
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head_timeout)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service.clone()));
        let connection = graceful.watch(connection);
        // A connection that breaks concerns its client only.
        tokio::spawn(async move { connection.await.ok() });
    }
    drop(listener);
    time::timeout(PATIENCE, graceful.shutdown()).await.ok();
}
