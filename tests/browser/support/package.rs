//! The module under test as JavaScript sees it, and the shapes that the package promises.

use wasm_bindgen::prelude::*;

use super::{eval, value};

// Named here, so that it is there for the other scripts to import.
#[wasm_bindgen(module = "/tests/browser/support/scripts.js")]
extern "C" {
    #[wasm_bindgen(js_name = isShape)]
    pub fn is_shape(name: &str) -> bool;
}

#[wasm_bindgen(module = "/tests/browser/support/scripts.js")]
extern "C" {
    #[wasm_bindgen(js_name = isConsentError)]
    pub fn is_consent_error(value: &JsValue) -> bool;
}

/// The module, with all that the package exports.
pub async fn package() -> JsValue {
    assert!(is_shape("merged"));
    // The runner's page has the module at this address.
    value(eval("import('/wasm-bindgen-test')").unchecked_into()).await
}
