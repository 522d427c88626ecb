//! Every binding to JavaScript. Response data stays where it is: Rust walks it by these typed handles.
//!
//! They go through js-sys and web-sys, but where a comment beside one says why not. What may meet values of the caller
//! (getters that throw, proxies, objects of another realm) gives a `Result`; what does not is only used on objects that
//! this module or `JSON.parse` made.

mod abort;
mod data;
mod fetch;
pub mod reading;
mod objects;
mod random;
pub mod text;
mod time;

pub use abort::{AbortController, abort_controller, listen, unlisten};
pub use data::{blank, fits, text, type_of, types};
pub use fetch::{body_text, fetch, header};
pub use objects::*;
pub use random::uuid;
pub use time::{clear_timeout, now, set_timeout};
