//! Random ids.

use wasm_bindgen::prelude::*;

use super::text::hex;

// Written by hand: web-sys has it as a method of an object that the platform keeps elsewhere in each place.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_randomly(bytes: &mut [u8]);
}

/// A version 4 UUID. `crypto.randomUUID` is not there on a page that came by plain http; this is.
pub fn uuid() -> String {
    let mut bytes = [0; 16];
    fill_randomly(&mut bytes);
    let mut uuid = String::with_capacity(36);
    for (position, byte) in bytes.into_iter().enumerate() {
        let byte = match position {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        if matches!(position, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        uuid.push(hex(byte >> 4));
        uuid.push(hex(byte & 15));
    }
    uuid
}
