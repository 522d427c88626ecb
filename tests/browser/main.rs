//! The crate in a browser. The modules are named as in `src`: the tests of a call stand in the file of that call.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod consents;
mod error;
mod package;
mod request;
mod rights;
mod schema;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
