//! Every public function with every wrong argument in every place: a `ConsentError`, or what is documented.
//!
//! `tests/hostile/arguments.txt` has, for each place, what is not refused there.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use js_sys::Promise;
use support::{package, plain, show, value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/hostile/arguments.js")]
extern "C" {
    #[wasm_bindgen(js_name = callAll)]
    fn call_all(module: &JsValue) -> Promise;
}

#[wasm_bindgen_test]
async fn every_function_with_every_argument() {
    let found = plain(&value(call_all(&package().await)).await);
    assert_eq!(found["problems"].as_str().unwrap(), "");
    for line in found["counts"].as_array().unwrap() {
        show(line.as_str().unwrap());
    }
    let (taken, expected) = (found["taken"].as_str().unwrap(), include_str!("hostile/arguments.txt").trim_end());
    let other: Vec<_> = taken.lines().filter(|line| !expected.lines().any(|other| other == *line)).collect();
    assert_eq!(taken, expected, "not expected: {}", other.join("\n"));
}
