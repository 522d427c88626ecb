//! The server over real HTTP: each test starts its own, in memory, on a free port.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod api;
mod browsers;
mod faults;
mod files;
mod harness;
mod late;
mod locked;
mod process;
mod sessions;
