//! The documented shapes, and what is read of an answer.

mod api_time;
mod drift;
mod hostile;
mod lenient;
mod on_drift;
mod refused;
