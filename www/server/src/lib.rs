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
mod options;
mod page;
mod people;
mod policy;
mod secret;
mod seed;
mod serve;
mod sessions;
mod site;
mod staff;

pub use app::{router, serve};
pub use options::Options;
