//! The proxy over HTTP, before an embedded API, before upstreams that lie, and with a real Redis.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod answers;
mod balancer;
mod calls;
mod clients;
mod harness;
mod keys;
mod limits;
mod program;
mod redis;
mod shared;
mod sign_in;
mod silence;
mod table;
mod upstream;
