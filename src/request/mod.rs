//! What a call is, and how it is sent.

pub(crate) mod address;
pub(crate) mod attempts;
pub(crate) mod client;
pub(crate) mod clock;
pub(crate) mod endpoint;
pub(crate) mod fetch;
pub(crate) mod headers;
pub(crate) mod headers_function;
pub(crate) mod known;
pub(crate) mod limit;
mod missing;
pub(crate) mod option_values;
pub(crate) mod options;
pub(crate) mod retry;
pub(crate) mod share;
pub(crate) mod turn;
