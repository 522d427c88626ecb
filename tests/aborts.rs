//! Ending a call: the caller's signal, what `fetch` may reject with, and that nothing is left behind.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use js_sys::Promise;
use support::{
    FakeFetch, JsValue, NONE, abort, abortable, aborted, apply, client_with, eval, failure, get, holds, json, plain,
    rejection, success,
};
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What a signal may be aborted with.
const REASONS: [&str; 7] = ["'why'", "''", "null", "{ why: 1 }", "new Error('why')", "7", "Symbol('why')"];

#[wasm_bindgen_test]
async fn a_signal_that_is_aborted_before() {
    let fake = FakeFetch::new(&json!([]));
    for reason in REASONS {
        let options = eval(&format!("{{ signal: AbortSignal.abort({reason}) }}"));
        let reason = get(&get(&options, "signal"), "reason");
        let data = plain(&aborted(client_with(&json!({})).list_banners(options), &reason).await);
        assert_eq!((fake.count(), &data["attempts"]), (0, &json!(0)), "nothing was sent");
    }
    let options = eval("{ signal: AbortSignal.abort() }");
    let reason = get(&get(&options, "signal"), "reason");
    assert!(holds("(e) => e instanceof DOMException && e.name === 'AbortError'", &reason));
    aborted(client_with(&json!({})).list_banners(options), &reason).await;
}

#[wasm_bindgen_test]
async fn a_signal_that_is_aborted_during_the_request() {
    for slow in
        [json!({ "hang": true }), json!({ "hang": true, "deaf": true }), json!({ "body": "hangs", "text": "[]" })]
    {
        for reason in REASONS {
            let fake = FakeFetch::new(&json!([slow]));
            let ((options, controller), reason) = (abortable(), eval(reason));
            let call = client_with(&json!({})).list_banners(options);
            fake.sent(1).await;
            abort(&controller, &reason);
            let data = plain(&aborted(call, &reason).await);
            assert_eq!((fake.count(), &data["attempts"]), (1, &json!(1)), "never again");
            assert_eq!(fake.requests()[0]["aborted"], json!(true), "the request is ended too");
        }
    }
}

#[wasm_bindgen_test]
async fn a_signal_that_is_aborted_while_waiting_for_the_next_attempt() {
    for reason in REASONS {
        let fake = FakeFetch::new(&json!([{ "status": 503, "headers": { "Retry-After": "37" } }]));
        let ((options, controller), reason) = (abortable(), eval(reason));
        let call = client_with(&json!({})).list_banners(options);
        fake.waiting(37_000).await;
        abort(&controller, &reason);
        let data = plain(&aborted(call, &reason).await);
        assert_eq!((fake.count(), &data["attempts"]), (1, &json!(1)), "the wait is over at once");
    }
}

#[wasm_bindgen_test]
async fn a_signal_that_is_aborted_after_the_end_changes_nothing() {
    let fake = FakeFetch::new(&json!([{ "json": [] }]));
    let (options, controller) = abortable();
    let call = client_with(&json!({})).list_banners(options);
    assert_eq!(success(call.clone()).await, json!([]));
    abort(&controller, "late");
    assert_eq!(success(call).await, json!([]));
    assert_eq!(fake.count(), 1);
}

#[wasm_bindgen_test]
async fn a_timeout_signal_is_the_callers_abort() {
    let fake = FakeFetch::new(&json!([{ "hang": true }]));
    let error = rejection(client_with(&json!({})).list_banners(eval("{ signal: AbortSignal.timeout(20) }"))).await;
    assert_eq!(plain(&error)["code"], json!("aborted"));
    assert!(holds("(e) => e.cause.name === 'TimeoutError'", &error));
    assert_eq!(fake.count(), 1);
}

#[wasm_bindgen_test]
async fn what_is_no_signal_is_refused() {
    let fake = FakeFetch::new(&json!([]));
    let revoked = "(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; })()";
    for signal in ["null", "7", "'x'", "{}", "new AbortController()", "{ aborted: false }", revoked] {
        let error = failure(client_with(&json!({})).list_banners(eval(&format!("{{ signal: {signal} }}")))).await;
        assert_eq!(
            (&error["code"], &error["fields"][0]["field"]),
            (&json!("invalid_options"), &json!("signal")),
            "{signal}"
        );
    }
    assert_eq!(fake.count(), 0);
}

