//! `apiTime` gives the moment of a timestamp, or null, and never throws.

use truconsent_wasm::api_time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{JsValue, eval, holds};

/// 2026-06-01T00:00:00Z in milliseconds.
const JUNE: f64 = 1_780_272_000_000.0;

fn ms(value: &JsValue) -> Option<f64> {
    let time = api_time(value.clone());
    if time.is_null() {
        return None;
    }
    assert!(holds("(time) => time instanceof Date", &time));
    Some(js_sys::Date::from(time).get_time())
}

#[wasm_bindgen_test]
fn reads_every_spelling() {
    for value in [
        "'2026-06-01T00:00:00'",
        "'2026-06-01T00:00:00.000999'",
        "'2026-06-01t05:30:00+0530'",
        "'2026-06-01 00:00:00+00'",
        "'2026-06-01 00:00:00+00:00Z'",
        "'2026-06-01'",
        "1780272000",
        "1780272000000",
        "1780272000000.75",
        "new Date(1780272000000)",
        "new Date(1780272000000).toString()",
        "new Date(1780272000000).toUTCString()",
        "new Date(1780272000000).toISOString()",
        "((frame) => { const made = new frame.contentWindow.Date(1780272000000); frame.remove(); return made; })(
            document.body.appendChild(document.createElement('iframe')))",
    ] {
        assert_eq!(ms(&eval(value)), Some(JUNE), "{value}");
    }
    assert_eq!(ms(&eval("new Date(5)")), Some(5.0), "a Date has milliseconds");
    assert_eq!(ms(&eval("'1969-12-31T23:59:59.9999'")), Some(-1.0), "rounded down");
}

#[wasm_bindgen_test]
fn is_null_for_all_else() {
    for value in [
        "undefined",
        "null",
        "true",
        "''",
        "'soon'",
        "'2026-02-30T00:00:00Z'",
        "'2026-13-01T00:00:00Z'",
        "NaN",
        "Infinity",
        "-1e300",
        "2n",
        "Symbol()",
        "{}",
        "[]",
        "['2026-06-01']",
        "() => 1780272000",
        "new Date(NaN)",
        "new Proxy({}, {})",
        "new Proxy(new Date(), {})",
        "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()",
        "Object.create(Date.prototype)",
        "{ valueOf() { throw 1; } }",
        "{ toString: () => '2026-06-01' }",
        "'\\ud800'",
        "'2026-06-01'.repeat(1e6)",
    ] {
        assert_eq!(ms(&eval(value)), None, "{value}");
    }
}

#[wasm_bindgen_test]
fn makes_a_new_date_each_time() {
    let date = eval("new Date(1780272000000)");
    assert!(!js_sys::Object::is(&api_time(date.clone()), &date));
}
