//! The module sets no global. `request/attempts.rs` looks at the console and at what is stored.

use truconsent_wasm::{ConsentClient, merge_consents};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{CONSENT_KEY, FakeFetch, JsValue, NONE, apply, client_with, eval, json};

#[wasm_bindgen_test]
async fn no_global_is_left_behind() {
    // What a fresh page does not have, and neither the test runner nor its driver put there, is ours.
    let globals = "() => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        const fresh = new Set(Reflect.ownKeys(frame.contentWindow));
        frame.remove();
        const theirs = /^(__wbg_test_|on_console_|ret_nodes$|cdc_|Symbol\\(automationSessionProxy\\)$)/;
        const ours = (key) => !fresh.has(key) && !theirs.test(String(key));
        return Reflect.ownKeys(globalThis).filter(ours).map(String).join();
    }";
    let _fake = FakeFetch::hurried(&json!([{ "json": [] }, { "reject": { "error": "Failed to fetch" }, "times": 3 }]));
    let client = client_with(&json!({ "apiKey": CONSENT_KEY }));
    let ended = [
        JsFuture::from(client.user_banners("usr_asha".into(), NONE)).await.is_ok(),
        JsFuture::from(client.user_banners("usr_asha".into(), NONE)).await.is_err(),
        ConsentClient::new(eval("{ baseUrl: 7 }")).is_err(),
        merge_consents(eval("7"), JsValue::NULL, NONE).is_err(),
    ];
    assert_eq!((ended, apply(globals, &NONE)), ([true; 4], "".into()));
}
