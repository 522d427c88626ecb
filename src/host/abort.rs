//! Signals that end a request.

use js_sys::Function;
use wasm_bindgen::prelude::*;
pub(crate) use web_sys::AbortController;
use web_sys::EventTarget;

/// A controller of our own, which every platform of this module can make.
pub(crate) fn abort_controller() -> Result<AbortController, JsValue> {
    AbortController::new()
}

/// Listens to the caller's signal, which may be anything that looks like one.
pub(crate) fn listen(signal: &JsValue, listener: &Function) -> Result<(), JsValue> {
    signal.unchecked_ref::<EventTarget>().add_event_listener_with_callback("abort", listener)
}

/// Stops listening to it.
pub(crate) fn unlisten(signal: &JsValue, listener: &Function) {
    let _ = signal.unchecked_ref::<EventTarget>().remove_event_listener_with_callback("abort", listener);
}
