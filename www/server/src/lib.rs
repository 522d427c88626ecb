//! The embedded truConsent API: the documented calls on SQLite, and the demo's files, on loopback only. Or, instead of
//! its own records, those of a real deployment.

mod api;
mod app;
mod auth;
mod body;
mod clock;
mod db;
mod error;
mod faults;
mod files;
mod limit;
mod log;
mod seed;
mod serve;
mod session;
mod site;
mod upstream;

use std::{path::PathBuf, sync::Arc, time::Duration};

pub use app::router;
pub use serve::serve;
pub use upstream::UpstreamOptions;

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
    /// The deployment to forward to, instead of answering from the database.
    pub upstream: Option<UpstreamOptions>,
    /// The public origin behind which this server stands; `None` is loopback.
    pub origin: Option<String>,
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
            upstream: None,
            origin: None,
        }
    }
}

/// Everything a request may need.
pub struct App {
    db: db::Db,
    files: files::Files,
    limit: limit::Limiter,
    request_timeout: Duration,
    faults: Option<faults::Faults>,
    upstream: Option<upstream::Upstream>,
    site: site::Site,
}

impl App {
    /// Opens the database, and fills it when it is empty.
    ///
    /// # Errors
    /// A sentence for the person at the terminal.
    pub fn open(options: &Options) -> Result<Arc<Self>, String> {
        let kind = if options.upstream.is_some() { db::Kind::Upstream } else { db::Kind::Demo };
        Ok(Arc::new(Self {
            upstream: options.upstream.as_ref().map(upstream::Upstream::new).transpose()?,
            site: site::Site::new(options.origin.as_deref())?,
            db: db::Db::open(options.db.as_deref(), kind)?,
            files: files::Files::new(&options.root, &options.pkg),
            limit: limit::Limiter::new(options.rate_limit),
            request_timeout: options.request_timeout,
            faults: options.faults.then(faults::Faults::default),
        }))
    }
}
