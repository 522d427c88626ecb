//! The documented shapes, and reading answers by them.

pub(crate) mod api_time;
pub(crate) mod read;
pub(crate) mod shape;
pub(crate) mod time;
