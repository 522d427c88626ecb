//! What ends a call: the caller's signal, the time of an attempt, and the deadline. And that nothing is left behind.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeFetch, JsValue, NONE, abort, abortable, aborted, apply, client_with, eval, failure, fresh_id, get, holds, js,
    json, plain, rejection, request, success, user_client,
};

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
    for signal in ["7", "'x'", "{}", "new AbortController()", "{ aborted: false }", revoked] {
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
async fn null_is_no_signal() {
    let _fake = FakeFetch::new(&json!([{ "json": [], "times": 2 }]));
    for options in ["{ signal: null }", "{ signal: undefined }"] {
        success(client_with(&json!({})).list_banners(eval(options))).await;
    }
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
async fn a_read_is_aborted_while_the_server_takes_its_time() {
    let key = fresh_id();
    let client = user_client(&json!({ "headers": { "X-Fault": "delay:5000", "X-Fault-Key": key } }));
    let (options, controller) = abortable();
    let call = client.dpo(options);
    while request("GET", &format!("/faults/{key}"), None).await.1["count"] == json!(0) {}
    abort(&controller, "enough");
    aborted(call, "enough").await;
}

#[wasm_bindgen_test]
async fn an_attempt_that_takes_too_long_is_repeated() {
    for slow in
        [json!({ "hang": true }), json!({ "hang": true, "deaf": true }), json!({ "body": "hangs", "text": "[]" })]
    {
        let fake = FakeFetch::new(&json!([slow, { "json": [] }]));
        success(client_with(&json!({ "timeoutMs": 20 })).list_banners(NONE)).await;
        assert_eq!((fake.count(), &fake.requests()[0]["aborted"]), (2, &json!(true)), "it is not left running: {slow}");
        drop(fake);
        let fake = FakeFetch::new(&json!([slow]));
        let client = client_with(&json!({ "timeoutMs": 20, "maxRetries": 0 }));
        let error = failure(client.list_banners(NONE)).await;
        assert_eq!((&error["code"], &error["retryable"]), (&json!("timeout"), &json!(true)), "{slow}");
        assert_eq!(error["attempts"], json!(fake.count()));
    }
}

#[wasm_bindgen_test]
async fn a_calls_own_timeout_replaces_the_clients() {
    let fake = FakeFetch::new(&json!([{ "hang": true }]));
    let options = js(&json!({ "timeoutMs": 20 }));
    let error = failure(client_with(&json!({ "maxRetries": 0 })).list_banners(options)).await;
    assert_eq!((&error["code"], fake.count()), (&json!("timeout"), 1));
    drop(fake);
    let fake = FakeFetch::new(&json!([{ "json": [], "delay": 30 }]));
    let options = js(&json!({ "timeoutMs": 60_000 }));
    success(client_with(&json!({ "timeoutMs": 1, "maxRetries": 0 })).list_banners(options)).await;
    assert_eq!(fake.count(), 1);
}

#[wasm_bindgen_test]
async fn the_deadline_ends_attempts_and_waits_alike() {
    let fake = FakeFetch::new(&json!([{ "hang": true }]));
    let error = failure(client_with(&json!({ "deadlineMs": 30 })).list_banners(NONE)).await;
    assert_eq!((&error["code"], fake.count()), (&json!("timeout"), 1), "no time is left for another");
    drop(fake);
    let fake = FakeFetch::new(&json!([{ "status": 500, "json": { "error": "Said so" } }]));
    let error = failure(client_with(&json!({ "deadlineMs": 60 })).list_banners(NONE)).await;
    assert_eq!((&error["code"], &error["attempts"]), (&json!("timeout"), &json!(1)), "met while waiting");
    assert_eq!((fake.count(), &error["retryable"]), (1, &json!(true)));
}

#[wasm_bindgen_test]
async fn the_longest_times_are_no_times_at_all() {
    let fake = FakeFetch::new(&json!([{ "json": [], "delay": 10 }]));
    let endless = json!({ "timeoutMs": 1e300, "deadlineMs": 1e300, "maxRetries": 1e12 });
    success(client_with(&endless).list_banners(NONE)).await;
    assert!(fake.waits().iter().all(|ms| *ms < 2_147_483_648.0), "what is longer fires at once: {:?}", fake.waits());
}
