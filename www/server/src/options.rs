//! The server's options.

use std::{path::PathBuf, time::Duration};

/// What the command line decides.
#[derive(Clone)]
pub struct Options {
    /// The database file; `None` keeps everything in memory.
    pub db: Option<PathBuf>,
    /// The folder with the demo's pages, as `npm run build` bundles them; `www` has them as they are written.
    pub root: PathBuf,
    /// The folder with the built package, served as `/pkg`.
    pub pkg: PathBuf,
    /// Whether requests may ask for faults. For tests.
    pub faults: bool,
    /// Requests per minute for each key or session; 0 switches the limit off.
    pub rate_limit: u32,
    /// How long a request's head may take to arrive, and then its body.
    pub request_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Self {
            db: None,
            root: here.join("../../dist"),
            pkg: here.join("../../pkg"),
            faults: false,
            rate_limit: 500,
            request_timeout: Duration::from_secs(30),
        }
    }
}
