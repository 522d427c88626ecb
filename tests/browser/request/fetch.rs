//! How a request is made, and what the browser makes of it. For faults see `attempts.rs`.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::fine;
use crate::support::{
    FakeFetch, JsValue, Json, NONE, abort, abortable, aborted, apply, client, client_with, failure, holds, json, plain,
    rejection, success, user_client,
};

#[wasm_bindgen_test]
async fn every_request_is_private() {
    let fake = FakeFetch::new(&fine());
    success(client_with(&json!({ "apiKey": "k1", "orgId": "acme" })).list_banners(NONE)).await;
    let requests = fake.requests();
    let mut request = requests[0].clone();
    request["headers"].take();
    assert_eq!(
        request,
        json!({
            "url": "https://api.example/banners",
            "method": "GET",
            "credentials": "same-origin",
            "cache": "no-store",
            "redirect": "manual",
            "referrerPolicy": "no-referrer",
            "headers": null,
            "aborted": request["aborted"]
        })
    );
    assert_eq!(requests[0]["headers"], json!({ "accept": "application/json", "x-api-key": "k1", "x-org-id": "acme" }));
    assert_ne!(request["aborted"], Json::Null, "it has a signal");
}

#[wasm_bindgen_test]
async fn what_is_not_given_is_not_sent() {
    let fake = FakeFetch::new(&fine());
    success(client_with(&json!({})).list_banners(NONE)).await;
    assert_eq!(fake.requests()[0]["headers"], json!({ "accept": "application/json" }));
}

#[wasm_bindgen_test]
async fn credentials_are_the_callers_choice() {
    for credentials in ["omit", "same-origin", "include"] {
        let fake = FakeFetch::new(&fine());
        success(client_with(&json!({ "credentials": credentials })).list_banners(NONE)).await;
        assert_eq!(fake.requests()[0]["credentials"], json!(credentials));
    }
}

#[wasm_bindgen_test]
async fn nobody_answers() {
    for url in ["http://127.0.0.1:9", "https://no-such-host.invalid"] {
        let error = rejection(client(&json!({ "baseUrl": url, "maxRetries": 0 })).dpo(NONE)).await;
        let data = plain(&error);
        let found = (&data["code"], &data["status"], &data["retryable"]);
        assert_eq!(found, (&json!("network"), &Json::Null, &json!(true)), "{url}");
        assert!(data["hint"].as_str().unwrap().contains("CORS"));
        assert!(holds("(e) => e.cause instanceof TypeError", &error));
    }
}

#[wasm_bindgen_test]
async fn what_cors_forbids_is_a_network_failure() {
    let error = failure(user_client(&json!({ "headers": { "X-Not-Allowed": "1" }, "maxRetries": 0 })).dpo(NONE)).await;
    assert_eq!((&error["code"], &error["status"]), (&json!("network"), &Json::Null));
    let error = failure(user_client(&json!({ "credentials": "include", "maxRetries": 0 })).dpo(NONE)).await;
    assert_eq!(error["code"], json!("network"), "this server lets no other origin send cookies");
    assert!(success(user_client(&json!({ "credentials": "omit" })).dpo(NONE)).await["email"].is_string());
}

#[wasm_bindgen_test]
async fn many_calls_at_once_with_one_client() {
    let client = user_client(&json!({}));
    let people = ["usr_asha", "usr_lukas", "usr_meera", "usr_tomas", "usr_fatima", "usr_kenji"];
    let calls: Vec<_> = people.iter().cycle().take(30).map(|id| client.user_banners((*id).into(), NONE)).collect();
    let mut counts = Vec::new();
    for call in calls {
        counts.push(success(call).await.as_array().unwrap().len());
    }
    assert_eq!(counts[..6], counts[24..], "each its own answer");
    assert_eq!((counts[1], counts[2]), (0, 7));
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
