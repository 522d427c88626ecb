//! The accept loop. `axum::serve` limits neither connections nor the time that a client may take for anything.

use std::{error::Error, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use prometheus_client::metrics::gauge::Gauge;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time,
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::options::Flags;

/// How long running requests may take when the server stops, beside what the upstream may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest head of a request, in bytes.
const HEAD: usize = 32 * 1024;
const HEADERS: usize = 100;
/// Each connection may have one to the upstream; and there are files, the log, Redis.
const OTHER_FILES: u64 = 64;

/// Who is at the other end.
#[derive(Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// What clients may take.
#[derive(Clone, Copy)]
pub struct Limits {
    connections: usize,
    step: Duration,
    patience: Duration,
}

impl Limits {
    /// As the operator says, but no more connections than there can be files.
    #[must_use]
    pub fn new(flags: &Flags) -> Self {
        let wanted = flags.max_connections.get();
        let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
        let possible = u32::try_from(files.saturating_sub(OTHER_FILES) / 2).unwrap_or(u32::MAX).max(1);
        if possible < wanted {
            tracing::warn!(wanted, possible, "fewer connections: the system has no more file handles for this program");
        }
        Self {
            connections: wanted.min(possible) as usize,
            step: Duration::from_secs(flags.client_seconds.get().into()),
            patience: PATIENCE + Duration::from_secs(flags.upstream_seconds.get().into()),
        }
    }

    /// For whoever collects metrics.
    #[must_use]
    pub fn of_metrics() -> Self {
        Self { connections: 16, step: Duration::from_secs(10), patience: PATIENCE }
    }
}

/// Serves until `stop` is ready, then lets running requests end. A connection that takes too long for a request's head, or
/// for a step of taking an answer, is closed; while there are as many as may be, new ones wait.
pub async fn accept(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    open: Gauge,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        let next = async {
            // Never closed, hence always Ok.
            let place = places.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(cause) => {
                // Most likely there are no file handles left: wait for some to be free.
                tracing::warn!(%cause, "accept");
                time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let connection = graceful.watch(serving(stream, peer, router.clone(), limits.step));
        let open = open.clone();
        open.inc();
        tokio::spawn(async move {
            // A connection that breaks concerns its client only.
            connection.await.ok();
            open.dec();
            drop(place);
        });
    }
    drop(listener);
    time::timeout(limits.patience, graceful.shutdown()).await.ok();
}

fn serving(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    step: Duration,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = impl Error> {
    // Without it small answers wait for the kernel to fill a packet; a failure costs only time.
    stream.set_nodelay(true).ok();
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(step));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(step)
        .max_buf_size(HEAD)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(Box::pin(stream)), service)
}
