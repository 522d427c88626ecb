//! The scripts that `scripts.js` loads. A script is served only where something of it is declared.

#![allow(dead_code, reason = "only the declaration counts")]

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/package/guard.js")]
extern "C" {
    type Guard;
}

#[wasm_bindgen(module = "/tests/browser/support/documents.js")]
extern "C" {
    type Documents;
}

#[wasm_bindgen(module = "/tests/browser/support/fake_fetch.js")]
extern "C" {
    type Fake;
}

#[wasm_bindgen(module = "/tests/browser/support/feed.js")]
extern "C" {
    type Feed;
}

#[wasm_bindgen(module = "/tests/browser/support/arguments.js")]
extern "C" {
    type Arguments;
}

#[wasm_bindgen(module = "/tests/browser/support/trials/watch.js")]
extern "C" {
    type Watched;
}