#[wasm_bindgen_test]
async fn nothing_stays_on_the_callers_signal() {
    let counting = "(() => {
        const controller = new AbortController(), { signal } = controller, count = { added: 0, removed: 0 };
        const add = signal.addEventListener, remove = signal.removeEventListener, on = new Map();
        signal.addEventListener = (...a) => { count.added += 1; on.set(a[1], a[0]); add.apply(signal, a); };
        signal.removeEventListener = (...a) => { count.removed += 1; if (on.get(a[1]) === a[0]) on.delete(a[1]); remove.apply(signal, a); };
        return { controller, signal, count, on };
    })()";
    for answers in [
        json!([{ "json": [] }]),
        json!([{ "status": 400 }]),
        json!([{ "status": 500, "times": 2 }, { "json": [] }]),
        json!([{ "reject": { "error": "x" }, "times": 3 }]),
        json!([{ "hang": true, "times": 3 }]),
        json!([{ "text": "<h1>" }]),
    ] {
        let _fake = FakeFetch::hurried(&answers);
        let counted = eval(counting);
        let slow = answers[0]["hang"] == json!(true);
        let client = client_with(&json!({ "timeoutMs": if slow { 20 } else { 20_000 } }));
        let ended = "async ({ call }) => { try { await call; } catch {} }";
        let both = json_object(&[("call", client.list_banners(counted.clone()).into())]);
        success(apply(ended, &both).into()).await;
        assert!(holds("({ on }) => on.size === 0", &counted), "{answers}: {}", plain(&counted));
        assert!(holds("({ count }) => count.added > 0 && count.added === count.removed", &counted), "{answers}");
    }
}

fn json_object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = eval("{}");
    for (name, value) in entries {
        js_sys::Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object
}

#[wasm_bindgen_test]
async fn whatever_fetch_rejects_with_is_the_cause() {
    for (reject, cause) in [
        (json!({ "value": "a string" }), "a string"),
        (json!({ "value": null }), "null"),
        (json!({}), "undefined"),
        (json!({ "value": { "code": 7 } }), "[object Object]"),
        (json!({ "value": 7 }), "7"),
        (json!({ "value": false }), "false"),
        (json!({ "error": "Failed to fetch" }), "TypeError: Failed to fetch"),
    ] {
        for how in ["reject", "throw"] {
            let fake = FakeFetch::hurried(&json!([{ how: reject, "times": null }]));
            let error = rejection(client_with(&json!({})).dpo(NONE)).await;
            let data = plain(&error);
            assert_eq!((&data["code"], fake.count()), (&json!("network"), 3), "{how} {reject}");
            assert_eq!(apply("(e) => String(e.cause)", &error), JsValue::from_str(cause), "{how}");
            drop(fake);
            let _fine = FakeFetch::new(&json!([{ "json": [] }]));
            assert_eq!(success(client_with(&json!({})).list_banners(NONE)).await, json!([]), "the module goes on");
        }
    }
}

#[wasm_bindgen_test]
async fn calls_do_not_disturb_each_other() {
    let fake = FakeFetch::new(&json!([
        { "path": "/banners/user/slow", "json": [], "delay": 40 },
        { "path": "/banners/user/gone", "status": 404, "json": { "error": "No" } },
        { "path": "/banners/user/held", "hang": true },
        { "path": "/banners/user/fast", "json": [], "times": 20 }
    ]));
    let client: ConsentClient = client_with(&json!({}));
    let (options, controller) = abortable();
    let slow = client.user_banners("slow".into(), NONE);
    let held = client.user_banners("held".into(), options);
    let gone = client.user_banners("gone".into(), NONE);
    let fast: Vec<Promise> = (0..20).map(|turn| client.user_banners(format!("fast{turn}").into(), NONE)).collect();
    drop(client);
    assert_eq!(failure(gone).await["code"], json!("not_found"));
    for call in fast {
        assert_eq!(success(call).await, json!([]));
    }
    abort(&controller, "enough");
    aborted(held, "enough").await;
    assert_eq!(success(slow).await, json!([]), "also after its client is gone");
    assert_eq!(fake.count(), 23);
}
