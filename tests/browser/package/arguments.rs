//! Every public function with every wrong argument in every place: a `ConsentError`, or what is documented.
//!
//! `arguments.txt` has, for each place, what is not refused there.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{JsValue, package, plain, show, value};

#[wasm_bindgen(module = "/tests/browser/support/scripts.js")]
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
    let (taken, expected) = (found["taken"].as_str().unwrap(), include_str!("arguments.txt").trim_end());
    let other: Vec<_> = taken.lines().filter(|line| !expected.lines().any(|other| other == *line)).collect();
    assert_eq!(taken, expected, "not expected: {}", other.join("\n"));
}
