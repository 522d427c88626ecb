//! The embedded truConsent API: the documented calls on SQLite, and the demo's files, on loopback only.

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

use std::{path::PathBuf, sync::Arc};

pub use app::router;
pub use serve::serve;

/// What the command line decides.
#[derive(Debug, Clone)]
pub struct Options {
    /// The database file; `None` keeps everything in memory.
    pub db: Option<PathBuf>,
    /// The folder with the demo's pages.
    pub root: PathBuf,
    /// The folder with the built package, served as `/pkg`.
    pub pkg: PathBuf,
    /// Whether requests may ask for faults. For tests.
    pub faults: bool,
    /// Requests per minute for each key or session; 0 switches the limit off.
    pub rate_limit: u32,
}

impl Default for Options {
    fn default() -> Self {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Self { db: None, root: here.join(".."), pkg: here.join("../../pkg"), faults: false, rate_limit: 500 }
    }
}

/// Everything a request may need.
pub struct App {
    db: db::Db,
    files: files::Files,
    limit: limit::Limiter,
    faults: Option<faults::Faults>,
}

impl App {
    /// Opens the database, and seeds it when it is empty.
    ///
    /// # Errors
    /// A sentence for the person at the terminal.
    pub fn open(options: &Options) -> Result<Arc<Self>, String> {
        Ok(Arc::new(Self {
            db: db::Db::open(options.db.as_deref())?,
            files: files::Files::new(&options.root, &options.pkg),
            limit: limit::Limiter::new(options.rate_limit),
            faults: options.faults.then(faults::Faults::default),
        }))
    }
}
