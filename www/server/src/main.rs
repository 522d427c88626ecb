//! Starts the server, and prints its address.

use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use truconsent_server::{Options, router, serve};

/// The embedded truConsent API with its demo, on 127.0.0.1.
#[derive(Parser)]
#[command(version)]
struct Flags {
    /// The port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The database file, made when missing [default: in memory]
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// The folder with the demo's pages
    #[arg(long, value_name = "DIR", default_value_os_t = Options::default().root, hide_default_value = true)]
    root: PathBuf,
    /// The folder with the built package
    #[arg(long, value_name = "DIR", default_value_os_t = Options::default().pkg, hide_default_value = true)]
    pkg: PathBuf,
    /// Requests per minute for each key or session; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = Options::default().rate_limit)]
    rate_limit: u32,
    /// For tests: let requests ask for faults with X-Fault headers
    #[arg(long)]
    faults: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(colours).with_target(false).init();
    match run(Flags::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn run(flags: Flags) -> Result<(), String> {
    let Flags { port, db, root, pkg, rate_limit, faults } = flags;
    let options = Options { db, root, pkg, faults, rate_limit, ..Options::default() };
    let router = router(&options)?;
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(|e| format!("Port {port} on 127.0.0.1 cannot be used: {e}."))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;

    let stop = |kind| signal(kind).map_err(|e| format!("Signals cannot be watched: {e}."));
    let (mut terminate, mut interrupt) = (stop(SignalKind::terminate())?, stop(SignalKind::interrupt())?);

    // The first line of the output is the address: scripts wait for it.
    let mut out = std::io::stdout().lock();
    writeln!(out, "http://{address}").and_then(|()| out.flush()).map_err(|e| e.to_string())?;
    drop(out);

    serve(listener, router, options, async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
    .await;
    Ok(())
}
