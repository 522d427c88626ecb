//! The documented shapes, and what is read of an answer.

mod drift;
mod hostile;
mod refused;
