//! Starts the proxy, and prints its address.

use std::{
    io::Write,
    net::SocketAddr,
    process::ExitCode,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use clap::Parser;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};
use truconsent_proxy::{Flags, Limits, Proxy, Secrets, accept, metrics, router, start_log};

#[tokio::main]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    // Its lines are written as long as this lives.
    let _log = start_log(flags.json_log);
    match run(flags).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // Whoever reads it may be gone.
            writeln!(std::io::stderr(), "{sentence}").ok();
            ExitCode::FAILURE
        }
    }
}

async fn run(flags: Flags) -> Result<(), String> {
    let (listen, metrics_at, drain) = (flags.listen, flags.metrics, Duration::from_secs(flags.drain_seconds));
    let limits = Limits::new(&flags);
    let proxy = Arc::new(Proxy::new(flags, Secrets::from_env()?)?);
    let listener = bind(listen).await?;
    let address = listener.local_addr().map_err(|cause| cause.to_string())?;
    let (stop, stopped) = watch::channel(false);
    let until = |mut stopped: watch::Receiver<bool>| async move {
        stopped.wait_for(|stopped| *stopped).await.ok();
    };
    if let Some(at) = metrics_at {
        let (listener, proxy) = (bind(at).await?, proxy.clone());
        tokio::spawn(accept(
            listener,
            metrics(&proxy),
            Limits::of_metrics(),
            Default::default(),
            until(stopped.clone()),
        ));
    }
    let mut signals = (watched(SignalKind::terminate())?, watched(SignalKind::interrupt())?);

    // The first line of the output is the address: scripts wait for it. Nothing depends on its being read.
    let mut out = std::io::stdout();
    writeln!(out, "http://{address}").and_then(|()| out.flush()).ok();

    let ending = proxy.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = signals.0.recv() => {}
            _ = signals.1.recv() => {}
        }
        // The balancer sees it first, and sends nothing new.
        ending.is_ending.store(true, Ordering::Relaxed);
        tokio::time::sleep(drain).await;
        stop.send(true).ok();
    });
    let connections = proxy.metrics.connections.clone();
    accept(listener, router(&proxy), limits, connections, until(stopped)).await;
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|cause| format!("{address} cannot be used: {cause}."))
}

fn watched(kind: SignalKind) -> Result<Signal, String> {
    signal(kind).map_err(|cause| format!("Signals cannot be watched: {cause}."))
}
