//! What a call is, and how it is sent.

pub mod address;
pub mod attempts;
pub mod fetch;
pub mod limit;
pub mod options;
pub mod retry;
pub mod share;
