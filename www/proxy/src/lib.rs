//! Stands between pages and a truConsent deployment, holds its keys, and binds each request to whoever is signed in. What
//! may go on and what comes back is decided by `truconsent-gateway`; here is everything else: listening, signing in, limits,
//! and what an operator needs to see.

mod address;
mod answers;
mod app;
mod cookies;
mod forward;
mod health;
mod jwks;
mod limits;
mod log;
mod metrics;
mod options;
mod person;
mod proxy;
mod refusal;
mod serve;
mod session;
mod shared;
mod store;
mod tokens;
mod upstream;

pub use app::{metrics, router};
pub use log::start as start_log;
pub use options::{Flags, Secrets};
pub use proxy::Proxy;
pub use serve::{Limits, accept};
