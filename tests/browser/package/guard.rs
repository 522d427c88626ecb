//! `isConsentError`, which goes by the name.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::error::error;
use crate::support::{apply, eval, holds, is_consent_error};

#[wasm_bindgen_test]
async fn is_recognised_by_its_name() {
    assert!(is_consent_error(&error().await));
    for other in [
        "{ name: 'ConsentError' }",
        "Object.assign(new Error('x'), { name: 'ConsentError' })",
        "new Proxy({ name: 'ConsentError' }, {})",
        "Object.create({ name: 'ConsentError' })",
        "{ get name() { return 'ConsentError'; } }",
    ] {
        assert!(is_consent_error(&eval(other)), "{other}");
    }
    for other in [
        "undefined",
        "null",
        "0",
        "NaN",
        "true",
        "''",
        "'ConsentError'",
        "Symbol('ConsentError')",
        "10n",
        "{}",
        "[]",
        "['ConsentError']",
        "new Error('ConsentError')",
        "new TypeError('x')",
        "new DOMException('x', 'AbortError')",
        "{ name: 'consenterror' }",
        "{ name: ['ConsentError'] }",
        "{ name: new String('ConsentError') }",
        "{ name: { toString() { return 'ConsentError'; } } }",
        "{ code: 'network' }",
    ] {
        assert!(!is_consent_error(&eval(other)), "{other}");
    }
}

#[wasm_bindgen_test]
fn asking_never_throws() {
    for hostile in [
        "{ get name() { throw new Error('got'); } }",
        "{ get name() { throw undefined; } }",
        "new Proxy({}, { get() { throw 'trapped'; } })",
        "new Proxy(new Error('x'), new Proxy({}, { get() { throw 'trapped'; } }))",
        "(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; })()",
        "(() => { const p = Proxy.revocable(() => {}, {}); p.revoke(); return p.proxy; })()",
    ] {
        assert!(!is_consent_error(&eval(hostile)), "{hostile}");
    }
}

#[wasm_bindgen_test]
fn is_recognised_across_realms() {
    let frame = eval("document.body.appendChild(document.createElement('iframe'))");
    let make = |name: &str| {
        let made = "({ frame, name }) => Object.assign(new frame.contentWindow.Error('x'), { name })";
        let input = apply("(frame) => ({ frame })", &frame);
        apply(&format!("(input) => ({made})({{ ...input, name: '{name}' }})"), &input)
    };
    let (ours, theirs) = (make("ConsentError"), make("Error"));
    assert!(holds("(e) => !(e instanceof Error)", &ours), "it is of another realm");
    assert!(is_consent_error(&ours));
    assert!(!is_consent_error(&theirs));
    apply("(frame) => frame.remove()", &frame);
}
