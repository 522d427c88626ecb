//! What a call is, and how it is sent.

pub mod address;
pub mod attempts;
pub mod client;
pub mod endpoint;
pub mod fetch;
pub mod headers;
pub mod known;
pub mod limit;
pub mod option_values;
pub mod options;
pub mod retry;
pub mod share;
