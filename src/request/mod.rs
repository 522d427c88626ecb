//! What a call is, and how it is sent.

pub mod address;
pub mod attempts;
pub mod client;
pub mod fetch;
pub mod known;
pub mod limit;
pub mod options;
pub mod retry;
pub mod share;
