//! Every binding to JavaScript. Response data stays where it is: Rust walks it by these typed handles.
//!
//! They go through js-sys and web-sys, but where a comment beside one says why not. What may meet values of the caller
//! (getters that throw, proxies, objects of another realm) gives a `Result`; what does not is only used on objects that
//! this module or `JSON.parse` made.

mod abort;
mod answer;
mod data;
mod fetch;
mod objects;
mod platform;
pub(crate) mod reading;
pub(crate) mod text;
mod timers;

pub(crate) use abort::{AbortController, abort_controller, listen, unlisten};
pub(crate) use answer::{drift, is_whole, read_answer, types};
pub(crate) use data::{blank, is_cut_off, tells, text};
pub(crate) use fetch::{body_text, fetch, header};
pub(crate) use objects::*;
pub(crate) use platform::{has_page, is_sendable, repeatable, typed};
pub(crate) use timers::{clear_timeout, now, set_timeout, time_of};
