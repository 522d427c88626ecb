//! What the browser itself makes of an address, an abort or CORS, with its own `fetch`. For faults see `faults.rs`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use support::{
    Json, NONE, abort, abortable, aborted, client, failure, fresh_id, holds, json, plain, rejection, request, success,
    user_client,
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

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
async fn a_path_is_on_the_pages_own_origin() {
    let error = failure(client(&json!({ "baseUrl": "/no/such/path", "maxRetries": 0 })).dpo(NONE)).await;
    let found = (&error["code"], &error["status"]);
    assert_eq!(found, (&json!("unexpected_response"), &json!(404)), "the page's server has no API");
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
