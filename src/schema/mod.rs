//! The documented shapes, and reading answers by them.

pub mod read;
pub mod shape;
pub mod time;
